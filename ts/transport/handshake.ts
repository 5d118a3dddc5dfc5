import type { ProxyStep } from "../errors/index.js";

/** What a handshake does next: it sends something, or nothing, and then reads. */
export type HandshakeMove = {
  /** Named in the error when nothing comes. */
  readonly step: ProxyStep;
  readonly send?: Uint8Array;
} & (
  | {
      /** So many bytes, exactly. */
      readonly read: number;
    }
  | {
      /** Everything through this text; `limit` bytes when it is not among them. */
      readonly readThrough: string;
      readonly limit: number;
    }
);

/**
 * The opening of a connection with no socket in it: it yields moves, is resumed with the bytes read, throws
 * when they are wrong, and returns what it found out. How the bytes were cut on their way it cannot see.
 */
export type Handshake<Result> = Generator<HandshakeMove, Result, Buffer>;
