import { types } from "node:util";
import { bufferOf, byteLengthOf } from "./realBytes.js";

/**
 * Lets only bytes pass that the addon may work on: any `Uint8Array`, at any offset, but none whose
 * buffer is detached or shared with other threads. What the object says of its length and its buffer is not asked.
 *
 * @throws {TypeError} naming the parameter.
 */
export function checkBytes(value: unknown, name: string): asserts value is Uint8Array {
  if (!types.isUint8Array(value)) throw new TypeError(`${name} must be a Uint8Array, got ${describe(value)}`);
  const buffer = bufferOf(value);
  if (types.isSharedArrayBuffer(buffer)) {
    throw new TypeError(`${name} must not lie in a SharedArrayBuffer: another thread may change it meanwhile`);
  }
  if (byteLengthOf(value) === 0 && isDetached(buffer)) {
    throw new TypeError(`${name} lies in an ArrayBuffer that was transferred away (detached)`);
  }
}

/**
 * Bytes of one length.
 *
 * @throws {TypeError | RangeError} naming the parameter.
 */
export function checkLength(value: unknown, name: string, byteLength: number): asserts value is Uint8Array {
  checkBytes(value, name);
  const got = byteLengthOf(value);
  if (got !== byteLength) throw new RangeError(`${name} must be ${byteLength} bytes long, got ${got}`);
}

function isDetached(buffer: ArrayBufferLike): boolean {
  // Node 20 has no `ArrayBuffer.prototype.detached`; a view of a detached buffer throws everywhere.
  try {
    return new Uint8Array(buffer, 0, 0).byteLength !== 0;
  } catch {
    return true;
  }
}

function describe(value: unknown): string {
  if (value === null || typeof value !== "object") return value === null ? "null" : typeof value;
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}
