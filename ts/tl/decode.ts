import { TlError } from "../errors/TlError.js";
import { loadReaders } from "./codec.js";
import type { TlObject, TlRequest } from "./generated/types.js";
import { ReadFault } from "./ReadFault.js";
import { TlReader } from "./TlReader.js";
import type { ReadValue } from "./readValues.js";

/** What a boxed value can be that is no object of the schema. */
export type TlValue = boolean | readonly (TlObject | TlValue)[];

/**
 * Reads any boxed value of the API from `byteOffset` on; bytes behind it are left alone. Byte fields
 * are views of `bytes` where its address is a multiple of 4, so `bytes` must not be changed later.
 *
 * @throws TlError for an unknown constructor (hex id and place in the message), for cut bytes, and
 * for lengths that lie
 */
export function decode(bytes: Uint8Array, byteOffset = 0): TlObject | TlValue {
  return decodeWith(loadReaders().any, bytes, byteOffset, "an object") as TlObject | TlValue;
}

/**
 * Reads the answer to a method. Only the method tells how: nothing in the bytes of a
 * `Vector<int>` says what its elements are. For a wrapper such as invokeWithLayer give the call
 * itself (its inner call decides); by a wrapper's name alone any boxed value is read.
 *
 * @throws TlError as {@link decode}; TypeError for a method that the schema does not have
 */
export function decodeResult(method: string | TlRequest, bytes: Uint8Array): unknown {
  const { read, what } = answerReader(method);
  return decodeWith(read, bytes, 0, what);
}

/** @throws TypeError for a method that the schema does not have */
export function answerReader(method: string | TlRequest): { readonly read: ReadValue; readonly what: string } {
  const name = typeof method === "string" ? method : innerMethod(method);
  const read = loadReaders().results().get(name);
  if (read === undefined) throw new TypeError(`method: the schema has no ${JSON.stringify(name)}`);
  return { read, what: `the answer to ${name}` };
}

/** Reads with a reader that was looked up before; `what` names the whole in errors. */
export function decodeWith(read: ReadValue, bytes: Uint8Array, byteOffset: number, what: string): unknown {
  checkArguments(bytes, byteOffset);
  return readWhole(read, new TlReader(bytes, byteOffset), what);
}

/** @throws TlError unless all that `read` takes is there */
export function readWhole(read: ReadValue, r: TlReader, what: string): unknown {
  let value: unknown;
  try {
    value = read(r);
  } catch (error) {
    throw publicError(error, what);
  }
  if (r.isCut()) throw new TlError(`${what}: the object is cut: it ends at byte ${r.byteLength()}`);
  return value;
}

export function checkArguments(bytes: Uint8Array, byteOffset: number): void {
  if (!(bytes instanceof Uint8Array)) throw new TypeError("bytes: a Uint8Array is expected");
  if (!Number.isInteger(byteOffset)) throw new TypeError("byteOffset: an integer is expected");
  if (byteOffset < 0 || byteOffset > bytes.byteLength) throw new RangeError(`byteOffset: 0 to ${bytes.byteLength} is expected`);
}

function publicError(error: unknown, what: string): unknown {
  if (error instanceof ReadFault) return new TlError(`${what}: ${error.message}`, { cause: error.cause });
  // A DataView refuses what lies beyond its end; too deep a nesting ends in the same class.
  if (error instanceof RangeError) return new TlError(`${what}: the object is cut or nested too deep`, { cause: error });
  return error;
}

function innerMethod(request: TlRequest): string {
  let inner = request;
  while ("query" in inner && isRequest(inner.query)) inner = inner.query;
  return inner._;
}

function isRequest(value: unknown): value is TlRequest {
  return typeof value === "object" && value !== null && "_" in value && typeof value._ === "string";
}
