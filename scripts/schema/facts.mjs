// @ts-check
import { SchemaError } from "./SchemaError.mjs";
import { computeId } from "./crc.mjs";
import { propertyName, byCodeUnit } from "./names.mjs";
import { measure } from "./measure.mjs";
import { Resolver } from "./resolve.mjs";

/**
 * @typedef {import("./parseDefinition.mjs").Entry} Entry
 * @typedef {import("./documentation.mjs").Documentation} Documentation
 * @typedef {import("./resolve.mjs").Wire} Wire
 *
 * @typedef {{ tl: string, key: string, wire: Wire, flag: { word: string, bit: number } | null }} FieldFact
 *   `key` is the property name
 * @typedef {{
 *   kind: "constructor" | "method",
 *   service: boolean,
 *   name: string,
 *   id: number,
 *   type: string,
 *   result: Wire,
 *   fields: readonly FieldFact[],
 *   query: string | null,
 *   text: string,
 *   place: import("./parseDefinition.mjs").Place,
 *   words: number,
 * }} EntryFact
 *   `service` marks the session's own definitions (mtproto.tl); `type` is the TL result type as
 *   written; `query` is the property that holds the inner call of a generic method; `words` is the
 *   least number of words its fields take
 * @typedef {{ layer: number, entries: readonly EntryFact[], types: ReadonlyMap<string, readonly EntryFact[]> }} Facts
 *   both sorted by name
 */

/**
 * Definitions that the session layer reads by hand because their body has no declared length or
 * stands in for any object: rpc_result, message, msg_container, msg_copy, gzip_packed.
 */
const BY_HAND = new Set([0xf35c6d01, 0x5bb8e511, 0x73f1f8dc, 0xe06046b2, 0x3072cfa1]);

/**
 * Entries → everything that the emitters need to know, checked.
 *
 * @param {{ layer: number, api: readonly Entry[], service: readonly Entry[], documentation: Documentation }} input
 * @returns {Facts}
 */
export function establishFacts({ layer, api, service, documentation }) {
  const apiNames = new Set(api.map((entry) => entry.name));
  const all = [
    ...api.map((entry) => ({ entry, service: false })),
    // A schema text that brings service definitions of its own replaces the usual ones.
    ...service.filter((entry) => !apiNames.has(entry.name)).map((entry) => ({ entry, service: true })),
  ].filter(({ entry }) => !BY_HAND.has(idOf(entry)));
  checkUnique(all.map(({ entry }) => entry));

  const resolver = new Resolver(
    all.map(({ entry }) => entry),
    documentation,
  );
  const entries = all
    .map(({ entry, service: isService }) => describe(entry, isService, resolver))
    .sort((a, b) => byCodeUnit(a.name, b.name));
  measure(entries);

  /** @type {Map<string, EntryFact[]>} */
  const types = new Map();
  for (const entry of entries.filter(({ kind }) => kind === "constructor")) {
    types.set(entry.type, [...(types.get(entry.type) ?? []), entry]);
  }
  return { layer, entries, types: new Map([...types].sort(([a], [b]) => byCodeUnit(a, b))) };
}

/** @param {Entry} entry */
export function idOf(entry) {
  // An explicit id is law: a few published ones are not the CRC of their line.
  return entry.id ?? computeId(entry.text);
}

/** @param {readonly Entry[]} entries */
function checkUnique(entries) {
  /** @type {Map<string | number, Entry>} */
  const seen = new Map();
  for (const entry of entries) {
    for (const key of [entry.name, idOf(entry)]) {
      const other = seen.get(key);
      if (other) {
        const shown = typeof key === "string" ? key : `id ${key.toString(16)}`;
        throw new SchemaError(entry.place, `${shown} is taken by ${other.name} (${other.place.file} line ${other.place.line})`);
      }
      seen.set(key, entry);
    }
  }
}

/**
 * @param {Entry} entry
 * @param {boolean} service
 * @param {Resolver} resolver
 * @returns {EntryFact}
 */
function describe(entry, service, resolver) {
  /** @type {Map<string, string>} */
  const keys = new Map();
  const fields = entry.fields.map((field) => {
    const key = propertyName(field.name);
    if (keys.has(key)) throw new SchemaError(entry.place, `fields ${keys.get(key)} and ${field.name} are both ${key}`);
    keys.set(key, field.name);
    return { tl: field.name, key, wire: resolver.field(entry, field), flag: field.flag };
  });
  return {
    kind: entry.kind,
    service,
    name: entry.name,
    id: idOf(entry),
    type: entry.result.kind === "name" ? entry.result.name : "",
    result: resolver.result(entry),
    fields,
    query: fields.find((field) => field.wire.is === "query")?.key ?? null,
    text: entry.text,
    place: entry.place,
    words: 0,
  };
}
