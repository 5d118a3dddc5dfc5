// @ts-check

/**
 * `[--schema FILE --layer N] [--out FOLDER]`. Only what the caller typed is judged here, not whether the file exists.
 *
 * @param {readonly string[]} words
 * @returns {{ schema: string | null, layer: number | null, out: string | null, help: boolean }}
 */
export function parseCommandLine(words) {
  /** @type {{ schema: string | null, layer: number | null, out: string | null, help: boolean }} */
  const options = { schema: null, layer: null, out: null, help: false };
  for (let i = 0; i < words.length; i++) {
    const [name = "", inline] = (words[i] ?? "").split("=", 2);
    if (name === "--help" || name === "-h") {
      options.help = true;
      continue;
    }
    if (name !== "--schema" && name !== "--layer" && name !== "--out") throw new Error(`unknown argument ${words[i]}; see --help`);
    const value = inline ?? words[++i];
    if (value === undefined || value === "") throw new Error(`${name} needs a value`);
    if (name === "--schema") options.schema = value;
    else if (name === "--out") options.out = value;
    else if (/^[1-9]\d{0,8}$/.test(value)) options.layer = Number(value);
    else throw new Error(`--layer: ${value} is no layer number`);
  }
  return options;
}
