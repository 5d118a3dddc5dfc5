// A small MTProto client for tests: it does what it is told, right or wrong, and never helps itself.
import { randomBytes } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { MtprotoSocket, type SocketOptions } from "./MtprotoSocket.js";
import { deriveV2, ige, sha1, sha256 } from "./mtprotoCrypto.js";
import { bytes, handshake, id, int, long, longs, readBytes, type Handshake, type HandshakeOptions } from "./mtprotoHandshake.js";

/** A message of the server, out of its container and its gzip. */
export interface ServerMessage {
  readonly msgId: bigint;
  readonly seqNo: number;
  readonly id: number;
  readonly body: Buffer;
  /** It came inside a container. */
  readonly isContained: boolean;
  /** It, or its result, was packed. */
  readonly isPacked: boolean;
}

/** Everything that can be chosen about a packet. */
export interface PacketOptions {
  readonly msgId?: bigint;
  readonly seqNo?: number;
  readonly salt?: bigint;
  readonly sessionId?: bigint;
  readonly quickAck?: boolean;
  readonly padding?: number;
}

/** Connected, with a key, in a session. */
export class MtprotoClient {
  socket: MtprotoSocket;
  authKey: Buffer;
  salt: bigint;
  sessionId = randomBytes(8).readBigUInt64LE(0);
  readonly handshake: Handshake | null;
  /** Added to the clock for message ids, seconds. */
  clockOffsetSec = 0;
  #lastMsgId = 0n;
  #contentCount = 0;
  readonly #messages: ServerMessage[] = [];
  /** Packets received, and quick ack tokens among them. */
  packets = 0;
  readonly quickAcks: number[] = [];

  constructor(socket: MtprotoSocket, key: { authKey: Buffer; salt: bigint }, made: Handshake | null = null) {
    this.socket = socket;
    this.authKey = key.authKey;
    this.salt = key.salt;
    this.handshake = made;
  }

  /** Opens a connection and makes a key. */
  static async connect(options: SocketOptions & HandshakeOptions): Promise<MtprotoClient> {
    const socket = await MtprotoSocket.open(options);
    const made = await handshake(socket, options);
    return new MtprotoClient(socket, made, made);
  }

  get authKeyId(): bigint {
    return sha1(this.authKey).readBigUInt64LE(12);
  }

  /** Goes on with the same session on another connection. */
  async reconnect(options: SocketOptions): Promise<void> {
    this.socket.close();
    this.socket = await MtprotoSocket.open(options);
  }

  /** Starts another session with the same key. */
  newSession(): void {
    this.sessionId = randomBytes(8).readBigUInt64LE(0);
    this.#contentCount = 0;
  }

