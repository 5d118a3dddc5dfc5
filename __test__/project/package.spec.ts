import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";

const root = fileURLToPath(new URL("../../../", import.meta.url));

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly main: string;
  readonly files: readonly string[];
  readonly exports: Readonly<Record<string, unknown>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly napi: { readonly packageName: string; readonly targets: readonly string[] };
}

const manifest = readManifest("package.json");

test("the tarball has what the exports name, and no binary, test or source", (t) => {
  const packed = packedFiles();
  const entries = Object.values(manifest.exports)
    .flatMap((entry) => (typeof entry === "object" && entry !== null ? Object.values(entry) : [entry]))
    .concat(Object.values(manifest.bin))
    .map((path) => String(path).replace(/^\.\//, ""));
  // Parts that are not compiled at all are another test's matter.
  for (const entry of entries.filter((path) => existsSync(`${root}${path}`))) {
    t.true(packed.includes(entry), entry);
  }
  t.true(packed.includes("native/index.js"));
  t.true(packed.includes("native/index.d.ts"));
  const strange = packed.filter(
    (file) =>
      !/^(?:dist\/bundle\/[\w-]+\.js|dist\/ts\/.+\.(?:d\.ts|cjs)|native\/index\.(?:js|d\.ts)|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/.test(
        file,
      ),
  );
  t.deepEqual(strange, []);
});

test("each target has its package, of the same version, for one platform", (t) => {
  const folders = readdirSync(`${root}npm`).sort();
  t.is(folders.length, manifest.napi.targets.length);
  for (const folder of folders) {
    const platform = readManifest(`npm/${folder}/package.json`);
    t.is(platform.name, `${manifest.napi.packageName}-${folder}`);
    t.is(platform.version, manifest.version);
    t.is(platform.main, `heliogram.${folder}.node`);
    t.deepEqual(platform.files, [platform.main]);
    t.true(existsSync(`${root}npm/${folder}/README.md`));
  }
});

/** npm packs without running a script and without writing a file. */
function packedFiles(): string[] {
  const npmScript = process.env["npm_execpath"];
  const [program, ...first] = npmScript ? [process.execPath, npmScript] : ["npm"];
  const output = execFileSync(
    program ?? "npm",
    [...first, "pack", "--dry-run", "--ignore-scripts", "--json"],
    { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  );
  const parsed: ReadonlyArray<{ files: ReadonlyArray<{ path: string }> }> = JSON.parse(output);
  return parsed.flatMap(({ files }) => files.map(({ path }) => path));
}

function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(`${root}${file}`, "utf8"));
}
