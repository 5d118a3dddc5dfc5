import test from "ava";

interface Link {
  readonly from: string;
  readonly kind: string;
  readonly names: ReadonlyArray<readonly [imported: string, local: string]>;
}

interface ParsedModule {
  readonly links: readonly Link[];
  readonly exports: ReadonlyMap<string, string>;
  readonly dynamic: ReadonlyArray<{ readonly from: string }>;
  readonly body: (replace: (dynamic: { readonly from: string }) => string) => string;
}

const DIST = new URL("../../", import.meta.url);

const { readModule }: Readonly<{ readModule: (text: string, file: string) => ParsedModule }> = await import(
  new URL("../scripts/bundle/readModule.mjs", DIST).href
);

const entries: ReadonlyArray<readonly [entry: string, module: string]> = [
  ["index.js", "index.js"],
  ["crypto.js", "crypto/index.js"],
  ["testing.js", "testing/index.js"],
];

for (const [entry, module] of entries) {
  test(`bundle/${entry} gives the names of ts/${module} and no others`, async (t) => {
    t.deepEqual(Object.keys(await load(`bundle/${entry}`)), Object.keys(await load(`ts/${module}`)));
  });
}

test("the package's names lead to the bundle", (t) => {
  t.is(import.meta.resolve("heliogram"), new URL("bundle/index.js", DIST).href);
  t.is(import.meta.resolve("heliogram/crypto"), new URL("bundle/crypto.js", DIST).href);
  t.is(import.meta.resolve("heliogram/testing"), new URL("bundle/testing.js", DIST).href);
});

test("imports and exports are taken out of a module, its text stays", (t) => {
  const module = readModule(
    `import first, { a, b as c } from "./x.js";
import * as all from "node:os";
export * from "./y.js";
export { d as e } from "./z.js";
/* gone */
export const text = "export const not = 1; // stays"; // gone
export class Thing {}
const inner = () => import("./later.js");
export { inner as outer };`,
    "module.js",
  );
  t.deepEqual(
    module.links.map(({ from, kind, names }) => [from, kind, names]),
    [
      ["./x.js", "named", [["default", "first"], ["a", "a"], ["b", "c"]]],
      ["node:os", "namespace", []],
      ["./y.js", "star", []],
      ["./z.js", "named", [["d", "reexport0"]]],
    ],
  );
  t.deepEqual([...module.exports], [["e", "reexport0"], ["text", "text"], ["Thing", "Thing"], ["outer", "inner"]]);
  t.deepEqual(module.dynamic.map(({ from }) => from), ["./later.js"]);
  t.deepEqual(
    module.body(() => "here()").split("\n").map((line) => line.trim()),
    ['const text = "export const not = 1; // stays";', "class Thing {}", "const inner = () => here();"],
  );
});

test("a comment over two lines still ends a statement", (t) => {
  const { body } = readModule("const a = 1 /*\n*/ const b = 2;", "module.js");
  t.is(body(() => ""), "const a = 1 \n const b = 2;");
});

const refused: ReadonlyArray<readonly [text: string, message: RegExp]> = [
  ["export default 1;", /module\.js: the bundle cannot hold a default export/],
  ["export let count = 0;", /module\.js: the bundle cannot hold an exported variable/],
  ["export const { a } = {};", /module\.js: the bundle cannot hold an exported pattern/],
];

for (const [text, message] of refused) {
  test(`a module with "${text}" is refused`, (t) => {
    t.throws(() => readModule(text, "module.js"), { message });
  });
}

async function load(file: string): Promise<Readonly<Record<string, unknown>>> {
  return await import(new URL(file, DIST).href);
}
