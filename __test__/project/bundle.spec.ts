import test from "ava";

const DIST = new URL("../../", import.meta.url);

const entries: ReadonlyArray<readonly [entry: string, module: string]> = [
  ["index.js", "index.js"],
  ["crypto.js", "crypto/index.js"],
  ["testing.js", "testing/index.js"],
];

for (const [entry, module] of entries) {
  test(`bundle/${entry} gives the names of ts/${module} and no others`, async (t) => {
    t.deepEqual(Object.keys(await load(`bundle/${entry}`)).toSorted(), Object.keys(await load(`ts/${module}`)).toSorted());
  });
}

test("the package's names lead to the bundle", (t) => {
  t.is(import.meta.resolve("heliogram"), new URL("bundle/index.js", DIST).href);
  t.is(import.meta.resolve("heliogram/crypto"), new URL("bundle/crypto.js", DIST).href);
  t.is(import.meta.resolve("heliogram/testing"), new URL("bundle/testing.js", DIST).href);
});

async function load(file: string): Promise<Readonly<Record<string, unknown>>> {
  return await import(new URL(file, DIST).href);
}
