import type { MtproxySecret } from "./proxy/MtproxySecret.js";

/** What a connection needs of a socket: ordered bytes both ways. TCP today; WebSocket and proxies fit the same shape. */
export interface ByteStream {
  /** Sends the bytes; they belong to the stream from now on. */
  write(bytes: Uint8Array): void;
  /** Ends the stream at once; `onClose` follows. Harmless when repeated. */
  destroy(): void;
  /** Whether it has ended: then `onClose` was called already, and nothing will be. */
  readonly isClosed: boolean;
  /** What the obfuscation inside has to know: of an MTProxy, or of an address of a DC that has one. */
  secret?: MtproxySecret;
  /**
   * Called for each chunk that arrives. The chunk is the handler's, to change as well, until it returns: the next one
   * overwrites it.
   */
  onData: (chunk: Uint8Array) => void;
  /** Called once when no more bytes will come; the error is null after a clean end. */
  onClose: (error: Error | null) => void;
}

/** Address of one end point of a DC. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** 16 bytes or more, as in the link of an MTProxy (spec/mtproto.md §6.5): some addresses of DCs have one. */
  readonly secret?: Uint8Array;
}

/** Opens a stream; rejects with ConnectionError, TimeoutError or the signal's reason. */
export type Dial = (address: Address, options: DialOptions) => Promise<ByteStream>;

export interface DialOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}
