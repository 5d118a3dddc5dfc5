// Client side of the transports, for tests: a socket that sends and receives packets.
import { createCipheriv, createHmac, randomBytes, type Cipher } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { crc32 } from "node:zlib";
import { sha256 } from "./mtprotoCrypto.js";

export type Framing = "abridged" | "intermediate" | "padded" | "full";

export interface SocketOptions {
  readonly port: number;
  readonly framing?: Framing;
  readonly isObfuscated?: boolean;
  /** 16 bytes of an MTProxy secret. */
  readonly secret?: Buffer;
  readonly dcId?: number;
  /** Speak fake-TLS for this domain; needs `secret`. */
  readonly tlsDomain?: string;
  readonly isWebSocket?: boolean;
}

/** What a server sends on one connection. */
export type Received =
  | { readonly kind: "packet"; readonly payload: Buffer }
  | { readonly kind: "quickAck"; readonly token: number }
  | { readonly kind: "error"; readonly code: number }
  | { readonly kind: "closed" };

/** One connection; `next()` gives what arrives, in order, and "closed" for ever at the end. */
export class MtprotoSocket {
  readonly socket: Socket;
  readonly #framing: Framing;
  readonly #options: SocketOptions;
  #incoming: Buffer = Buffer.alloc(0);
  #records: Buffer = Buffer.alloc(0);
  #sent = 0;
  #received = 0;
  #encrypt: Cipher | null = null;
  #decrypt: Cipher | null = null;
  readonly #items: Received[] = [];
  readonly #waiting: ((item: Received) => void)[] = [];
  /** Chunks the data came in. */
  chunks = 0;
  /** Error of the socket, if it did not end in order. */
  error: NodeJS.ErrnoException | null = null;

  private constructor(socket: Socket, options: SocketOptions) {
    this.socket = socket;
    this.#options = options;
    this.#framing = options.framing ?? "intermediate";
    socket.on("error", (error) => (this.error = error));
  }

