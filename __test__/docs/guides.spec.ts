import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";
import { Client, filters } from "../../ts/index.js";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const read = (path: string): string => readFileSync(ROOT + path, "utf8");

test("the guide to bots shows the echo bot as it is, and names every bot", (t) => {
  const guide = read("docs/bots.md");
  const code = read("examples/bots/echo.ts").split("\n").filter((_line, index) => index > 0).join("\n").trim();
  t.true(guide.includes(code));
  for (const name of readdirSync(`${ROOT}examples/bots`)) t.true(guide.includes(`(../examples/bots/${name})`), name);
});

test("the bots are as short as the guide says", (t) => {
  for (const name of readdirSync(`${ROOT}examples/bots`)) t.true(read(`examples/bots/${name}`).split("\n").length < 60, name);
});

test("the guide to handlers names handlers and filters that there are", (t) => {
  const guide = read("docs/handlers.md");
  const tables = guide.split("\n").filter((line) => line.startsWith("| ")).join("\n");
  const named = [...tables.matchAll(/`(\w+)(?:\(|`|:)/g)].map(([, name]) => name ?? "");
  const client = new Client("guide", { inMemory: true, apiId: 1, apiHash: "0".repeat(32) });
  const known = new Set([...Object.keys(filters), "a", "on", "MessageHandler"]);
  const unknown = named.filter((name) => !known.has(name) && !(name.startsWith("on") && name in client));
  t.deepEqual(unknown, []);
  t.true(named.length > 60, String(named.length));
});

test("the pages that documents link to are there", (t) => {
  for (const name of readdirSync(`${ROOT}docs`).filter((file) => file.endsWith(".md"))) {
    for (const [, path] of read(`docs/${name}`).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)) t.notThrows(() => readFileSync(new URL(path ?? "", `file://${ROOT}docs/`)), `${name}: ${path}`);
  }
});
