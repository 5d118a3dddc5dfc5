import { unzipSync } from "node:zlib";

import { FormTable, type LayerForm } from "./FormTable.js";
import type { Definition, Schema, TypeRef } from "./schema.js";
import { shapedFor } from "./oldButtons.js";
import { TlFault, hexId } from "./TlFault.js";
import { TlReader } from "./TlReader.js";
import { TlWriter } from "./TlWriter.js";
import { writeFields, writeValue } from "./writeValue.js";
import type { TlObject, TlValue } from "./value.js";

const VECTOR_ID = 0x1cb5c415;
const BOOL_TRUE_ID = 0x997275b5;
const BOOL_FALSE_ID = 0xbc799737;
const GZIP_PACKED_ID = 0x3072cfa1;

/** Deeper nesting than any real object has; bounds recursion on hostile bytes. */
const MAX_DEPTH = 48;
/** spec/mtproto.md §1.6. */
const MAX_UNZIPPED_LENGTH = 16 * 1024 * 1024;

/**
 * Reads and writes TL by walking the schema's definitions as data. It shares nothing with the
 * generated codec of the client, so each judges the other. Reading knows the ids of all forms;
 * writing picks the form that was current in the layer of whoever will read it.
 */
export class TlCodec {
  readonly #forms: FormTable;

  /**
   * @param schema - the newest layer, whole
   * @param olderForms - what single definitions looked like in older layers
   */
  constructor(schema: Schema, olderForms: readonly LayerForm[] = []) {
    this.#forms = new FormTable(schema, olderForms);
  }

  /** Definition of a method in the newest layer; undefined for an unknown name. */
  method(name: string): Definition | undefined {
    const definition = this.#forms.current(name);
    return definition?.isMethod === true ? definition : undefined;
  }

  /** Name of the method with this id, in whatever layer it had it. */
  methodName(id: number): string | undefined {
    const definition = this.#forms.byId(id >>> 0);
    return definition?.isMethod === true ? definition.name : undefined;
  }

  /**
   * Reads a method call, with the calls inside it when it is a wrapper.
   *
   * @throws TlFault `unknown-method`, `unknown-constructor` or `malformed`
   */
  readQuery(bytes: Uint8Array): TlObject {
    const reader = new TlReader(bytes);
    const query = this.#readQuery(reader, 0);
    if (reader.remaining > 0) {
      throw new TlFault("malformed", `${reader.remaining} bytes follow the query ${query._}`);
    }
    return query;
  }

  /**
   * Reads a value of a known type, as a client would: `Vector<User>`, `Bool`, or any boxed type.
   *
   * @throws TlFault `unknown-constructor` or `malformed`
   */
  read(type: TypeRef, bytes: Uint8Array): TlValue {
    return this.#readType(new TlReader(bytes), type, 0);
  }

