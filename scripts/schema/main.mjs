// @ts-check
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSchema } from "./build.mjs";
import { parseCommandLine } from "./commandLine.mjs";
import { describeChanges } from "./diff.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, "../..");
const OUTPUT = join(ROOT, "ts/tl/generated");
/** Beside the output: what it was made from, and the definitions to compare the next layer with. */
const SNAPSHOT = "schema.json";
const CRATE = "grammers-tl-types";
const DOCUMENTED = "mtcute-schema";

const HELP = `npm run schema [-- --schema FILE --layer N]

Generates ts/tl/generated (types, readers, writers and the error table) and compiles the library
with it. Without arguments from the schema that the lock files pin.

  --schema FILE  TL text to generate from
  --layer N      its layer, when the text has no "// LAYER n" line, or another than that
  --out FOLDER   where to write (default ts/tl/generated); the folder is emptied first.
                 Nothing is compiled then
`;

/** The only place that touches disks and processes: reads the inputs, writes what `buildSchema` makes. */
function main() {
  const options = parseCommandLine(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  const output = options.out ?? OUTPUT;
  const crate = crateFolder();
  const apiPath = options.schema ?? join(crate, "api.tl");
  const documentedFolder = join(ROOT, "node_modules", DOCUMENTED, "tl");
  const inputs = {
    api: read(apiPath, options.schema === null ? `of the crate ${CRATE}` : "given with --schema"),
    service: read(join(crate, "mtproto.tl"), `of the crate ${CRATE}`),
    documented: read(join(documentedFolder, "api-schema.json"), `of the package ${DOCUMENTED}; npm ci brings it`),
    errors: read(join(documentedFolder, "raw-errors.json"), `of the package ${DOCUMENTED}; npm ci brings it`),
  };
  const hash = hashOf([...Object.values(inputs), ...generatorSources(), String(options.layer)]);
  const before = readSnapshot(output);
  if (before?.hash === hash && before.files.every((file) => existsSync(join(output, file)))) {
    process.stdout.write(`schema: layer ${before.layer} is up to date\n`);
    return;
  }

  const { files, snapshot, counts } = buildSchema({
    api: { text: inputs.api, file: basename(apiPath) },
    service: { text: inputs.service, file: "mtproto.tl" },
    layer: options.layer,
    documented: JSON.parse(inputs.documented),
    errors: JSON.parse(inputs.errors),
  });
  empty(output, before !== null);
  for (const [name, text] of files) writeFileSync(join(output, name), text);
  // Last, so that an interrupted run is not taken for a finished one.
  writeFileSync(join(output, SNAPSHOT), `${JSON.stringify({ hash, files: [...files.keys()], ...snapshot })}\n`);

  process.stdout.write(`schema: layer ${snapshot.layer}, ${counts.constructors} constructors of ${counts.types} types, ${counts.methods} methods, ${counts.errors} errors\n`);
  for (const [name, text] of files) process.stdout.write(`  ${name}  ${Math.ceil(text.length / 1024)} KiB\n`);
  if (before) for (const line of describeChanges(before, snapshot)) process.stdout.write(`  ${line}\n`);
}

/**
 * Nothing of another schema may stay behind; but a folder that this generator did not fill is not
 * emptied on a slip of the keyboard.
 *
 * @param {string} folder
 * @param {boolean} isOurs
 */
function empty(folder, isOurs) {
  if (!isOurs && folder !== OUTPUT && existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Error(`--out: ${folder} holds files that this generator did not make`);
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

/** Folder with the TL texts of the crate that Cargo.lock pins. */
function crateFolder() {
  const text = execFileSync("cargo", ["metadata", "--format-version", "1"], { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] });
  /** @type {{ packages: { name: string, manifest_path: string }[] }} */
  const metadata = JSON.parse(text);
  const found = metadata.packages.find(({ name }) => name === CRATE);
  if (!found) throw new Error(`cargo metadata does not know the crate ${CRATE}`);
  return join(dirname(found.manifest_path), "tl");
}

/**
 * @param {string} path
 * @param {string} origin
 */
function read(path, origin) {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new Error(`cannot read ${path} (${origin})`, { cause });
  }
}

/** The generator itself is an input: a change in it makes its output stale. */
function generatorSources() {
  return readdirSync(HERE)
    .filter((name) => name.endsWith(".mjs"))
    .sort()
    .map((name) => readFileSync(join(HERE, name), "utf8"));
}

/** @param {readonly string[]} texts */
function hashOf(texts) {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}\n`).update(text);
  return hash.digest("hex");
}

/**
 * @param {string} folder
 * @returns {({ hash: string, files: string[] } & import("./diff.mjs").Snapshot) | null}
 */
function readSnapshot(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, SNAPSHOT), "utf8"));
  } catch {
    // None yet, or one that was cut while it was written: generate as if for the first time.
    return null;
  }
}

try {
  main();
} catch (error) {
  process.stderr.write(`schema: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
