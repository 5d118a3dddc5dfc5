// Everything between a clean clone and a program that runs: packages, schema, addon, TypeScript.
// Each step is left out when what it is made from has not changed.
import { lstatSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";
import { capture, npm, packageBin, root, runMain } from "./command.mjs";
import { Stamp } from "./stamp.mjs";
import { step } from "./step.mjs";
import { checkCompilers, checkNode } from "./toolchain.mjs";

const PLATFORM = `${process.platform}-${process.arch}`;
const RUST = ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "crate", ".cargo"];

export const GENERATOR = "scripts/schema/main.mjs";

const packages = {
  label: "installing the npm packages",
  stamp: new Stamp("packages", {
    inputs: ["package-lock.json"],
    outputs: ["node_modules/.package-lock.json"],
    facts: [PLATFORM],
  }),
  // No script of a package runs: what they would build or fetch is not needed.
  run: () => capture([...npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]),
};

const schema = {
  label: "generating the TL code",
  stamp: new Stamp("schema", {
    inputs: ["scripts/schema", "package-lock.json", "Cargo.lock"],
    outputs: ["ts/tl/generated"],
  }),
  // Paths in the arguments are relative to where the caller stands.
  run: (args = []) => capture([process.execPath, join(root, GENERATOR), ...args], { cwd: process.cwd() }),
};

const native = {
  label: "building the native addon (a minute or two)",
  stamp: new Stamp("native", {
    inputs: RUST,
    outputs: ["native/index.js", "native/index.d.ts"],
    facts: [PLATFORM],
  }),
  run: () => capture([...npm(), "run", "--silent", "build:native"]),
};

const typescript = {
  label: "compiling TypeScript",
  stamp: new Stamp("typescript", {
    inputs: ["ts", "__test__", "examples", "bench", "native", "tsconfig.json", "package-lock.json"],
    only: /\.[cm]?ts$|^(?:tsconfig|package-lock)\.json$/,
    outputs: ["dist/ts/index.js"],
  }),
  run: () => compile("tsconfig.json"),
};

const bundled = {
  label: "putting the modules together",
  stamp: new Stamp("bundle", {
    inputs: ["dist/ts", "scripts/bundle.mjs", "package-lock.json"],
    only: /\.m?js$|^package-lock\.json$/,
    outputs: ["dist/bundle/index.js"],
  }),
  run: bundle,
};

/** @param {string} config */
async function compile(config) {
  // What a deleted source once became would otherwise still be found, tests most of all.
  rmSync(join(root, "dist"), { recursive: true, force: true });
  await capture([...packageBin("typescript", "tsc"), "-p", config]);
}

/**
 * Does what is still to do; says nothing when that is nothing.
 * @param {{ schemaArgs?: readonly string[] }} [options] schemaArgs: generate the TL code in any case,
 *   with these arguments, and show what the generator says
 */
export async function setUp({ schemaArgs } = {}) {
  checkNode();
  const isLinked = lstatSync(join(root, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink();
  // A linked node_modules is another checkout's: `npm ci` would empty it under its owner.
  const steps = isLinked ? [schema, native, typescript, bundled] : [packages, schema, native, typescript, bundled];
  // Missing compilers are told at once, not after minutes of other work.
  if (!native.stamp.isFresh()) await step("looking for Rust and a C compiler", checkCompilers);
  for (const todo of steps) {
    const args = todo === schema ? schemaArgs : undefined;
    if (args === undefined && todo.stamp.isFresh()) continue;
    todo.stamp.remove();
    try {
      const output = await step(todo.label, () => todo.run(args));
      if (args !== undefined) process.stdout.write(output);
    } catch (error) {
      if (todo !== typescript || schemaArgs === undefined) throw error;
      // The tests and the benchmarks are written for the pinned schema; the library may well fit another one.
      await step("compiling the library alone", () => compile("tsconfig.library.json"));
      continue;
    }
    todo.stamp.write();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runMain(async () => {
    await setUp();
    console.log("Everything is set up.");
  });
}
