// @ts-check
import { readDocumentation } from "./documentation.mjs";
import { emitErrorNames, emitErrors } from "./emitErrors.mjs";
import { headLine } from "./emitModule.mjs";
import { emitReaders } from "./emitReaders.mjs";
import { emitSkips, lazyPart } from "./emitSkips.mjs";
import { emitSchemaText } from "./emitSchemaText.mjs";
import { emitTypes } from "./emitTypes.mjs";
import { emitWriters } from "./emitWriters.mjs";
import { establishFacts } from "./facts.mjs";
import { parseSchema } from "./parseSchema.mjs";
import { reachable } from "./reach.mjs";

/**
 * @typedef {{ text: string, file: string }} Source
 * @typedef {{
 *   files: ReadonlyMap<string, string>,
 *   snapshot: import("./diff.mjs").Snapshot,
 *   counts: { constructors: number, methods: number, types: number, errors: number },
 * }} Output
 */

/**
 * Everything that is generated, from everything that it is generated from.
 *
 * @param {{
 *   api: Source,
 *   service: Source,
 *   layer: number | null,
 *   documented: import("./documentation.mjs").JsonSchema,
 *   errors: import("./documentation.mjs").JsonErrors,
 * }} input `layer`: null takes the one that the text names
 * @returns {Output}
 */
export function buildSchema({ api, service, layer: wanted, documented, errors }) {
  const schema = parseSchema(api.text, api.file);
  const layer = wanted ?? schema.layer;
  if (layer === null) throw new Error(`${api.file} names no layer; give it with --layer N`);
  const documentation = readDocumentation(documented, errors);
  const facts = establishFacts({ layer, api: schema.entries, service: parseSchema(service.text, service.file).entries, documentation });

  const constructors = facts.entries.filter((entry) => entry.kind === "constructor");
  const methods = facts.entries.filter((entry) => entry.kind === "method");
  const [apiConstructors, apiMethods] = [constructors, methods].map((entries) => entries.filter((entry) => !entry.service));
  if (!apiConstructors || !apiMethods) throw new Error("unreachable");
  // A client reads what the API answers and writes its methods; a server does the reverse, and both
  // ends of the session's own definitions are its business too.
  const serverReads = reachable([...methods, ...constructors.filter((entry) => entry.service)], facts);
  const lazy = lazyPart(facts);
  return {
    files: new Map([
      ["layer.ts", `${headLine(layer)}\n/** The layer of the schema that all of this is generated from. */\nexport const LAYER = ${layer};\n`],
      ["schemaText.ts", emitSchemaText(layer, api.text)],
      ["types.ts", emitTypes(facts, documentation)],
      ["errorNames.ts", emitErrorNames(layer, errors)],
      ["errors.cts", emitErrors(layer, errors)],
      ["readers.cts", emitReaders({ layer, entries: apiConstructors, dispatched: apiConstructors, results: apiMethods, lazyTypes: lazy.lazyTypes })],
      ["skips.cts", emitSkips({ layer, ...lazy })],
      ["writers.cts", emitWriters({ layer, entries: reachable(apiMethods, facts) })],
      ["serverReaders.cts", emitReaders({ layer, entries: serverReads, dispatched: serverReads, results: [] })],
      ["serverWriters.cts", emitWriters({ layer, entries: facts.entries })],
    ]),
    snapshot: {
      layer,
      definitions: Object.fromEntries(facts.entries.map(({ name, kind, text }) => [name, { kind, text }])),
    },
    counts: { constructors: constructors.length, methods: methods.length, types: facts.types.size, errors: Object.keys(errors.errors).length },
  };
}
