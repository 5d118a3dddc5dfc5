// Puts the compiled modules of the library together into a few files, dist/bundle: Node takes a third of a
// millisecond to find, open and link each file, and there are hundreds. What several entries need lies in files
// that they share, so that `heliogram` and `heliogram/testing` have the same classes.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./command.mjs";

const SOURCE = join(root, "dist", "ts");
const TARGET = join(root, "dist", "bundle");

/** By the file that package.json names. */
const ENTRIES = {
  crypto: "crypto/index.js",
  index: "index.js",
  testing: "testing/index.js",
  cli: "cli/main.js",
};

/** Writes the bundle anew from dist/ts. */
export async function bundle() {
  // Not before: it is one of the packages that the set-up installs.
  const { build } = await import("esbuild");
  rmSync(TARGET, { recursive: true, force: true });
  await build({
    entryPoints: Object.entries(ENTRIES).map(([out, file]) => ({ in: join(SOURCE, file), out })),
    outdir: TARGET,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    // Packages, the addon and the TL code, which is loaded on first use, stay where they are.
    packages: "external",
    external: ["#native", "#tl/*"],
    // Of two classes with one name the second is renamed; logs and errors show the name that it had.
    keepNames: true,
    logLevel: "warning",
  });
}
