import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";
import * as heliogram from "../../ts/index.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const document = readFileSync(`${root}docs/errors.md`, "utf8");

/** Rows of the document's tables, as cells. */
const rows = document
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .map((line) => line.slice(2, -1).split("|").map((cell) => cell.trim()));

/** Files with the given ending under a folder of the repository. */
function sources(folder: string, ending: string): { path: string; text: string }[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(ending))
    .map((path) => ({ path: `${folder}/${path}`, text: readFileSync(`${root}${folder}/${path}`, "utf8") }));
}

/** What stands in backquotes. */
function quoted(text: string | undefined): string[] {
  return [...(text ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}

function sorted(names: Iterable<string>): string[] {
  return [...new Set(names)].sort();
}

/** Literals of Rust code that is no test. */
function nativeCodes(): string[] {
  return [...sources("crate/core/src", ".rs"), ...sources("crate/node/src", ".rs")]
    .filter(({ path }) => !/\/tests(\.rs$|\/)/.test(path))
    .flatMap(({ text }) => [...(text.split("#[cfg(test)]")[0] ?? "").matchAll(/"(ERR_[A-Z0-9_]+)"/g)].map(([, code = ""]) => code));
}

/** Codes that classes of TypeScript bear. */
function ownCodes(): string[] {
  return sources("ts/errors", ".ts").flatMap(({ text }) => [...text.matchAll(/super\("(ERR_[A-Z0-9_]+)"/g)].map(([, code = ""]) => code));
}

test("the document has every code of the Rust core and of the classes, and no other", (t) => {
  const documented = sorted(rows.flatMap((cells) => quoted(cells.join(" "))).filter((name) => name.startsWith("ERR_")));
  t.true(nativeCodes().length > 50);
  t.deepEqual(documented, sorted([...nativeCodes(), ...ownCodes()]));
});

test("the document has each code once but where a class and its cause share it", (t) => {
  const firsts = rows.flatMap(([first]) => quoted(first)).filter((name) => name.startsWith("ERR_"));
  t.deepEqual(firsts.toSorted(), sorted(firsts));
});

test("the document has every exported class, and its code", (t) => {
  const classes = Object.entries(heliogram).filter(
    ([, value]) => typeof value === "function" && (value === heliogram.HeliogramError || value.prototype instanceof heliogram.HeliogramError),
  );
  t.deepEqual(
    sorted(rows.flatMap(([first]) => quoted(first)).filter((name) => /^[A-Z][a-z]/.test(name))),
    sorted(classes.map(([name]) => name)),
  );
  for (const { path, text } of sources("ts/errors", ".ts")) {
    const code = /super\("(ERR_[A-Z0-9_]+)"/.exec(text)?.[1];
    if (code === undefined) continue;
    const name = /(\w+)\.ts$/.exec(path)?.[1] ?? "";
    t.deepEqual(rows.find(([first]) => quoted(first).includes(name))?.slice(1, 2), [`\`${code}\``]);
  }
});

test("the document's RPC classes are those that createRpcError picks", (t) => {
  const documented = rows.filter(([first, code = ""]) => first?.startsWith("`") && /^-?\d+$/.test(code));
  t.is(documented.length, 9);
  for (const [name, code] of documented) {
    t.deepEqual(quoted(name), [heliogram.createRpcError({ code: Number(code), text: "X", method: "help.getConfig" }).name]);
  }
});

test("the document's problems of a session file are those of SessionFileError, with their native codes", (t) => {
  const table = readFileSync(`${root}ts/storage/sqliteErrors.ts`, "utf8");
  const known = [...table.matchAll(/\["(ERR_SESSION_FILE_\w+)", "([\w-]+)"\]/g)].map(([, code, problem]) => `${problem} ${code}`);
  const documented = rows.filter(([, code]) => code?.startsWith("`ERR_SESSION_FILE_")).map(([problem, code]) => `${quoted(problem)[0]} ${quoted(code)[0]}`);
  t.deepEqual(documented.toSorted(), known.toSorted());
  const union = readFileSync(`${root}ts/errors/SessionFileError.ts`, "utf8").matchAll(/\| "([\w-]+)"/g);
  t.deepEqual(sorted([...union].map(([, problem = ""]) => problem)), sorted(known.map((line) => line.split(" ")[0] ?? "")));
});
