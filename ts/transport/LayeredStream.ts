import type { ByteStream } from "./ByteStream.js";

/** Something between a socket and the transport that changes bytes and knows no packets: TLS records, WebSocket frames. */
export interface ByteLayer {
  /** What goes onto the wire for these bytes, which belong to the layer. */
  wrap(bytes: Uint8Array): Uint8Array;
  /**
   * Takes a chunk off the wire and hands on what is inside, in pieces that are valid until `emit` returns.
   *
   * @param answer puts bytes onto the wire past the layer
   * @throws HeliogramError when the chunk breaks the layer's rules; the stream then ends with it
   */
  unwrap(chunk: Uint8Array, emit: (piece: Uint8Array) => void, answer: (bytes: Uint8Array) => void): void;
  /** What goes onto the wire before this side ends the stream. */
  farewell?(): Uint8Array;
}

/** A stream inside another one. */
export class LayeredStream implements ByteStream {
  onData: (chunk: Uint8Array) => void = () => {};
  onClose: (error: Error | null) => void = () => {};
  readonly #inner: ByteStream;
  readonly #layer: ByteLayer;
  #failure: Error | null = null;

  constructor(inner: ByteStream, layer: ByteLayer) {
    this.#inner = inner;
    this.#layer = layer;
    inner.onData = (chunk) => this.receive(chunk);
    inner.onClose = (error) => this.onClose(this.#failure ?? error);
  }

  get isClosed(): boolean {
    return this.#inner.isClosed;
  }

  write(bytes: Uint8Array): void {
    if (!this.isClosed) this.#inner.write(this.#layer.wrap(bytes));
  }

  destroy(): void {
    if (!this.isClosed && this.#layer.farewell !== undefined) this.#inner.write(this.#layer.farewell());
    this.#inner.destroy();
  }

  /** Takes bytes off the wire: those of the inner stream, or what was read of it before this one was made. */
  receive(chunk: Uint8Array): void {
    if (this.isClosed) return;
    try {
      this.#layer.unwrap(
        chunk,
        (piece) => {
          // Whoever got the piece before may have ended the stream.
          if (!this.isClosed) this.onData(piece);
        },
        (bytes) => this.#inner.write(bytes),
      );
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      this.#inner.destroy();
    }
  }
}
