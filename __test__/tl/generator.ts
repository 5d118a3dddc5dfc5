import { readFileSync } from "node:fs";

/** How a value lies on the wire, as scripts/schema/resolve.mjs says it. */
export type Wire =
  | { readonly is: "int" | "int53" | "long" | "double" | "string" | "bytes" | "int128" | "int256" | "bool" | "true" | "flags" | "object" | "query" }
  | { readonly is: "vector"; readonly boxed: boolean; readonly item: Wire }
  | { readonly is: "union"; readonly type: string }
  | { readonly is: "bare"; readonly name: string };

export interface FieldFact {
  readonly tl: string;
  readonly key: string;
  readonly wire: Wire;
  readonly flag: { readonly word: string; readonly bit: number } | null;
}

export interface EntryFact {
  readonly kind: "constructor" | "method";
  readonly service: boolean;
  readonly name: string;
  readonly id: number;
  readonly type: string;
  readonly result: Wire;
  readonly fields: readonly FieldFact[];
  readonly text: string;
}

export interface Facts {
  readonly layer: number;
  readonly entries: readonly EntryFact[];
  readonly types: ReadonlyMap<string, readonly EntryFact[]>;
}

/** A parsed line, opaque to the tests. */
export interface Entry {
  readonly name: string;
}

export interface Documentation {
  readonly entries: ReadonlyMap<string, unknown>;
}

interface Definition {
  readonly kind: "constructor" | "method";
  readonly text: string;
}

export interface Snapshot {
  readonly layer: number;
  readonly definitions: Readonly<Record<string, Definition>>;
}

/** The compiled tests lie three folders below the repository. */
const ROOT = new URL("../../../", import.meta.url);

async function load<Module>(name: string): Promise<Module> {
  const module: unknown = await import(new URL(`scripts/schema/${name}.mjs`, ROOT).href);
  return module as Module;
}

export const { parseSchema } = await load<{ parseSchema: (text: string, file: string) => { layer: number | null; entries: Entry[] } }>("parseSchema");
export const { computeId, canonicalLine } = await load<{ computeId: (text: string) => number; canonicalLine: (text: string) => string }>("crc");
export const { establishFacts } = await load<{
  establishFacts: (input: { layer: number; api: readonly Entry[]; service: readonly Entry[]; documentation: Documentation }) => Facts;
}>("facts");
export const { NO_DOCUMENTATION, readDocumentation } = await load<{ NO_DOCUMENTATION: Documentation; readDocumentation: (schema: unknown, errors: unknown) => Documentation }>("documentation");
export const { emitReaders } = await load<{
  emitReaders: (input: { layer: number; entries: readonly EntryFact[]; dispatched: readonly EntryFact[]; results: readonly EntryFact[] }) => string;
}>("emitReaders");
export const { emitWriters } = await load<{ emitWriters: (input: { layer: number; entries: readonly EntryFact[] }) => string }>("emitWriters");
export const { emitTypes } = await load<{ emitTypes: (facts: Facts, documentation: Documentation) => string }>("emitTypes");
export const { commentLines } = await load<{ commentLines: (text: string, link: (name: string) => string) => string[] }>("markup");
export const { describeChanges } = await load<{ describeChanges: (before: Snapshot, after: Snapshot) => string[] }>("diff");

/** Facts of a few lines of TL, without documentation. */
export function factsOf(text: string, service = ""): Facts {
  return establishFacts({ layer: 1, api: parseSchema(text, "test.tl").entries, service: parseSchema(service, "service.tl").entries, documentation: NO_DOCUMENTATION });
}

/** What ts/tl/generated was made from. */
export function generatedSnapshot(): Snapshot {
  return JSON.parse(readFileSync(new URL("ts/tl/generated/schema.json", ROOT), "utf8")) as Snapshot;
}

/** A file of the documented schema. */
export function documentedJson(file: "api-schema.json" | "raw-errors.json"): unknown {
  return JSON.parse(readFileSync(new URL(`node_modules/mtcute-schema/tl/${file}`, ROOT), "utf8"));
}

/** Facts of everything in ts/tl/generated. */
export function generatedFacts(): Facts {
  const { layer, definitions } = generatedSnapshot();
  const lines = (kind: Definition["kind"]): string[] => Object.values(definitions).flatMap((definition) => (definition.kind === kind ? [`${definition.text};`] : []));
  const text = [...lines("constructor"), "---functions---", ...lines("method")].join("\n");
  return establishFacts({ layer, api: parseSchema(text, "schema.json").entries, service: [], documentation: readDocumentation(documentedJson("api-schema.json"), documentedJson("raw-errors.json")) });
}
