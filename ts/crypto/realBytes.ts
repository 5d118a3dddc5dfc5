// What a view says of itself may be wrong: a subclass can have a getter `byteLength`, a single object a property of
// that name. A result made that long would show what the memory held before. The getters of all typed arrays tell
// what is there.
const prototype: object = Object.getPrototypeOf(Uint8Array.prototype);
const getByteLength = getter("byteLength");
const getBuffer = getter("buffer");

/** How many bytes a view really has. */
export function byteLengthOf(view: Uint8Array): number {
  return getByteLength.call(view);
}

/** The buffer in which a view really lies. */
export function bufferOf(view: Uint8Array): ArrayBufferLike {
  return getBuffer.call(view);
}

function getter<K extends "byteLength" | "buffer">(name: K): (this: Uint8Array) => Uint8Array[K] {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  if (get === undefined) throw new Error(`%TypedArray%.prototype.${name} is missing`);
  return get;
}
