// Puts the compiled modules of the library together into a few files, dist/bundle: Node takes a third of a
// millisecond to find, open and link each file, and there are hundreds. The modules stay as they are; each becomes
// a function that runs once and returns its exports.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { root } from "../command.mjs";
import { readModule } from "./readModule.mjs";

const SOURCE = join(root, "dist", "ts");
const TARGET = join(root, "dist", "bundle");

/**
 * What package.json names, by the file that it becomes. A module lies in the part of the first of them that needs
 * it: whoever imports a later one gets the same classes.
 */
const ENTRIES = new Map([
  ["crypto", "crypto/index.js"],
  ["index", "index.js"],
  ["testing", "testing/index.js"],
  ["cli", "cli/main.js"],
]);

/** Writes the bundle anew from dist/ts. */
export function bundle() {
  rmSync(TARGET, { recursive: true, force: true });
  mkdirSync(TARGET, { recursive: true });
  const graph = new Graph();
  for (const [entry, file] of ENTRIES) graph.add(entry, join(SOURCE, file));
  for (const entry of ENTRIES.keys()) {
    writeFileSync(join(TARGET, `${entry}.part.js`), graph.part(entry));
    writeFileSync(join(TARGET, `${entry}.js`), graph.facade(entry));
  }
}

class Graph {
  /** By path, in the order in which they run. */
  #modules = new Map();
  /** Paths on the way from an entry to where we are. */
  #open = new Set();

  /** Adds a module and what it needs, that first. */
  add(entry, path) {
    if (this.#modules.has(path)) return;
    if (this.#open.has(path)) {
      const chain = [...this.#open, path].map((module) => relative(SOURCE, module));
      const circle = chain.slice(chain.indexOf(relative(SOURCE, path))).join(" → ");
      throw new Error(`a bundle cannot hold a circle of imports: ${circle}; import the file that has the name`);
    }
    this.#open.add(path);
    const text = readFileSync(path, "utf8");
    const parsed = readModule(text, relative(root, path));
    for (const { from } of parsed.links) if (from.startsWith(".")) this.add(entry, resolve(dirname(path), from));
    this.#open.delete(path);
    this.#modules.set(path, { ...parsed, path, entry, isProgram: text.startsWith("#!"), name: `m${this.#modules.size}` });
  }

  /** The text of the modules that lie in one part. */
  part(entry) {
    const own = [...this.#modules.values()].filter((module) => module.entry === entry);
    const outside = new Map();
    const foreign = new Map();
    const bodies = own.map((module) => {
      const head = module.links.map((link) => this.#import(module, link, entry, outside, foreign));
      const stars = module.links
        .filter(({ kind }) => kind === "star")
        .map((link) => `...${this.#target(module, link)?.name ?? outside.get(link.from)}`);
      const names = [...module.exports].map(([exported, local]) => (exported === local ? local : `${exported}: ${local}`));
      const body = module.body((call) => this.#dynamic(module, call)).replace(/^#!.*\n/, "");
      // A program may await at its top level.
      const start = module.isProgram ? "await (async () => {" : "(() => {";
      const lines = [`// ${relative(SOURCE, module.path)}`, `const ${module.name} = ${start}`, ...head.filter(Boolean), body];
      return [...lines, `return { ${[...stars, ...names].join(", ")} };`, "})();"].join("\n");
    });
    const imports = [
      ...[...outside].map(([from, name]) => `import * as ${name} from ${JSON.stringify(from)};`),
      ...[...foreign].map(([from, names]) => `import { ${[...names].join(", ")} } from "./${from}.part.js";`),
    ];
    return ascii([...imports, ...bodies, `export { ${own.map(({ name }) => name).join(", ")} };`, ""].join("\n"));
  }

  /** What users import: the names of the entry and nothing else. */
  facade(entry) {
    const module = this.#modules.get(join(SOURCE, ENTRIES.get(entry)));
    const program = module.isProgram ? "#!/usr/bin/env node\n" : "";
    const names = [...this.#exportsOf(module)];
    const from = `"./${module.entry}.part.js"`;
    if (names.length === 0) return `${program}import ${from};\n`;
    return `${program}import { ${module.name} } from ${from};\nexport const { ${names.join(", ")} } = ${module.name};\n`;
  }

  #import(module, link, entry, outside, foreign) {
    let name;
    if (link.from.startsWith(".")) {
      const target = this.#target(module, link);
      name = target.name;
      if (target.entry !== entry) foreign.set(target.entry, (foreign.get(target.entry) ?? new Set()).add(name));
    } else {
      name = outside.get(link.from) ?? `outside${outside.size}`;
      outside.set(link.from, name);
    }
    if (link.kind === "namespace") return `const ${link.local} = ${name};`;
    if (link.kind !== "named") return "";
    const names = link.names.map(([imported, local]) => (imported === local ? local : `${imported}: ${local}`));
    return `const { ${names.join(", ")} } = ${name};`;
  }

  /** A module that is loaded later must be an entry: it keeps a file of its own. */
  #dynamic(module, { from }) {
    const path = relative(SOURCE, resolve(dirname(module.path), from));
    for (const [entry, file] of ENTRIES) if (file === path) return `import("./${entry}.js")`;
    throw new Error(`${relative(root, module.path)} loads ${from} later, which is no entry of the bundle`);
  }

  #exportsOf(module) {
    const names = new Set(module.exports.keys());
    for (const link of module.links.filter(({ kind }) => kind === "star")) {
      const target = this.#target(module, link);
      if (target === undefined) throw new Error(`${relative(root, module.path)} exports all of ${link.from}`);
      for (const name of this.#exportsOf(target)) names.add(name);
    }
    return names;
  }

  #target(module, { from }) {
    return this.#modules.get(resolve(dirname(module.path), from));
  }
}

/** V8 reads a text of one-byte characters in half the time, and keeps it in half the memory. */
function ascii(text) {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
