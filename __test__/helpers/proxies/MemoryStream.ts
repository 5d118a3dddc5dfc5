import type { ByteStream } from "../../../ts/transport/index.js";

/** A stream whose other end is the test. */
export class MemoryStream implements ByteStream {
  onData: (chunk: Uint8Array) => void = () => {};
  onClose: (error: Error | null) => void = () => {};
  isClosed = false;
  /** All that was written, in one piece. */
  written = Buffer.alloc(0);

  write(bytes: Uint8Array): void {
    this.written = Buffer.concat([this.written, bytes]);
  }

  destroy(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.onClose(null);
  }

  /** Lets bytes arrive in pieces of these lengths, in turn; memory is used again, as a socket does. */
  feed(bytes: Uint8Array, lengths: readonly number[] = [bytes.length]): void {
    const memory = Buffer.alloc(bytes.length);
    for (let at = 0, turn = 0; at < bytes.length && !this.isClosed; turn++) {
      const piece = bytes.subarray(at, at + Math.max(1, lengths[turn % lengths.length] ?? 1));
      at += piece.length;
      memory.fill(0xff);
      memory.set(piece);
      this.onData(memory.subarray(0, piece.length));
    }
  }
}
