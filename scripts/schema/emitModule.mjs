// @ts-check

/** @param {number} layer */
export function headLine(layer) {
  return `// generated, layer ${layer}`;
}

/**
 * A generated runtime module. It is CommonJS, so that a synchronous call can load it on first use on
 * every supported Node and in every test runner; the parentheses around the function tell V8 to
 * compile it at once instead of scanning it twice.
 *
 * @param {number} layer
 * @param {string} runtimeNames names taken from the runtime object
 * @param {readonly string[]} body
 * @returns {string}
 */
export function runtimeModule(layer, runtimeNames, body) {
  return [
    headLine(layer),
    "// @ts-nocheck: straight-line code without types; ts/tl/codec.ts gives it its type",
    "const load: (runtime: unknown) => unknown = (function (runtime) {",
    `const {${runtimeNames}}=runtime;`,
    ...body,
    "});",
    "export = load;",
    "",
  ].join("\n");
}
