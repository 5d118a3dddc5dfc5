import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import test from "ava";
import { encodeAny } from "../../ts/tl/server.js";
import type { TlRequest } from "../../ts/tl/index.js";
import { documentedJson, generatedFacts } from "./generator.js";
import { RandomValues, randomSource, type AnyObject } from "./randomValue.js";

/** Another library's writer, of an older layer: it judges every definition that has not changed since. */
interface OtherWriter {
  TlBinaryWriter: { serializeObject(map: unknown, object: unknown): Uint8Array };
}
interface OtherLong {
  fromString(decimal: string): unknown;
}

const root = new URL("../../../node_modules/mtcute-schema/", import.meta.url);
const require = createRequire(new URL("package.json", root));

async function load(path: string): Promise<unknown> {
  return (await import(pathToFileURL(path).href)) as unknown;
}

const { __tlWriterMap: map } = (await load(require.resolve("./tl/binary/writer.js"))) as { __tlWriterMap: unknown };
const { TlBinaryWriter } = (await load(require.resolve("@mtcute/tl-runtime").replace(/cjs$/, "js"))) as OtherWriter;
const { default: Long } = (await load(require.resolve("long"))) as { default: OtherLong };

const older = documentedJson("api-schema.json") as { e: { name: string; id: number; arguments: unknown[] }[] };
/** A new flag does not change the id, so the number of fields counts too. */
const olderShapes = new Map(older.e.map((entry) => [entry.name, `${entry.id} ${entry.arguments.length}`]));
const SEED = 4242;
const facts = generatedFacts();
const unchanged = new Set(facts.entries.filter((entry) => olderShapes.get(entry.name) === `${entry.id} ${entry.fields.length}`).map(({ name }) => name));
/** An empty optional vector is absent to the other library: no empty ones here. */
const values = new RandomValues(facts, randomSource(SEED), 1);

/** Longs as the other library wants them. */
function translate(value: unknown): unknown {
  if (typeof value === "bigint") return Long.fromString(String(value));
  if (Array.isArray(value)) return value.map(translate);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, translate(item)]));
}

/** Whether the other library can judge the value; its arithmetic loses bits of large negative ids. */
function isComparable(value: unknown): boolean {
  if (typeof value === "number") return value > -(2 ** 32);
  if (Array.isArray(value)) return value.every(isComparable);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return true;
  return ("_" in value ? unchanged.has(String(value._)) : true) && Object.values(value).every(isComparable);
}

test(`bytes equal those of another implementation (seed ${SEED})`, (t) => {
  const differing: string[] = [];
  let compared = 0;
  for (const entry of facts.entries.filter(({ name }) => unchanged.has(name))) {
    const object: AnyObject = values.object(entry, 3);
    if (!isComparable(object)) continue;
    const ours = encodeAny(object as { _: string } as TlRequest);
    const theirs = TlBinaryWriter.serializeObject(map, translate(object));
    if (!Buffer.from(ours).equals(theirs)) differing.push(entry.name);
    compared++;
  }
  t.deepEqual(differing, []);
  t.true(compared > 1800, `${compared} compared`);
});
