import { execFileSync } from "node:child_process";
import test from "ava";

const index = new URL("../../ts/tl/index.js", import.meta.url).href;

/** Names of the generated files that a fresh process has loaded after running `code`. */
function loadedAfter(code: string): string[] {
  const script = `
    import { createRequire } from "node:module";
    const tl = await import(${JSON.stringify(index)});
    ${code}
    const cache = Object.keys(createRequire(${JSON.stringify(index)}).cache);
    console.log(JSON.stringify(cache.filter((name) => name.endsWith(".cjs")).map((name) => name.replace(/.*[\\\\/]/, "")).sort()));
  `;
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  return JSON.parse(output) as string[];
}

test("importing loads none of the generated code", (t) => {
  t.deepEqual(loadedAfter(""), []);
});

test("encoding a call loads the client's writers only", (t) => {
  t.deepEqual(loadedAfter('tl.encode({ _: "help.getConfig" });'), ["writers.cjs"]);
});

test("decoding loads the readers only", (t) => {
  t.deepEqual(loadedAfter('tl.decode(Buffer.from("b5757299", "hex"));'), ["readers.cjs"]);
});

test("reading lazily loads what steps over elements, too", (t) => {
  t.deepEqual(loadedAfter('tl.decodeResultLazily("users.getUsers", Buffer.from("15c4b51c00000000", "hex"));'), ["readers.cjs", "skips.cjs"]);
});

test("what only servers write is loaded when it is asked for", (t) => {
  t.deepEqual(loadedAfter('tl.encode({ _: "nearestDc", country: "", thisDc: 1, nearestDc: 1 });'), ["serverWriters.cjs", "writers.cjs"]);
});

test("an error's description loads the error table only", (t) => {
  t.deepEqual(loadedAfter('tl.describeError("FLOOD_WAIT_1", 420);'), ["errors.cjs"]);
});