  /**
   * Writes the result of a method, in the form that `layer` knows.
   *
   * @throws TlFault `unwritable`
   */
  writeResult(method: string, value: TlValue, layer: number): Uint8Array {
    const definition = this.method(method);
    if (definition === undefined) {
      throw new TlFault("unwritable", `no method is called ${method}`);
    }
    const writer = new TlWriter();
    writeValue(writer, definition.result, value, { forms: this.#forms, layer, path: `result of ${method}` });
    return writer.finish();
  }

  /**
   * Writes a constructor or a method call, in the form that `layer` knows.
   *
   * @throws TlFault `unwritable`
   */
  write(object: TlObject, layer: number): Uint8Array {
    const definition = this.#forms.inLayer(object._, layer);
    if (definition === undefined) {
      throw new TlFault("unwritable", `nothing is called ${object._}`);
    }
    const writer = new TlWriter();
    writer.unsigned(definition.id);
    writeFields(writer, definition, shapedFor(object, layer), { forms: this.#forms, layer, path: object._ });
    return writer.finish();
  }

  #readQuery(reader: TlReader, depth: number): TlObject {
    const id = reader.unsigned();
    if (id === GZIP_PACKED_ID) {
      return this.#readQuery(unzip(reader), depth + 1);
    }
    const definition = this.#forms.byId(id);
    if (definition === undefined || !definition.isMethod) {
      throw new TlFault("unknown-method", `no method has the id ${hexId(id)}`, id);
    }
    return this.#readFields(reader, definition, depth);
  }

  #readFields(reader: TlReader, definition: Definition, depth: number): TlObject {
    if (depth > MAX_DEPTH) {
      throw new TlFault("malformed", `objects nested more than ${MAX_DEPTH} deep`);
    }
    const object: Record<string, TlValue> = { _: definition.name };
    const words = new Map<string, number>();
    for (const { name, key, type, condition } of definition.fields) {
      if (type.kind === "flags") {
        words.set(name, reader.unsigned());
        continue;
      }
      const isSet = condition === null || (((words.get(condition.word) ?? 0) >>> condition.bit) & 1) === 1;
      if (type.kind === "true") {
        if (isSet) {
          object[key] = true;
        }
      } else if (isSet) {
        object[key] = this.#readType(reader, type, depth + 1);
      }
    }
    return object as TlObject;
  }

  #readType(reader: TlReader, type: TypeRef, depth: number): TlValue {
    switch (type.kind) {
      case "int":
        return reader.int();
      case "flags":
        return reader.unsigned();
      case "long":
        return reader.long();
      case "double":
        return reader.double();
      case "string":
        return Buffer.from(reader.bytes()).toString("utf8");
      case "bytes":
        return reader.bytes();
      case "int128":
        return reader.raw(16);
      case "int256":
        return reader.raw(32);
      case "true":
        return true;
      case "bool":
        return readBool(reader);
      case "vector":
        return this.#readVector(reader, type.boxed, type.element, depth);
      case "query":
        return this.#readQuery(reader, depth);
      case "bare":
        return this.#readFields(reader, this.#bare(type.name), depth);
      case "object":
        return this.#readBoxed(reader, depth);
      default:
        return type satisfies never;
    }
  }

  #readVector(reader: TlReader, boxed: boolean, element: TypeRef, depth: number): TlValue[] {
    if (boxed) {
      const id = reader.unsigned();
      if (id !== VECTOR_ID) {
        throw new TlFault("unknown-constructor", `a vector starts with ${hexId(id)}`, id);
      }
    }
    const count = reader.unsigned();
    // Every element takes at least one word.
    if (count > reader.remaining / 4) {
      throw new TlFault("malformed", `a vector announces ${count} elements in ${reader.remaining} bytes`);
    }
    return Array.from({ length: count }, () => this.#readType(reader, element, depth + 1));
  }

  #readBoxed(reader: TlReader, depth: number): TlValue {
    const id = reader.unsigned();
    if (id === GZIP_PACKED_ID) {
      return this.#readBoxed(unzip(reader), depth + 1);
    }
    const definition = this.#forms.byId(id);
    if (definition === undefined) {
      throw new TlFault("unknown-constructor", `nothing has the id ${hexId(id)}`, id);
    }
    return this.#readFields(reader, definition, depth);
  }

  #bare(name: string): Definition {
    const definition = this.#forms.current(name);
    if (definition === undefined) {
      throw new TlFault("unknown-constructor", `the schema has no bare type ${name}`);
    }
    return definition;
  }
}

function readBool(reader: TlReader): boolean {
  const id = reader.unsigned();
  if (id !== BOOL_TRUE_ID && id !== BOOL_FALSE_ID) {
    throw new TlFault("unknown-constructor", `a Bool is ${hexId(id)}`, id);
  }
  return id === BOOL_TRUE_ID;
}

function unzip(reader: TlReader): TlReader {
  const packed = reader.bytes();
  try {
    // Real servers take the zlib format too, which is what mtcute sends.
    return new TlReader(unzipSync(packed, { maxOutputLength: MAX_UNZIPPED_LENGTH }));
  } catch (error) {
    throw new TlFault("malformed", `gzip_packed does not unpack: ${String(error)}`);
  }
}
