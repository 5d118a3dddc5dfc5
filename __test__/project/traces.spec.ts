import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** What git has, or would take: nothing that is generated or installed. */
const files = execFileSync(
  "git",
  // CI may run as another user than the one who cloned.
  ["-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
  { cwd: root, encoding: "utf8" },
)
  .split("\0")
  .filter((file) => file !== "" && !file.startsWith("__test__/vectors/"));

const texts = files.flatMap((file) => {
  try {
    const text = readFileSync(`${root}${file}`, "utf8");
    return text.includes("\0") ? [] : [{ file, text }];
  } catch {
    // Deleted, but not yet in the index.
    return [];
  }
});

// Written so that this file does not find itself.
const homes = ["root", "home/\\w+", "Users/\\w+", "work"].join("|");
const machinePath = new RegExp(`(?<![\\w.)}\\]/*-])/(?:${homes})/[\\w.]`);
const registries = [
  "registry\\.npm",
  "npmmirro[r]",
  "crates\\.io/",
  "static\\.crates",
  "pypi\\.org",
  "pythonhoste[d]",
];

test("no file names a folder of the machine it was written on", (t) => {
  t.deepEqual(linesWith(machinePath), []);
  t.deepEqual(linesWith(new RegExp(escape(root))), []);
});

test("no file names a host of a package registry", (t) => {
  // Cargo's own name for its registry stands in every Cargo.lock, and is no host of a mirror.
  const found = linesWith(new RegExp(registries.join("|"))).filter(
    (line) => !/^Cargo\.lock:\d+: source = "registry\+https:\/\/github\.com\/rust-lang\/crates\.io-index"$/.test(line),
  );
  t.deepEqual(found, []);
});

test("no lock file holds the address that a package came from", (t) => {
  for (const { file, text } of texts) {
    if (file.endsWith("package-lock.json")) t.notRegex(text, /"resolved": "https?:/, file);
  }
});

test("no file in git is generated", (t) => {
  const generated = /^(?:dist|native|target|ts\/tl\/generated|\.cache)\/|(?:^|\/)node_modules\/|\.node$/;
  t.deepEqual(files.filter((file) => generated.test(file)), []);
});

function linesWith(pattern: RegExp): string[] {
  return texts.flatMap(({ file, text }) =>
    text
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