  nextMsgId(): bigint {
    const now = BigInt(Date.now() + this.clockOffsetSec * 1000);
    let next = ((now / 1000n) << 32n) | ((((now % 1000n) << 32n) / 1000n) & ~3n);
    if (next <= this.#lastMsgId) next = this.#lastMsgId + 4n;
    this.#lastMsgId = next;
    return next;
  }

  nextSeqNo(isContent: boolean): number {
    const seqNo = 2 * this.#contentCount + (isContent ? 1 : 0);
    if (isContent) this.#contentCount += 1;
    return seqNo;
  }

  /** Sends an API call; gives its message id. */
  call(body: Buffer, options: PacketOptions = {}): bigint {
    return this.send(body, true, options);
  }

  /** Sends a message alone in its packet; gives its message id. */
  send(body: Buffer, isContent: boolean, options: PacketOptions = {}): bigint {
    const msgId = options.msgId ?? this.nextMsgId();
    const seqNo = options.seqNo ?? this.nextSeqNo(isContent);
    this.socket.send(this.seal(body, msgId, seqNo, options), options.quickAck);
    return msgId;
  }

  /** Sends messages in a container; gives their ids. */
  sendContainer(messages: readonly { body: Buffer; isContent: boolean; msgId?: bigint; seqNo?: number }[], options: PacketOptions = {}): bigint[] {
    const parts = messages.map(({ body, isContent, msgId, seqNo }) => ({
      msgId: msgId ?? this.nextMsgId(),
      seqNo: seqNo ?? this.nextSeqNo(isContent),
      body,
    }));
    this.send(container(parts), false, options);
    return parts.map(({ msgId }) => msgId);
  }

  seal(body: Buffer, msgId: bigint, seqNo: number, options: PacketOptions = {}): Buffer {
    return this.sealWithToken(body, msgId, seqNo, options).packet;
  }

  /** The packet and the token that acknowledges it quickly. */
  sealWithToken(body: Buffer, msgId: bigint, seqNo: number, options: PacketOptions = {}): { packet: Buffer; token: number } {
    const padding = options.padding ?? 12 + (-(32 + body.length + 12) & 15);
    const plain = Buffer.concat([
      long(options.salt ?? this.salt),
      long(options.sessionId ?? this.sessionId),
      long(msgId),
      int(seqNo),
      int(body.length),
      body,
      randomBytes(padding),
    ]);
    const large = sha256(this.authKey.subarray(88, 120), plain);
    const msgKey = large.subarray(8, 24);
    const { key, iv } = deriveV2(this.authKey, msgKey, 0);
    const packet = Buffer.concat([long(this.authKeyId), msgKey, ige(plain, key, iv, true)]);
    return { packet, token: (large.readUInt32LE(0) | 0x80000000) >>> 0 };
  }

  /** The next message; containers are taken apart. Rejects when the connection ends. */
  next(): Promise<ServerMessage> {
    return this.#find(() => true);
  }

  /** The next message of a constructor; others stay for whoever asks for them. */
  nextOf(constructorId: number, fits: (message: ServerMessage) => boolean = () => true): Promise<ServerMessage> {
    return this.#find((message) => message.id === constructorId && fits(message));
  }

  async #find(fits: (message: ServerMessage) => boolean): Promise<ServerMessage> {
    for (;;) {
      const index = this.#messages.findIndex(fits);
      const [found] = index < 0 ? [] : this.#messages.splice(index, 1);
      if (found !== undefined) return found;
      this.#receiving ??= this.#receive().finally(() => (this.#receiving = null));
      await this.#receiving;
    }
  }

  async #receive(): Promise<void> {
    const received = await this.socket.next();
    if (received.kind === "quickAck") this.quickAcks.push(received.token);
    else if (received.kind === "packet") this.#messages.push(...this.open(received.payload));
    else throw new ConnectionEnded(received.kind === "error" ? received.code : null);
  }

  #receiving: Promise<void> | null = null;

  /** Sends a call and gives its result: the bytes after `req_msg_id`, unpacked. */
  async request(body: Buffer, options: PacketOptions = {}): Promise<Buffer> {
    return this.resultOf(this.call(body, options));
  }

  /** Waits for the result of a call; gives the bytes after `req_msg_id`, unpacked. */
  async resultOf(msgId: bigint): Promise<Buffer> {
    const message = await this.nextOf(ID.rpcResult, ({ body }) => body.readBigUInt64LE(4) === msgId);
    return message.body.subarray(12);
  }

  /** Forgets what has come in and was not asked for. */
  drain(): ServerMessage[] {
    return this.#messages.splice(0);
  }

  ack(...msgIds: bigint[]): void {
    this.send(Buffer.concat([id(ID.msgsAck), longs(msgIds)]), false);
  }

  /** Sends a ping and waits for its pong, so that all that came before has been dealt with. */
  async ping(pingId = randomBytes(8).readBigUInt64LE(0)): Promise<ServerMessage> {
    this.send(Buffer.concat([id(ID.ping), long(pingId)]), false);
    return this.nextOf(ID.pong, ({ body }) => body.readBigUInt64LE(12) === pingId);
  }

  close(): void {
    this.socket.close();
  }

  /** Decrypts a packet and gives the messages inside. */
  open(payload: Buffer): ServerMessage[] {
    this.packets += 1;
    if (payload.readBigUInt64LE(0) !== this.authKeyId) throw new Error("auth_key_id");
    const encrypted = payload.subarray(24, 24 + ((payload.length - 24) & ~15));
    const msgKey = payload.subarray(8, 24);
    const { key, iv } = deriveV2(this.authKey, msgKey, 8);
    const plain = ige(encrypted, key, iv, false);
    if (!sha256(this.authKey.subarray(96, 128), plain).subarray(8, 24).equals(msgKey)) throw new Error("msg_key");
    const length = plain.readUInt32LE(28);
    const padding = plain.length - 32 - length;
    if (padding < 12 || padding > 1024) throw new Error("padding");
    if (plain.readBigUInt64LE(8) !== this.sessionId) throw new Error("session_id");
    const message = { msgId: plain.readBigUInt64LE(16), seqNo: plain.readInt32LE(24), body: plain.subarray(32, 32 + length) };
    if ((message.msgId & 1n) === 0n) throw new Error("msg_id of a server must be odd");
    return message.body.readUInt32LE(0) === ID.msgContainer
      ? readContainer(message.body, message.msgId).map((inner) => unpacked(inner, true))
      : [unpacked(message, false)];
  }
}

