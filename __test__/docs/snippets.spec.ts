import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";
import { checkSnippets, snippetsIn, type Markdown } from "../helpers/checkSnippets.js";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const names = ["README.md", ...readdirSync(`${ROOT}docs`).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`)];
const documents: readonly Markdown[] = names.map((name) => ({ name, text: readFileSync(ROOT + name, "utf8") })).filter(({ text }) => snippetsIn(text).length > 0);

const WRONG = ["# Title", "```ts", "const text: number = message.text;", "await app.sendMassage(chatId, md`x`);", "```", "```js", "wrong(", "```", "```ts", "const app = 1;", "app.x;", "```"];

/** One run of the compiler for all tests. */
const checked = checkSnippets([...documents, { name: "wrong.md", text: WRONG.join("\n") }]);

for (const { name } of documents) {
  test(`the snippets of ${name} compile`, async (t) => {
    const complaints = (await checked).get(name) ?? [];
    t.deepEqual(complaints, [], complaints.join("\n"));
  });
}

test("a snippet that does not compile is named by its line; what it does not declare is there", async (t) => {
  const complaints = (await checked).get("wrong.md") ?? [];
  t.deepEqual(
    complaints.map((complaint) => complaint.replace(/(TS\d+):[^]*/, "$1")).toSorted(),
    ["line 11: error TS2339", "line 3: error TS2322", "line 4: error TS2551"],
  );
});

test("a block without an end is named", (t) => {
  t.throws(() => snippetsIn("a\n```ts\nx"), { message: /line 2 has no end/ });
});
