/** Which modules of a folder are plugins. */
export interface PluginOptions {
  /** Path of the folder, from the current directory. */
  readonly root: string;
  /**
   * Only these, in this order: `"admin/ban"` (or `"admin.ban"`) is the module `admin/ban.js`; names after it, separated by
   * spaces, are those of its exports that are wanted. @default all modules below `root`
   */
  readonly include?: readonly string[] | undefined;
  /** Not these; written as in `include`. */
  readonly exclude?: readonly string[] | undefined;
  /** @default true */
  readonly enabled?: boolean | undefined;
}

/** An entry of `include` or `exclude`, taken apart. */
export interface PluginEntry {
  /** Path of the module from the root, with slashes and without ending. */
  readonly module: string;
  /** Exports that are meant; null: all. */
  readonly exports: readonly string[] | null;
}

/** @throws TypeError for what is no string, RangeError for one that names no module below the root */
export function parseEntry(entry: string): PluginEntry {
  if (typeof entry !== "string") throw new TypeError("plugins are named by strings");
  const [path = "", ...exports] = entry.trim().split(/\s+/);
  const module = path.replace(/\.[cm]?js$/, "").replaceAll(".", "/");
  if (module === "" || module.startsWith("/") || path.includes("..")) throw new RangeError(`${JSON.stringify(entry)} names no module below the root`);
  return { module, exports: exports.length === 0 ? null : exports };
}

/** @throws TypeError naming the option that is wrong */
export function checkPluginOptions(options: PluginOptions): PluginOptions {
  if (typeof options !== "object" || options === null) throw new TypeError("plugins must be an object");
  const { root, include, exclude, enabled } = options;
  if (typeof root !== "string" || root === "") throw new TypeError("plugins.root must be the path of a folder");
  for (const [name, list] of Object.entries({ include, exclude })) {
    if (list !== undefined && !Array.isArray(list)) throw new TypeError(`plugins.${name} must be an array of strings`);
  }
  if (enabled !== undefined && typeof enabled !== "boolean") throw new TypeError("plugins.enabled must be a boolean");
  return options;
}
