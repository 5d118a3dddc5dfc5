// @ts-check
import { headLine } from "./emitModule.mjs";
import { KNOWN_ERRORS } from "./knownErrors.mjs";
import { commentLines } from "./markup.mjs";
import { byCodeUnit, propertyName } from "./names.mjs";

/** @typedef {import("./documentation.mjs").JsonErrors} JsonErrors */

/**
 * The error table: name (numbers as `%d`) → code, description, meaning of its numbers.
 *
 * @param {number} layer
 * @param {JsonErrors} table
 * @returns {string}
 */
export function emitErrors(layer, table) {
  const rows = new Map(
    Object.entries(KNOWN_ERRORS).map(([name, { code, description }]) => [name, JSON.stringify([code, description])]),
  );
  for (const [name, { code, description, _paramNames: parameters }] of Object.entries(table.errors)) {
    const text = commentLines(description ?? "", (target) => target).join(" ").replace(/[\s.]+$/, "");
    rows.set(name, JSON.stringify(parameters ? [code, text, parameters.map(propertyName)] : [code, text]));
  }
  const sorted = [...rows].sort(([a], [b]) => byCodeUnit(a, b));
  return [
    headLine(layer),
    "type ErrorRow = readonly [code: number, description: string, parameters?: readonly string[]];",
    "const errors: Readonly<Record<string, ErrorRow>> = {",
    ...sorted.map(([name, row]) => `  ${JSON.stringify(name)}: ${row},`),
    "};",
    "export = errors;",
    "",
  ].join("\n");
}

/**
 * Names of all known errors with their codes, as a type, and offered to `error.is(…)`.
 *
 * @param {number} layer
 * @param {JsonErrors} table
 * @returns {string}
 */
export function emitErrorNames(layer, table) {
  const codes = new Map(Object.entries({ ...KNOWN_ERRORS, ...table.errors }).map(([name, { code }]) => [name, code]));
  const rows = [...codes].sort(([a], [b]) => byCodeUnit(a, b)).map(([name, code]) => `  ${JSON.stringify(name)}: ${code};`);
  return [
    headLine(layer),
    "/** The error table: names, each number in a name as `%d`, and their usual codes. */",
    "export interface ErrorCodes {",
    ...rows,
    "}",
    "/** Name of a known error. */",
    "export type RpcErrorName = keyof ErrorCodes;",
    'declare module "../../errors/RpcError.js" {',
    "  interface RpcErrorNames extends ErrorCodes {}",
    "}",
    "",
  ].join("\n");
}
