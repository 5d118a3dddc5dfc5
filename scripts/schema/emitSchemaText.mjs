// @ts-check
import { headLine } from "./emitModule.mjs";

/**
 * The schema as text, for TestServer: its codec reads the definitions themselves, so that it shares nothing with
 * the generated readers and writers that it judges.
 *
 * @param {number} layer
 * @param {string} text TL text of the API
 * @returns {string}
 */
export function emitSchemaText(layer, text) {
  const definitions = text.replace(/^\/\/ LAYER \d+\s*$/gm, "").trim();
  return `${headLine(layer)}\n/** TL text of the API, its layer in the last line. */\nexport const schemaText: string = ${JSON.stringify(`${definitions}\n// LAYER ${layer}\n`)};\n`;
}
