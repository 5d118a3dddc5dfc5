import { isObject, type TlObject, type TlValue } from "../codec/index.js";

/**
 * Typed access to the fields of what a client sent. The codec has checked the types against the
 * schema, so a mismatch here means that a handler asks for a field that the method does not have.
 */

export function text(object: TlObject, field: string): string {
  const value = object[field];
  return typeof value === "string" ? value : mismatch(object, field);
}

export function int(object: TlObject, field: string): number {
  const value = object[field];
  return typeof value === "number" ? value : mismatch(object, field);
}

export function long(object: TlObject, field: string): bigint {
  const value = object[field];
  return typeof value === "bigint" ? value : mismatch(object, field);
}

export function bytes(object: TlObject, field: string): Uint8Array {
  const value = object[field];
  return value instanceof Uint8Array ? value : mismatch(object, field);
}

export function child(object: TlObject, field: string): TlObject {
  const value = object[field];
  return isObject(value) ? value : mismatch(object, field);
}

export function list(object: TlObject, field: string): readonly TlValue[] {
  const value = object[field];
  return Array.isArray(value) ? (value as readonly TlValue[]) : mismatch(object, field);
}

export function children(object: TlObject, field: string): readonly TlObject[] {
  return list(object, field).filter(isObject);
}

/** A field that may be absent. */
export function optional<T>(object: TlObject, field: string, read: (object: TlObject, field: string) => T): T | null {
  return object[field] === undefined ? null : read(object, field);
}

function mismatch(object: TlObject, field: string): never {
  throw new Error(`${object._}.${field} has another type than its handler expects`);
}
