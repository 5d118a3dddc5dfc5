import { readFileSync } from "node:fs";
import test from "ava";

const root = new URL("../../../", import.meta.url);

/** Names under each heading of docs/dependencies.md. */
const documented = new Map(
  read("docs/dependencies.md")
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading = ""] = section.split("\n", 1);
      return [heading, [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name ?? "")];
    }),
);

const sections: ReadonlyArray<readonly [heading: string, names: () => string[]]> = [
  ["npm: run time", () => npmNames("package.json", "dependencies")],
  ["npm: development", () => npmNames("package.json", "devDependencies")],
  ["npm: import check", () => npmNames("scripts/imports/package.json", "devDependencies")],
  ["npm: peers", () => npmNames("bench/package.json", "dependencies")],
  ["PyPI: peers", () => pythonNames("bench/requirements.txt")],
  ["Rust: run time", () => rustNames().runTime],
  ["Rust: development", () => rustNames().development],
  ["Rust: fuzzing", () => tableNames(read("fuzz/Cargo.toml").split("\n[dependencies]\n")[1] ?? "")],
];

for (const [heading, names] of sections) {
  test(`docs/dependencies.md names what the manifests do under "${heading}"`, (t) => {
    t.deepEqual(sorted(documented.get(heading) ?? []), sorted(names()));
  });
}

test("docs/dependencies.md has no section that is not held", (t) => {
  t.deepEqual(
    [...documented.keys()],
    sections.map(([heading]) => heading),
  );
});

test("every line of docs/dependencies.md says what for and under which licence", (t) => {
  for (const line of read("docs/dependencies.md").split("\n")) {
    if (!line.startsWith("| `")) continue;
    const cells = line.split("|").map((cell) => cell.trim());
    t.true((cells[2]?.length ?? 0) > 5, line);
    t.regex(cells[4] ?? "", /^(?:MIT|Apache-2\.0|BSD-|LGPL)/, line);
  }
});

test("what users install is under a permissive licence", (t) => {
  for (const heading of ["npm: run time", "Rust: run time"]) {
    const section = read("docs/dependencies.md").split(`## ${heading}`)[1]?.split("\n## ")[0] ?? "";
    t.notRegex(section, /GPL[^|]*\|$/m, heading);
  }
});

function npmNames(file: string, field: "dependencies" | "devDependencies"): string[] {
  const manifest: unknown = JSON.parse(read(file));
  if (typeof manifest !== "object" || manifest === null) throw new TypeError(file);
  const entries = new Map<string, unknown>(Object.entries(manifest));
  return Object.keys(entries.get(field) ?? {});
}

function pythonNames(file: string): string[] {
  return [...read(file).matchAll(/^([\w-]+)==/gm)].map(([, name]) => name ?? "");
}

/** From the crates' manifests: what only tests, builds and scripts need is development. */
function rustNames(): { runTime: string[]; development: string[] } {
  const runTime = new Set<string>();
  const development = new Set<string>();
  for (const file of ["crate/core/Cargo.toml", "crate/node/Cargo.toml"]) {
    for (const table of read(file).split(/^\[/m).slice(1)) {
      const [head = ""] = table.split("]\n", 1);
      if (!head.endsWith("dependencies")) continue;
      // `cfg(any())` is true nowhere: such a crate is fetched, not compiled.
      const isRunTime = head === "dependencies" || (head.startsWith("target") && !head.includes("any()"));
      for (const name of tableNames(table)) (isRunTime ? runTime : development).add(name);
    }
  }
  return { runTime: [...runTime], development: [...development].filter((name) => !runTime.has(name)) };
}

/** Names in a table of a Cargo manifest, without our own. */
function tableNames(text: string): string[] {
  const [table = ""] = text.split(/^\[/m, 1);
  const names = [...table.matchAll(/^([\w-]+)(?:\.workspace)? = /gm)].map(([, name]) => name ?? "");
  return names.filter((name) => name !== "heliogram-core");
}

function sorted(names: readonly string[]): string[] {
  return [...names].sort();
}

function read(file: string): string {
  return readFileSync(new URL(file, root), "utf8");
}
