// Remembers from what a step's output was made, so that a step whose inputs are the same is left
// out. Contents are compared, not times: a fresh clone and a `git checkout` change all times.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./command.mjs";

const FOLDER = join(root, ".cache", "stamps");

export class Stamp {
  #file;
  #inputs;
  #outputs;
  #only;
  #facts;

  /**
   * @param {string} name
   * @param {object} what
   * @param {readonly string[]} what.inputs files, or folders taken with all they hold, from the root
   * @param {readonly string[]} what.outputs what must be there for the stamp to hold
   * @param {RegExp} [what.only] which of the files under the inputs count
   * @param {readonly string[]} [what.facts] further things the output depends on
   */
  constructor(name, { inputs, outputs, only = /./, facts = [] }) {
    this.#file = join(FOLDER, name);
    this.#inputs = inputs;
    this.#outputs = outputs;
    this.#only = only;
    this.#facts = facts;
  }

  /** Whether the output is there and was made from what the inputs hold now. */
  isFresh() {
    return (
      existsSync(this.#file) &&
      this.#outputs.every((output) => existsSync(join(root, output))) &&
      readFileSync(this.#file, "utf8") === this.#digest()
    );
  }

  /** To be called when the output was made. */
  write() {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(this.#file, this.#digest());
  }

  /** To be called before the output is touched: a step cut short must run again. */
  remove() {
    rmSync(this.#file, { force: true });
  }

  #digest() {
    const hash = createHash("sha256");
    for (const fact of this.#facts) hash.update(`fact ${fact}\n`);
    for (const input of this.#inputs) {
      for (const file of filesOf(input).filter((path) => this.#only.test(path))) {
        hash.update(`file ${file}\n`).update(readFileSync(join(root, file)));
      }
    }
    return hash.digest("hex");
  }
}

/** The files of a folder and its subfolders, sorted; node_modules and outputs of tools left out. */
function filesOf(path) {
  let entries;
  try {
    entries = readdirSync(join(root, path), { withFileTypes: true });
  } catch (error) {
    if (error.code === "ENOTDIR") return [path];
    if (error.code === "ENOENT") return [];
    throw error;
  }
  return entries
    .filter(({ name }) => name !== "node_modules" && name !== "target" && name !== "build")
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inner = `${path}/${entry.name}`;
      if (entry.isDirectory()) return filesOf(inner);
      return entry.isFile() ? [inner] : [];
    });
}
