import { loadServerWriters, loadWriters, type WriteObject } from "./codec.js";
import type { TlObject, TlRequest } from "./generated/types.js";
import { LAYER } from "./generated/layer.js";
import { TlWriter } from "./TlWriter.js";
import { WriteFault, kindOf } from "./WriteFault.js";
import { pathTo } from "./pathTo.js";

/** Made by the first call: a process that only reads needs none. */
let writer: TlWriter | undefined;

/**
 * Serialises a method call or an object. The bytes are fresh: they belong to the caller.
 *
 * @throws TypeError when a constructor is unknown, a required field is missing or a value has the
 * wrong type; RangeError when a number does not fit or raw bytes have the wrong length. The message
 * starts with the path, for example `messages.sendMessage.peer`, and shows no text and no bytes.
 */
export function encode(object: TlObject | TlRequest): Uint8Array {
  return encodeWith(findWriter(object), object);
}

/** Serialises with a writer that was looked up before. */
export function encodeWith(write: WriteObject, object: object): Uint8Array {
  const w = (writer ??= new TlWriter());
  try {
    write(w, object);
  } catch (error) {
    w.drop();
    throw error instanceof WriteFault ? publicError(error, object) : error;
  }
  return w.take();
}

function findWriter(object: TlObject | TlRequest): WriteObject {
  // The type rules out everything but an object; callers from JavaScript are not held by it.
  const name: unknown = (object as { _?: unknown } | null | undefined)?._;
  if (typeof name === "string") {
    const codec = loadWriters();
    const write = codec.methods().get(name) ?? codec.constructors().get(name);
    if (write !== undefined) return write;
    // What only servers write is rarely wanted from a client, so it is not loaded before.
    const complete = loadServerWriters();
    const other = complete.constructors().get(name) ?? complete.methods().get(name);
    if (other !== undefined) return other;
  }
  throw unknownObject(object);
}

/** The error for an object whose `_` no definition has. */
export function unknownObject(object: unknown): TypeError {
  return new TypeError(`an object of the schema (layer ${LAYER}) is expected, not ${kindOf(object)}`);
}

function publicError(fault: WriteFault, root: object): TypeError | RangeError {
  const message = `${pathTo(root, fault.holder, fault.key)}: ${fault.message}`;
  return fault.isRange ? new RangeError(message) : new TypeError(message);
}
