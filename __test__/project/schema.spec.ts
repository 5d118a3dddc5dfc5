import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import test, { type ExecutionContext } from "ava";
import { schemaText } from "../../ts/tl/generated/schemaText.js";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const NEEDED = ["package.json", "package-lock.json", "tsconfig.json", "tsconfig.library.json", "Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "crate", ".cargo", "scripts", "ts", "native", ".cache/stamps"];

/** A copy of the library in which schemas can be tried, with the addon as it is; removed after the test. */
function copyOfLibrary(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), "heliogram-library-"));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const isWanted = (path: string): boolean => !/(?:^|[\\/])(?:node_modules|generated)(?:[\\/]|$)/.test(relative(ROOT, path));
  for (const name of NEEDED) {
    if (existsSync(join(ROOT, name))) cpSync(join(ROOT, name), join(folder, name), { recursive: true, filter: isWanted });
  }
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
  return folder;
}

test("npm run schema leaves a library that speaks the new layer", async (t) => {
  const folder = copyOfLibrary(t);
  const text = schemaText.replace(/\/\/ LAYER \d+\n/, "help.getMoon#0badcafe phase:int = Bool;\n");
  t.false(text.includes("LAYER"));
  writeFileSync(join(folder, "next.tl"), text);
  const script = join(folder, "scripts/schema.mjs");
  const { stdout } = await run(process.execPath, [script, "--schema", "next.tl", "--layer", "999"], { cwd: folder });
  t.regex(stdout, /^generating the TL code \.+ +[\d.]+ s\n[^]*^schema: layer 999, [^]*^compiling TypeScript \.+ +[\d.]+ s\n/m);

  const library = pathToFileURL(join(folder, "dist/ts/tl/index.js")).href;
  const program = `import { encode, LAYER } from ${JSON.stringify(library)};
    console.log(LAYER, Buffer.from(encode({ _: "help.getMoon", phase: 7 })).toString("hex"));`;
  const used = await run(process.execPath, ["--input-type=module", "--eval", program]);
  t.is(used.stdout, "999 fecaad0b07000000\n");

  // What was asked for stays until something else is.
  const { stdout: idle } = await run(process.execPath, [join(folder, "scripts/setup.mjs")], { cwd: folder });
  t.is(idle, "Everything is set up.\n");
  t.regex(readFileSync(join(folder, "ts/tl/generated/layer.ts"), "utf8"), /999/);
});

test("where tests and benchmarks do not fit another schema, the library is compiled all the same", async (t) => {
  const folder = copyOfLibrary(t);
  mkdirSync(join(folder, "bench"));
  writeFileSync(join(folder, "bench/old.ts"), 'import type { tl } from "../ts/tl/index.js";\nexport type Gone = tl.NoSuchThing;\n');
  const script = join(folder, "scripts/schema.mjs");
  writeFileSync(join(folder, "next.tl"), schemaText);
  const { stdout } = await run(process.execPath, [script, "--schema", "next.tl", "--layer", "999"], { cwd: folder });
  t.regex(stdout, /^compiling TypeScript .*FAILED\ncompiling the library alone \.+ +[\d.]+ s\n/m);
  t.true(existsSync(join(folder, "dist/ts/index.js")));
});

test("npm run schema says what is wrong with a schema, and compiles nothing", async (t) => {
  const folder = copyOfLibrary(t);
  writeFileSync(join(folder, "broken.tl"), "oops = A");
  const running = run(process.execPath, [join(folder, "scripts/schema.mjs"), "--schema", "broken.tl", "--layer", "7"], { cwd: folder });
  const { stdout, stderr, code } = await t.throwsAsync<Error & { stdout: string; stderr: string; code: number }>(running);
  t.is(code, 1);
  t.regex(stderr, /schema: broken\.tl line 1: /);
  t.false(stdout.includes("compiling"));
  t.false(existsSync(join(folder, "dist")));
});
