import { createHash } from "node:crypto";
import type { ByteLayer } from "./ByteLayer.js";
import { ByteQueue } from "./ByteQueue.js";
import { checkPacketLength, FramingError } from "./FrameCodec.js";

/**
 * Reads the HTTP request that opens a WebSocket (RFC 6455 §4.2) and gives the answer; null when more
 * bytes are needed. Like Telegram's servers it demands the sub-protocol `binary`.
 * @throws {FramingError} for any other request.
 */
export function acceptWebSocket(input: ByteQueue): Buffer | null {
  const head = input.peek(Math.min(input.length, LONGEST_REQUEST));
  const end = head?.indexOf("\r\n\r\n") ?? -1;
  if (end < 0) {
    if (input.length >= LONGEST_REQUEST) throw new FramingError("an endless HTTP request");
    return null;
  }
  const [requestLine = "", ...lines] = (input.take(end + 4) ?? Buffer.alloc(0)).toString("latin1").split("\r\n");
  const headers = new Map(lines.map((line) => headerOf(line)));
  const key = headers.get("sec-websocket-key");
  const offered = headers.get("sec-websocket-protocol")?.split(",").map((name) => name.trim());
  if (
    !/^GET \/apiws\S* HTTP\/1\.1$/.test(requestLine) ||
    headers.get("upgrade")?.toLowerCase() !== "websocket" ||
    headers.get("sec-websocket-version") !== "13" ||
    key === undefined ||
    offered?.includes("binary") !== true
  ) {
    throw new FramingError("not a WebSocket request for /apiws with the protocol binary");
  }
  const accept = createHash("sha1").update(key + MAGIC).digest("base64");
  return Buffer.from(
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
      `Sec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: binary\r\n\r\n`,
    "latin1",
  );
}

/** What the layer needs of the connection for the frames that it answers by itself. */
export interface WebSocketPeer {
  /** Writes bytes past all layers. */
  writeRaw(bytes: Buffer): void;
  /** Ends the connection once everything is written. */
  close(): void;
}

/**
 * WebSocket frames (RFC 6455 §5), server side. Message boundaries mean nothing to MTProto, so the
 * content of binary frames is handed on as it comes, fragmented or not.
 */
export function webSocketLayer(peer: WebSocketPeer): ByteLayer {
  const input = new ByteQueue();
  let isClosed = false;
  const control = (opcode: number, content: Buffer): boolean => {
    if (opcode === PING) peer.writeRaw(frame(PONG, content));
    if (opcode !== CLOSE) return true;
    peer.writeRaw(frame(CLOSE, content.subarray(0, 2)));
    peer.close();
    return false;
  };
  return {
    unwrap(chunk) {
      const inside: Buffer[] = [];
      input.push(chunk);
      while (!isClosed) {
        const next = readFrame(input);
        if (next === null) break;
        if (next.opcode === BINARY || next.opcode === CONTINUATION) inside.push(next.content);
        else isClosed = !control(next.opcode, next.content);
      }
      return Buffer.concat(inside);
    },
    wrap: (bytes) => frame(BINARY, bytes),
  };
}

function readFrame(input: ByteQueue): { opcode: number; content: Buffer } | null {
  const start = input.peek(2);
  if (start === null) return null;
  const opcode = start.readUInt8(0) & 0x0f;
  const shortLength = start.readUInt8(1) & 0x7f;
  if ((start.readUInt8(0) & 0x70) !== 0) throw new FramingError("a WebSocket frame with reserved bits");
  if (start.readUInt8(1) < 0x80) throw new FramingError("a WebSocket frame from a client without mask");
  if (![CONTINUATION, BINARY, CLOSE, PING, PONG].includes(opcode)) throw new FramingError(`a WebSocket frame of type ${opcode}`);
  if (opcode >= CLOSE && shortLength > 125) throw new FramingError("a long WebSocket control frame");
  const extra = shortLength === 126 ? 2 : shortLength === 127 ? 8 : 0;
  const header = input.peek(2 + extra + 4);
  if (header === null) return null;
  const length =
    extra === 0 ? shortLength : extra === 2 ? header.readUInt16BE(2) : Number(header.readBigUInt64BE(2));
  if (length > 0) checkPacketLength(length);
  if (input.length < header.length + length) return null;
  const mask = Buffer.from(header.subarray(-4));
  input.take(header.length);
  const content = Buffer.from(input.take(length) ?? Buffer.alloc(0));
  for (let i = 0; i < content.length; i++) content[i] = (content[i] ?? 0) ^ (mask[i & 3] ?? 0);
  return { opcode, content };
}

function frame(opcode: number, content: Buffer): Buffer {
  const header = Buffer.alloc(content.length < 126 ? 2 : content.length < 65536 ? 4 : 10);
  header[0] = 0x80 | opcode;
  if (header.length === 2) {
    header[1] = content.length;
  } else if (header.length === 4) {
    header[1] = 126;
    header.writeUInt16BE(content.length, 2);
  } else {
    header[1] = 127;
    header.writeBigUInt64BE(BigInt(content.length), 2);
  }
  return Buffer.concat([header, content]);
}

function headerOf(line: string): [string, string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
}

const MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const LONGEST_REQUEST = 8192;
const CONTINUATION = 0;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