  static async open(options: SocketOptions): Promise<MtprotoSocket> {
    const socket = connect({ port: options.port, host: "127.0.0.1", noDelay: true });
    const opened = new MtprotoSocket(socket, options);
    await once(socket, "connect");
    if (options.isWebSocket) await opened.#upgrade();
    if (options.tlsDomain !== undefined) await opened.#startTls(options.tlsDomain);
    opened.#sendStart();
    socket.on("data", (chunk: Buffer) => opened.#push(chunk));
    socket.on("close", () => opened.#deliver({ kind: "closed" }));
    return opened;
  }

  send(payload: Buffer, quickAck = false): void {
    this.sendRaw(this.frame(payload, quickAck));
  }

  /** The bytes of a packet in this transport, not obfuscated. */
  frame(payload: Buffer, quickAck = false): Buffer {
    const head = Buffer.alloc(4);
    switch (this.#framing) {
      case "abridged": {
        const words = payload.length / 4;
        const mark = quickAck ? 0x80 : 0;
        if (words < 127) return Buffer.concat([Buffer.of(words | mark), payload]);
        head.writeUInt32LE(words * 256 + 127 + mark);
        return Buffer.concat([head, payload]);
      }
      case "padded":
      case "intermediate": {
        const padding = this.#framing === "padded" ? randomBytes(Math.floor(Math.random() * 16)) : Buffer.alloc(0);
        head.writeUInt32LE((payload.length + padding.length + (quickAck ? 2 ** 31 : 0)) >>> 0);
        return Buffer.concat([head, payload, padding]);
      }
      case "full": {
        head.writeUInt32LE(payload.length + 12);
        const sequence = Buffer.alloc(4);
        sequence.writeUInt32LE(this.#sent++);
        const crc = Buffer.alloc(4);
        crc.writeUInt32LE(crc32(Buffer.concat([head, sequence, payload])));
        return Buffer.concat([head, sequence, payload, crc]);
      }
      default:
        return this.#framing satisfies never;
    }
  }

  /** Sends bytes through obfuscation, TLS records and WebSocket frames, if any. */
  sendRaw(bytes: Buffer): void {
    let out: Buffer = this.#encrypt?.update(bytes) ?? bytes;
    if (this.#options.tlsDomain !== undefined) {
      const records: Buffer[] = [];
      for (let at = 0; at < out.length; at += 2878) {
        const part = out.subarray(at, at + 2878);
        records.push(Buffer.of(0x17, 3, 3, part.length >> 8, part.length & 255), part);
      }
      out = Buffer.concat(records);
    }
    if (this.#options.isWebSocket) out = webSocketFrame(2, out);
    this.socket.write(out);
  }

  next(): Promise<Received> {
    const item = this.#items[0];
    if (item === undefined) return new Promise((resolve) => this.#waiting.push(resolve));
    if (item.kind !== "closed") this.#items.shift();
    return Promise.resolve(item);
  }

  close(): void {
    this.socket.destroy();
  }

  #deliver(item: Received): void {
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) waiting(item);
    else this.#items.push(item);
    if (item.kind === "closed") {
      for (const other of this.#waiting.splice(0)) other(item);
      if (waiting !== undefined) this.#items.push(item);
    }
  }

  #sendStart(): void {
    const tags = { abridged: "efefefef", intermediate: "eeeeeeee", padded: "dddddddd", full: "" };
    const tag = Buffer.from(tags[this.#framing], "hex");
    const { isObfuscated, secret, isWebSocket, dcId } = this.#options;
    if (!isObfuscated && secret === undefined && !isWebSocket) {
      this.socket.write(this.#framing === "abridged" ? tag.subarray(0, 1) : tag);
      return;
    }
    const block = randomBytes(64);
    block[0] = 0x11;
    tag.copy(block, 56);
    block.writeInt16LE(dcId ?? 2, 60);
    const reversed = Buffer.from(block).reverse();
    this.#encrypt = counter(block, secret);
    this.#decrypt = counter(reversed, secret);
    const encrypted = this.#encrypt.update(block);
    const start = Buffer.concat([block.subarray(0, 56), encrypted.subarray(56)]);
    const { tlsDomain } = this.#options;
    if (tlsDomain !== undefined) {
      this.socket.write(Buffer.concat([Buffer.from("140303000101", "hex"), Buffer.of(0x17, 3, 3, 0, 64), start]));
    } else {
      this.socket.write(isWebSocket ? webSocketFrame(2, start) : start);
    }
  }

  #push(chunk: Buffer): void {
    this.chunks += 1;
    let bytes = chunk;
    if (this.#options.isWebSocket || this.#options.tlsDomain !== undefined) {
      this.#records = Buffer.concat([this.#records, bytes]);
      bytes = this.#options.isWebSocket ? this.#takeWebSocketFrames() : this.#takeTlsRecords();
    }
    const plain = this.#decrypt?.update(bytes) ?? bytes;
    this.#incoming = Buffer.concat([this.#incoming, plain]);
    for (let item = this.#take(); item !== null; item = this.#take()) this.#deliver(item);
  }

  #take(): Received | null {
    const bytes = this.#incoming;
    if (bytes.length < 4) return null;
    let start = 4;
    let length = bytes.readUInt32LE(0);
    if (this.#framing === "abridged") {
      const first = bytes.readUInt8(0);
      if (first >= 0x80) return this.#consume(4, { kind: "quickAck", token: bytes.readUInt32BE(0) });
      start = first === 127 ? 4 : 1;
      length = 4 * (first === 127 ? bytes.readUIntLE(1, 3) : first);
    } else if (this.#framing === "full") {
      if (bytes.length < length) return null;
      const frame = bytes.subarray(0, length);
      if (frame.readUInt32LE(4) !== this.#received++) throw new Error("sequence of the full transport");
      if (crc32(frame.subarray(0, -4)) !== frame.readUInt32LE(length - 4)) throw new Error("CRC-32");
      return this.#consume(length, packetOrError(frame.subarray(8, -4)));
    } else if (length >= 2 ** 31) {
      return this.#consume(4, { kind: "quickAck", token: length });
    }
    if (bytes.length < start + length) return null;
    const payload = bytes.subarray(start, start + length);
    if (this.#framing === "padded" && length <= 16 && payload.readInt32LE(0) === -1) {
      return this.#consume(start + length, { kind: "quickAck", token: payload.readUInt32LE(4) });
    }
    return this.#consume(start + length, packetOrError(payload));
  }

  #consume(length: number, item: Received): Received {
    this.#incoming = this.#incoming.subarray(length);
    return item;
  }

  async #upgrade(): Promise<void> {
    const key = randomBytes(16).toString("base64");
    this.socket.write(
      `GET /apiws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: binary\r\n\r\n`,
    );
    const [answer] = (await once(this.socket, "data")) as [Buffer];
    if (!answer.toString("latin1").startsWith("HTTP/1.1 101 ")) throw new Error("no upgrade");
    this.#records = answer.subarray(answer.indexOf("\r\n\r\n") + 4);
  }

  #takeWebSocketFrames(): Buffer {
    const inside: Buffer[] = [];
    for (;;) {
      const bytes = this.#records;
      if (bytes.length < 2) break;
      const short = bytes.readUInt8(1);
      const start = short === 126 ? 4 : short === 127 ? 10 : 2;
      if (bytes.length < start) break;
      const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
      if (bytes.length < start + length) break;
      const content = bytes.subarray(start, start + length);
      if (bytes.readUInt8(0) === 0x82) inside.push(content);
      else this.controlFrames.push({ opcode: bytes.readUInt8(0) & 15, content: Buffer.from(content) });
      this.#records = bytes.subarray(start + length);
    }
    return Buffer.concat(inside);
  }

  /** WebSocket frames that are not data. */
  readonly controlFrames: { opcode: number; content: Buffer }[] = [];

  #takeTlsRecords(): Buffer {
    const inside: Buffer[] = [];
    while (this.#records.length >= 5 && this.#records.length >= 5 + this.#records.readUInt16BE(3)) {
      const end = 5 + this.#records.readUInt16BE(3);
      if (this.#records.readUInt8(0) !== 0x17) throw new Error("not application data");
      inside.push(this.#records.subarray(5, end));
      this.#records = this.#records.subarray(end);
    }
    return Buffer.concat(inside);
  }

  async #startTls(domain: string): Promise<void> {
    const secret = this.#options.secret ?? Buffer.alloc(16);
    const hello = tlsHello(secret, domain, Math.floor(Date.now() / 1000));
    this.socket.write(hello);
    let answer: Buffer = Buffer.alloc(0);
    const recordsEnd = (): number => {
      let end = 0;
      for (let record = 0; record < 3; record++) {
        if (answer.length < end + 5) return Infinity;
        end += 5 + answer.readUInt16BE(end + 3);
      }
      return end;
    };
    while (answer.length < recordsEnd()) {
      const chunk = (await Promise.race([once(this.socket, "data"), once(this.socket, "close")])) as unknown[];
      if (!Buffer.isBuffer(chunk[0])) throw new Error("closed during the TLS hello");
      answer = Buffer.concat([answer, chunk[0]]);
    }
    const records = Buffer.from(answer.subarray(0, recordsEnd()));
    const digest = Buffer.from(records.subarray(11, 43));
    records.fill(0, 11, 43);
    const expected = createHmac("sha256", secret).update(hello.subarray(11, 43)).update(records).digest();
    if (!expected.equals(digest)) throw new Error("digest of the TLS answer");
    this.#records = answer.subarray(recordsEnd());
  }
}

/** A ClientHello that has what a proxy looks at. */
export function tlsHello(secret: Buffer, domain: string, nowSec: number): Buffer {
  const name = Buffer.from(domain);
  const rest = Buffer.concat([Buffer.of(32), randomBytes(32), name, randomBytes(517 - 43 - 33 - name.length)]);
  const hello = Buffer.concat([Buffer.from("1603010200010001fc0303", "hex"), Buffer.alloc(32), rest]);
  const digest = createHmac("sha256", secret).update(hello).digest();
  digest.writeUInt32LE((digest.readUInt32LE(28) ^ nowSec) >>> 0, 28);
  digest.copy(hello, 11);
  return hello;
}

/** A masked WebSocket frame. */
export function webSocketFrame(opcode: number, content: Buffer, isFinal = true): Buffer {
  const first = (isFinal ? 0x80 : 0) | opcode;
  const head = Buffer.alloc(content.length < 126 ? 2 : content.length < 65536 ? 4 : 10);
  head.writeUInt16BE(first * 256 + 0x80 + (head.length === 2 ? content.length : head.length === 4 ? 126 : 127));
  if (head.length === 4) head.writeUInt16BE(content.length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(content.length), 2);
  const mask = randomBytes(4);
  return Buffer.concat([head, mask, content.map((byte, index) => byte ^ (mask[index & 3] ?? 0))]);
}

function packetOrError(payload: Buffer): Received {
  if (payload.length <= 16) return { kind: "error", code: payload.length < 4 ? 0 : payload.readInt32LE(0) };
  return { kind: "packet", payload };
}

function counter(block: Buffer, secret: Buffer | undefined): Cipher {
  const key = block.subarray(8, 40);
  return createCipheriv("aes-256-ctr", secret === undefined ? key : sha256(key, secret), block.subarray(40, 56));
}
