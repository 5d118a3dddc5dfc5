/**
 * The server's half of the codec: reads method calls, writes anything. Clients never load it.
 */
import { loadServerReaders, loadServerWriters } from "./codec.js";
import { decodeWith } from "./decode.js";
import { encodeWith, unknownObject } from "./encode.js";
import type { TlObject, TlRequest, TlServiceObjects, TlServiceRequests } from "./generated/types.js";

/** A constructor of the session itself (mtproto.tl). */
export type TlServiceObject = TlServiceObjects[keyof TlServiceObjects];
/** A method of the session itself (mtproto.tl). */
export type TlServiceRequest = TlServiceRequests[keyof TlServiceRequests];

/**
 * Reads a method call or a service message, with the calls inside wrappers.
 *
 * @throws TlError as `decode`
 */
export function decodeRequest(bytes: Uint8Array, byteOffset = 0): TlRequest | TlServiceRequest | TlServiceObject {
  return decodeWith(loadServerReaders().any, bytes, byteOffset, "the call") as TlRequest | TlServiceRequest | TlServiceObject;
}

/**
 * Writes any definition of the schema, the session's own included.
 *
 * @throws TypeError, RangeError as `encode`
 */
export function encodeAny(object: TlObject | TlRequest | TlServiceObject | TlServiceRequest): Uint8Array {
  const codec = loadServerWriters();
  const write = codec.constructors().get(object._) ?? codec.methods().get(object._);
  if (write === undefined) throw unknownObject(object);
  return encodeWith(write, object);
}
