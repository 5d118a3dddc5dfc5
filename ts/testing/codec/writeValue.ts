import type { FormTable } from "./FormTable.js";
import type { Definition, Field, TypeRef } from "./schema.js";
import { shapedFor } from "./oldButtons.js";
import { TlFault } from "./TlFault.js";
import type { TlWriter } from "./TlWriter.js";
import { isObject, type TlObject, type TlValue } from "./value.js";

const VECTOR_ID = 0x1cb5c415;
const BOOL_TRUE_ID = 0x997275b5;
const BOOL_FALSE_ID = 0xbc799737;

/** Where a write stands: for which layer, and at which field (for messages). */
export interface WriteContext {
  readonly forms: FormTable;
  readonly layer: number;
  readonly path: string;
}

/**
 * Writes the fields of an object. A field that the form does not know is left out; one that only
 * an older form demands is written as zero, since the world builds its objects in the newest form.
 *
 * @throws TlFault `unwritable`
 */
export function writeFields(writer: TlWriter, definition: Definition, object: TlObject, context: WriteContext): void {
  const isOlder = context.forms.current(definition.name) !== definition;
  for (const field of definition.fields) {
    const { type, condition } = field;
    if (type.kind === "flags") {
      writer.unsigned(flagWord(definition.fields, field.name, object));
      continue;
    }
    if (type.kind === "true") {
      continue;
    }
    const value = object[field.key];
    if (value === undefined) {
      if (condition !== null) {
        continue;
      }
      if (isOlder) {
        writeZero(writer, type, context);
        continue;
      }
    }
    writeValue(writer, type, value, { ...context, path: `${context.path}.${field.key}` });
  }
}

/** Writes one value of a known type. */
export function writeValue(writer: TlWriter, type: TypeRef, value: TlValue, context: WriteContext): void {
  switch (type.kind) {
    case "int":
    case "flags":
      writer.int(expect(typeof value === "number" && Number.isInteger(value) ? value : null, "an integer", context));
      return;
    case "long":
      writer.long(expect(typeof value === "bigint" ? value : null, "a bigint", context));
      return;
    case "double":
      writer.double(expect(typeof value === "number" ? value : null, "a number", context));
      return;
    case "string":
      writer.bytes(Buffer.from(expect(typeof value === "string" ? value : null, "a string", context), "utf8"));
      return;
    case "bytes":
      writer.bytes(expect(value instanceof Uint8Array ? value : null, "bytes", context));
      return;
    case "int128":
    case "int256": {
      const length = type.kind === "int128" ? 16 : 32;
      writer.raw(expect(value instanceof Uint8Array && value.byteLength === length ? value : null, `${length} bytes`, context));
      return;
    }
    case "bool":
      writer.unsigned(expect(typeof value === "boolean" ? value : null, "a boolean", context) ? BOOL_TRUE_ID : BOOL_FALSE_ID);
      return;
    case "true":
      return;
    case "vector":
      writeVector(writer, type.boxed, type.element, value, context);
      return;
    case "bare":
      writeFields(writer, define(type.name, context), expect(isObject(value) ? value : null, "an object", context), context);
      return;
    case "object":
    case "query": {
      const object = shapedFor(expect(isObject(value) ? value : null, "an object", context), context.layer);
      const definition = define(object._, context);
      writer.unsigned(definition.id);
      writeFields(writer, definition, object, { ...context, path: `${context.path}(${object._})` });
      return;
    }
    default:
      return type satisfies never;
  }
}

function writeVector(writer: TlWriter, boxed: boolean, element: TypeRef, value: TlValue, context: WriteContext): void {
  const items: readonly TlValue[] = expect(Array.isArray(value) ? value : null, "an array", context);
  if (boxed) {
    writer.unsigned(VECTOR_ID);
  }
  writer.unsigned(items.length);
  for (const [index, item] of items.entries()) {
    writeValue(writer, element, item, { ...context, path: `${context.path}[${index}]` });
  }
}

function writeZero(writer: TlWriter, type: TypeRef, context: WriteContext): void {
  switch (type.kind) {
    case "string":
      return writeValue(writer, type, "", context);
    case "bytes":
      return writeValue(writer, type, new Uint8Array(), context);
    case "long":
      return writeValue(writer, type, 0n, context);
    case "bool":
      return writeValue(writer, type, false, context);
    case "vector":
      return writeValue(writer, type, [], context);
    default:
      // Objects have no zero: the world must give them.
      return writeValue(writer, type, type.kind === "int" || type.kind === "double" ? 0 : undefined, context);
  }
}

/** A flag word: a bit is set when any field that hangs on it is given. */
function flagWord(fields: readonly Field[], word: string, object: TlObject): number {
  let bits = 0;
  for (const { key, type, condition } of fields) {
    if (condition?.word !== word) {
      continue;
    }
    const value = object[key];
    if (type.kind === "true" ? value === true : value !== undefined) {
      bits |= 1 << condition.bit;
    }
  }
  return bits >>> 0;
}

function define(name: string, context: WriteContext): Definition {
  const definition = context.forms.inLayer(name, context.layer);
  if (definition === undefined) {
    throw new TlFault("unwritable", `${context.path}: nothing is called ${name}`);
  }
  return definition;
}

function expect<T>(value: T | null, wanted: string, context: WriteContext): T {
  if (value === null) {
    throw new TlFault("unwritable", `${context.path}: ${wanted} expected`);
  }
  return value;
}
