import { unpack } from "./gzip.js";
import { CALL, SERVICE } from "./serviceIds.js";
import { TlParseError, TlReader } from "./TlReader.js";

/** A call, looked at from outside. */
export interface UnwrappedCall {
  /** Calls that have to succeed before this one runs (`invokeAfterMsg`, spec/mtproto.md §5.18). */
  readonly after: readonly bigint[];
  /** Constructor id of the innermost method. */
  readonly method: number;
  /** The call with the wrappers that the world reads, without `invokeAfterMsg` and compression. */
  readonly body: Buffer;
  /** The innermost method and its fields. */
  readonly query: Buffer;
}

/**
 * Walks through the wrappers around a method, in whatever order a client nests them. It stops at the
 * first constructor that it does not know: that is the method.
 * @throws {TlParseError} when a wrapper is cut off or its compression is broken.
 */
export function unwrapCall(body: Buffer): UnwrappedCall {
  const after: bigint[] = [];
  const wrappers: Buffer[] = [];
  let query = body;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const reader = new TlReader(query);
    const id = reader.uint32();
    if (id === SERVICE.gzipPacked) {
      query = unpack(query);
    } else if (id === CALL.invokeAfterMsg || id === CALL.invokeAfterMsgs) {
      after.push(...(id === CALL.invokeAfterMsg ? [reader.uint64()] : reader.longs()));
      query = query.subarray(reader.offset);
    } else {
      const skipFields = WRAPPERS.get(id);
      if (skipFields === undefined) {
        const isBare = wrappers.length === 0;
        return { after, method: id, body: isBare ? query : Buffer.concat([...wrappers, query]), query };
      }
      skipFields(reader);
      wrappers.push(query.subarray(0, reader.offset));
      query = query.subarray(reader.offset);
    }
  }
  throw new TlParseError("a call inside too many others");
}

/** Wrappers and how to get past their fields to the query. */
const WRAPPERS = new Map<number, (reader: TlReader) => void>([
  [CALL.invokeWithLayer, (reader) => reader.int32()],
  [CALL.initConnection, skipInitConnection],
  [CALL.invokeWithoutUpdates, () => {}],
  [CALL.invokeWithTakeout, (reader) => reader.uint64()],
  // messageRange: its id and two ints.
  [CALL.invokeWithMessagesRange, (reader) => reader.raw(12)],
  [CALL.invokeWithBusinessConnection, (reader) => reader.bytes()],
  [CALL.invokeWithGooglePlayIntegrity, (reader) => [reader.bytes(), reader.bytes()]],
  [CALL.invokeWithApnsSecret, (reader) => [reader.bytes(), reader.bytes()]],
  [CALL.invokeWithReCaptcha, (reader) => reader.bytes()],
]);

function skipInitConnection(reader: TlReader): void {
  const flags = reader.uint32();
  reader.int32();
  for (let field = 0; field < INIT_STRINGS; field++) reader.bytes();
  if ((flags & 1) !== 0) {
    reader.uint32();
    reader.bytes();
    reader.int32();
  }
  if ((flags & 2) !== 0) skipJson(reader, 0);
}

function skipJson(reader: TlReader, depth: number): void {
  if (depth > DEEPEST) throw new TlParseError("JSON nested too deeply");
  const id = reader.uint32();
  switch (id) {
    case JSON_VALUE.null:
      return;
    case JSON_VALUE.bool:
      reader.uint32();
      return;
    case JSON_VALUE.number:
      reader.uint64();
      return;
    case JSON_VALUE.string:
      reader.bytes();
      return;
    case JSON_VALUE.array:
    case JSON_VALUE.object: {
      reader.uint32();
      const count = reader.uint32();
      if (count > reader.remaining / 4) throw new TlParseError("a JSON vector beyond its message");
      for (let index = 0; index < count; index++) {
        if (id === JSON_VALUE.object) {
          reader.uint32();
          reader.bytes();
        }
        skipJson(reader, depth + 1);
      }
      return;
    }
    default:
      throw new TlParseError("not a JSON value");
  }
}

/** device_model, system_version, app_version, system_lang_code, lang_pack, lang_code. */
const INIT_STRINGS = 6;
const DEEPEST = 16;
const JSON_VALUE = {
  null: 0x3f6d7b68,
  bool: 0xc7345e6a,
  number: 0x2be0dfa4,
  string: 0xb71e767a,
  array: 0xf7444763,
  object: 0x99c1d49d,
} as const;
