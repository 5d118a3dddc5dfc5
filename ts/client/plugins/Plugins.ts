import { readdir } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { UpdateHandler } from "../handlers/handlerClasses.js";
import { checkPluginOptions, parseEntry, type PluginOptions } from "./PluginOptions.js";

const MODULE_ENDING = /\.[cm]?js$/;

/** How many modules were loaded by this process: a module that is added again is read again. */
let loads = 0;

/** Handlers that the modules of a folder export. */
export class Plugins {
  readonly #addHandler: (handler: UpdateHandler) => () => void;
  readonly #root: string;
  /** By module and name of the export: how its handler is removed. */
  readonly #added = new Map<string, Map<string, () => void>>();

  private constructor(addHandler: (handler: UpdateHandler) => () => void, root: string) {
    this.#addHandler = addHandler;
    this.#root = resolve(root);
  }

  /** @param addHandler adds one handler, and gives back what removes it again */
  static async load(addHandler: (handler: UpdateHandler) => () => void, options: PluginOptions): Promise<Plugins> {
    checkPluginOptions(options);
    const { root, include, exclude = [], enabled = true } = options;
    const plugins = new Plugins(addHandler, root);
    if (!enabled) return plugins;
    try {
      for (const entry of include ?? (await plugins.#modules())) await plugins.add(entry);
      for (const entry of exclude) plugins.remove(entry);
    } catch (error) {
      plugins.removeAll();
      throw error;
    }
    return plugins;
  }

  /** What is added, as `module export`. */
  get names(): readonly string[] {
    return [...this.#added].flatMap(([module, handlers]) => [...handlers.keys()].map((name) => `${module} ${name}`));
  }

  /**
   * Adds the handlers of a module, written as in `include`. What was added of it before is replaced: the file is read again.
   *
   * @throws RangeError when there is no such module, or an export that is named is no handler
   */
  async add(entry: string): Promise<void> {
    const { module, exports } = parseEntry(entry);
    const found = (await this.#import(module)).filter(([name]) => exports === null || exports.includes(name));
    const missing = exports?.find((name) => !found.some(([known]) => known === name));
    if (missing !== undefined) throw new RangeError(`plugin ${module} exports no handler ${missing}`);
    for (const [name, handler] of found) {
      this.#remove(module, name);
      this.#handlersOf(module).set(name, this.#addHandler(handler));
    }
  }

  /** Removes the handlers of a module, written as in `include`. @returns whether there were any */
  remove(entry: string): boolean {
    const { module, exports } = parseEntry(entry);
    const names = exports ?? [...(this.#added.get(module)?.keys() ?? [])];
    return names.filter((name) => this.#remove(module, name)).length > 0;
  }

  removeAll(): void {
    for (const module of this.#added.keys()) this.remove(module);
  }

  #remove(module: string, name: string): boolean {
    const handlers = this.#added.get(module);
    handlers?.get(name)?.();
    return handlers?.delete(name) === true;
  }

  #handlersOf(module: string): Map<string, () => void> {
    const handlers = this.#added.get(module) ?? new Map<string, () => void>();
    this.#added.set(module, handlers);
    return handlers;
  }

  /** Its exports that are handlers, in the order in which they were made. */
  async #import(module: string): Promise<(readonly [name: string, handler: UpdateHandler])[]> {
    const path = (await this.#files()).find((file) => moduleOf(file) === module);
    if (path === undefined) throw new RangeError(`there is no plugin ${module} in ${this.#root}`);
    const url = pathToFileURL(join(this.#root, path));
    // Node keeps modules by their whole URL.
    url.searchParams.set("load", String(++loads));
    const exported: Readonly<Record<string, unknown>> = await import(url.href);
    return Object.entries(exported)
      .filter((entry): entry is [string, UpdateHandler] => entry[1] instanceof UpdateHandler)
      .toSorted(([, a], [, b]) => a.serial - b.serial);
  }

  async #modules(): Promise<readonly string[]> {
    return (await this.#files()).map(moduleOf);
  }

  /** Paths below the root, with slashes, sorted. */
  async #files(): Promise<readonly string[]> {
    const entries = await readdir(this.#root, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && MODULE_ENDING.test(entry.name) && !entry.parentPath.includes("node_modules"));
    return files.map((entry) => relative(this.#root, join(entry.parentPath, entry.name)).split(sep).join("/")).sort();
  }
}

/** Dots separate folders in entries: in names of files they are taken as such too. */
const moduleOf = (path: string): string => path.replace(MODULE_ENDING, "").replaceAll(".", "/");
