import { abridged } from "./abridged.js";
import type { ByteQueue } from "./ByteQueue.js";
import { FramingError, type FrameCodec } from "./FrameCodec.js";
import { full } from "./full.js";
import { intermediate } from "./intermediate.js";
import { padded } from "./padded.js";

/** What the first bytes of a connection turned out to be. */
export type Detected =
  | { readonly kind: "plain"; readonly codec: FrameCodec }
  | { readonly kind: "obfuscated" }
  | { readonly kind: "tls" };

/**
 * Tells the transports apart by their first bytes and takes the tag off the queue; null when more
 * bytes are needed. What no tag explains is obfuscated: that is what obfuscation is for. Clients
 * never choose an opening block that looks like anything else here (spec/mtproto.md §6.4), nor one
 * with a zero second word, which is where the full transport has its first sequence number.
 */
export function detectTransport(input: ByteQueue): Detected | null {
  const first = input.peek(1)?.readUInt8(0);
  if (first === undefined) return null;
  if (first === 0xef) {
    input.take(1);
    return { kind: "plain", codec: abridged() };
  }
  const start = input.peek(4);
  if (start === null) return null;
  const word = start.readUInt32LE(0);
  if (word === 0xeeeeeeee || word === 0xdddddddd) {
    input.take(4);
    return { kind: "plain", codec: word === 0xeeeeeeee ? intermediate() : padded() };
  }
  if (HTTP_METHODS.has(start.toString("latin1"))) throw new FramingError("HTTP is not served here");
  if (start.readUIntBE(0, 3) === TLS_HELLO) return { kind: "tls" };
  const second = input.peek(8)?.readUInt32LE(4);
  if (second === undefined) return null;
  return second === 0 ? { kind: "plain", codec: full() } : { kind: "obfuscated" };
}

const HTTP_METHODS = new Set(["GET ", "POST", "HEAD", "OPTI"]);
/** Record type handshake, version 3.1. */
const TLS_HELLO = 0x160301;