/** The connection ended, with a transport error or without. */
export class ConnectionEnded extends Error {
  constructor(readonly transportError: number | null) {
    super(`connection ended: ${transportError}`);
  }
}

export const ID = {
  msgContainer: 0x73f1f8dc,
  gzipPacked: 0x3072cfa1,
  rpcResult: 0xf35c6d01,
  rpcError: 0x2144ca19,
  msgsAck: 0x62d6b459,
  badMsgNotification: 0xa7eff811,
  badServerSalt: 0xedab447b,
  msgsStateInfo: 0x04deb57d,
  futureSalts: 0xae500895,
  ping: 0x7abe77ec,
  pong: 0x347773c5,
  newSessionCreated: 0x9ec20908,
} as const;

export function container(messages: readonly { msgId: bigint; seqNo: number; body: Buffer }[]): Buffer {
  return Buffer.concat([
    id(ID.msgContainer),
    int(messages.length),
    ...messages.flatMap(({ msgId, seqNo, body }) => [long(msgId), int(seqNo), int(body.length), body]),
  ]);
}

/** Code and text of an rpc_error. */
export function readRpcError(result: Buffer): { code: number; text: string } {
  if (result.readUInt32LE(0) !== ID.rpcError) throw new Error("not an rpc_error");
  return { code: result.readInt32LE(4), text: readBytes(result, 8).value.toString() };
}

/** `invokeWithLayer(initConnection(query))` with all optional fields given. */
export function initConnection(query: Buffer): Buffer {
  const text = (value: string): Buffer => bytes(Buffer.from(value));
  const params = Buffer.concat([
    id(0x99c1d49d), id(0x1cb5c415), int(2),
    id(0xc0de1bd9), text("tz_offset"), id(0x2be0dfa4), Buffer.alloc(8),
    id(0xc0de1bd9), text("list"), id(0xf7444763), id(0x1cb5c415), int(2), id(0x3f6d7b68), id(0xc7345e6a), id(0x997275b5),
  ]);
  return Buffer.concat([
    id(0xda9b0d0d), int(230), id(0xc1cd5ea9), int(3), int(12345),
    ...["device", "system", "1.0", "en", "", "en"].map(text),
    id(0x75588b3f), text("127.0.0.1"), int(443), params, query,
  ]);
}

export function gzipPacked(packed: Buffer): Buffer {
  return Buffer.concat([id(ID.gzipPacked), bytes(packed)]);
}

function readContainer(body: Buffer, outerId: bigint): { msgId: bigint; seqNo: number; body: Buffer }[] {
  let at = 8;
  return Array.from({ length: body.readUInt32LE(4) }, () => {
    const message = { msgId: body.readBigUInt64LE(at), seqNo: body.readInt32LE(at + 8) };
    if (message.msgId >= outerId) throw new Error("a message above its container");
    const start = at + 16;
    at = start + body.readUInt32LE(at + 12);
    return { ...message, body: body.subarray(start, at) };
  });
}

function unpacked(message: { msgId: bigint; seqNo: number; body: Buffer }, isContained: boolean): ServerMessage {
  const { msgId, seqNo } = message;
  let { body } = message;
  const isResult = body.readUInt32LE(0) === ID.rpcResult;
  const packed = isResult ? body.subarray(12) : body;
  const isPacked = packed.readUInt32LE(0) === ID.gzipPacked;
  if (isPacked) {
    const plain = gunzipSync(readBytes(packed, 4).value);
    body = isResult ? Buffer.concat([body.subarray(0, 12), plain]) : plain;
  }
  return { msgId, seqNo, id: body.readUInt32LE(0), body, isContained, isPacked };
}
