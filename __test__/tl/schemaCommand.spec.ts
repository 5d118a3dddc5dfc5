import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";

const main = fileURLToPath(new URL("../../../scripts/schema/main.mjs", import.meta.url));

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(...words: string[]): Run {
  return spawnSync(process.execPath, [main, ...words], { encoding: "utf8", timeout: 60_000 });
}

/** A folder with a schema text, removed after the test. */
function workshop(t: { teardown(fn: () => void): void }): { schema(text: string): string; out: string } {
  const folder = mkdtempSync(join(tmpdir(), "heliogram-schema-"));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return {
    out: join(folder, "generated"),
    schema: (text) => {
      writeFileSync(join(folder, "my.tl"), text);
      return join(folder, "my.tl");
    },
  };
}

const SMALL = "a#01 x:int = A;\nb#02 = A;\n---functions---\nget#03 = A;\n";

test("generates from a given schema and says what it made", (t) => {
  const { schema, out } = workshop(t);
  const { status, stdout } = run("--schema", schema(SMALL), "--layer", "7", "--out", out);
  t.is(status, 0);
  t.regex(stdout, /^schema: layer 7, \d+ constructors of \d+ types, \d+ methods, \d+ errors\n/);
  for (const name of readdirSync(out).filter((file) => !file.endsWith(".json"))) {
    t.is(readFileSync(join(out, name), "utf8").split("\n", 1)[0], "// generated, layer 7", name);
  }
  t.regex(readFileSync(join(out, "types.ts"), "utf8"), /export interface GetRequest \{\n {2}_: "get";\n\}/);
});

test("makes the same bytes of the same input, and nothing when it is up to date", (t) => {
  const first = workshop(t);
  const second = workshop(t);
  run("--schema", first.schema(SMALL), "--layer", "7", "--out", first.out);
  run("--schema", second.schema(SMALL), "--layer", "7", "--out", second.out);
  t.deepEqual(readdirSync(first.out), readdirSync(second.out));
  for (const name of readdirSync(first.out)) t.deepEqual(readFileSync(join(first.out, name)), readFileSync(join(second.out, name)), name);
  const before = statSync(join(first.out, "types.ts")).mtimeMs;
  const again = run("--schema", first.schema(SMALL), "--layer", "7", "--out", first.out);
  t.is(again.stdout, "schema: layer 7 is up to date\n");
  t.is(statSync(join(first.out, "types.ts")).mtimeMs, before);
});

test("prints what a new layer adds, removes and changes", (t) => {
  const { schema, out } = workshop(t);
  run("--schema", schema(SMALL), "--layer", "7", "--out", out);
  const next = "a#04 x:int y:int = A;\nc#05 = A;\n---functions---\nget#03 = A;\nput#06 a:A = Bool;\n";
  const { status, stdout } = run("--schema", schema(next), "--layer", "8", "--out", out);
  t.is(status, 0);
  t.deepEqual(stdout.split("\n").filter((line) => /layer 7|constructors |methods /.test(line)).slice(1).map((line) => line.trim()), [
    "layer 7 → 8",
    "constructors added (1): c",
    "constructors removed (1): b",
    "constructors changed (1): a",
    "methods added (1): put",
  ]);
});

test("takes the layer from the text when none is given", (t) => {
  const { schema, out } = workshop(t);
  t.regex(run("--schema", schema(`// LAYER 12\n${SMALL}`), "--out", out).stdout, /^schema: layer 12,/);
});

const refused: [title: string, text: string | null, words: string[], message: RegExp][] = [
  ["a text without layer", SMALL, [], /my\.tl names no layer; give it with --layer N/],
  ["a broken line", `${SMALL}oops = A`, ["--layer", "7"], /my\.tl line 5: no ; at the end of the definition/],
  ["an unknown type", "a#01 x:Nope = A;", ["--layer", "7"], /my\.tl line 1: a\.x: Nope has no constructor/],
  ["a file that is not there", null, ["--schema", "/nonexistent.tl", "--layer", "7"], /cannot read \/nonexistent\.tl \(given with --schema\)/],
  ["a layer that is no number", SMALL, ["--layer", "seven"], /--layer: seven is no layer number/],
  ["an option without value", SMALL, ["--layer"], /--layer needs a value/],
  ["an unknown option", SMALL, ["--lair", "7"], /unknown argument --lair/],
];

for (const [title, text, words, message] of refused) {
  test(`refuses ${title} with a message and status 1`, (t) => {
    const { schema, out } = workshop(t);
    const { status, stderr, stdout } = run(...(text === null ? [] : ["--schema", schema(text)]), "--out", out, ...words);
    t.is(status, 1);
    t.regex(stderr, message);
    t.is(stdout, "");
  });
}

test("does not empty a folder that it did not fill", (t) => {
  const { schema, out } = workshop(t);
  const path = schema(SMALL);
  const { status, stderr } = run("--schema", path, "--layer", "7", "--out", join(out, ".."));
  t.is(status, 1);
  t.regex(stderr, /holds files that this generator did not make/);
  t.is(readFileSync(path, "utf8"), SMALL);
});

test("--help says what there is", (t) => {
  const { status, stdout } = run("--help");
  t.is(status, 0);
  t.regex(stdout, /--schema FILE[^]*--layer N/);
});
