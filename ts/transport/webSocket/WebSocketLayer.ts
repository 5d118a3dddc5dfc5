import { randomBytes } from "node:crypto";
import { ConnectionError } from "../../errors/index.js";
import type { ByteLayer } from "../LayeredStream.js";

/** Types of frames (RFC 6455 §5.2). */
const CONTINUATION = 0;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

const LONGEST_CONTROL = 125;
const LONGEST_HEADER = 10;

/**
 * WebSocket frames, client side (RFC 6455 §5). To MTProto messages and their fragments mean nothing: the content of
 * binary frames is handed on as it comes.
 */
export class WebSocketLayer implements ByteLayer {
  readonly #header = Buffer.alloc(LONGEST_HEADER);
  #headerBytes = 0;
  #type = BINARY;
  /** Bytes of the present frame that have not come yet. */
  #missing = 0;
  /** Content of a control frame, as far as it has come; null inside other frames. */
  #control: Buffer | null = null;

  wrap(bytes: Uint8Array): Uint8Array {
    return frame(BINARY, bytes);
  }

  farewell(): Uint8Array {
    return frame(CLOSE, NORMAL_CLOSURE);
  }

  unwrap(chunk: Uint8Array, emit: (piece: Uint8Array) => void, answer: (bytes: Uint8Array) => void): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#missing === 0) {
        this.#header[this.#headerBytes++] = chunk[at++] ?? 0;
        if (this.#headerBytes === headerLength(this.#header, this.#headerBytes)) this.#startFrame(answer);
        continue;
      }
      const piece = chunk.subarray(at, at + this.#missing);
      at += piece.length;
      this.#missing -= piece.length;
      if (this.#control === null) {
        emit(piece);
        continue;
      }
      this.#control = Buffer.concat([this.#control, piece]);
      if (this.#missing === 0) this.#endControl(this.#control, answer);
    }
  }

  #startFrame(answer: (bytes: Uint8Array) => void): void {
    const header = this.#header;
    const length = this.#headerBytes === 2 ? header.readUInt8(1) : this.#headerBytes === 4 ? header.readUInt16BE(2) : Number(header.readBigUInt64BE(2));
    this.#headerBytes = 0;
    this.#type = header.readUInt8(0) & 0x0f;
    const isControl = this.#type >= CLOSE;
    if (
      ![CONTINUATION, BINARY, CLOSE, PING, PONG].includes(this.#type) ||
      (header.readUInt8(0) & 0x70) !== 0 ||
      header.readUInt8(1) >= 0x80 ||
      (isControl && (length > LONGEST_CONTROL || header.readUInt8(0) < 0x80))
    ) {
      throw new ConnectionError("The server broke the rules of WebSocket");
    }
    this.#missing = length;
    this.#control = isControl ? Buffer.alloc(0) : null;
    if (this.#control !== null && length === 0) this.#endControl(this.#control, answer);
  }

  #endControl(content: Buffer, answer: (bytes: Uint8Array) => void): void {
    this.#control = null;
    if (this.#type === PING) answer(frame(PONG, content));
    if (this.#type !== CLOSE) return;
    answer(frame(CLOSE, content.subarray(0, 2)));
    throw new ConnectionError(`The server closed the WebSocket${content.length < 2 ? "" : `: code ${content.readUInt16BE(0)}`}`);
  }
}

/** Length of a server's header as far as its first bytes tell: 2, 4 or 10. */
function headerLength(header: Buffer, known: number): number {
  if (known < 2) return 2;
  // The mask bit is not a server's; what has it is refused for it.
  const length = header.readUInt8(1) & 0x7f;
  return length < 126 ? 2 : length === 126 ? 4 : LONGEST_HEADER;
}

/** One unfragmented frame under a mask of its own. */
function frame(type: number, content: Uint8Array): Buffer {
  const { length } = content;
  const extra = length < 126 ? 0 : length < 65536 ? 2 : 8;
  const start = 2 + extra + 4;
  const bytes = Buffer.allocUnsafe(start + length);
  bytes[0] = 0x80 | type;
  bytes[1] = 0x80 | (extra === 0 ? length : extra === 2 ? 126 : 127);
  if (extra === 2) bytes.writeUInt16BE(length, 2);
  if (extra === 8) bytes.writeBigUInt64BE(BigInt(length), 2);
  const mask = randomBytes(4);
  mask.copy(bytes, start - 4);
  bytes.set(content, start);
  const [first = 0, second = 0, third = 0, fourth = 0] = mask;
  const masks = [first, second, third, fourth];
  for (let i = 0; i < length; i++) bytes[start + i] = (bytes[start + i] ?? 0) ^ (masks[i & 3] ?? 0);
  return bytes;
}

/** Code 1000: whatever the reason (spec/mtproto.md §6.7). */
const NORMAL_CLOSURE = Buffer.of(1000 >>> 8, 1000 & 255);
