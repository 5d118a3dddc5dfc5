import { readFileSync } from "node:fs";
import test from "ava";
import { commentLines, documentedJson, emitTypes, establishFacts, parseSchema, readDocumentation } from "./generator.js";

const link = (name: string): string => `{@link ${name.toUpperCase()}}`;

const markup: [title: string, text: string, lines: string[]][] = [
  ["links", 'see <a href="https://x.org/a">here »</a>.', ["see [here](https://x.org/a)."]],
  ["code, bold, italics", "<code>a</code> <strong>b</strong> <em>c</em>", ["`a` **b** *c*"]],
  ["breaks and blank lines", "a<br>b\n\n\nc", ["a", "b", "", "c"]],
  ["entities", "a &amp; b &lt;c&gt;", ["a & b <c>"]],
  ["images", 'a<img src="x.png" alt="">b', ["ab"]],
  ["links to definitions", "see {@link RawUser}", ["see {@link RAWUSER}"]],
  ["the end of a comment", "a */ b", ["a *\\/ b"]],
  ["at signs", "@botfather", ["\\@botfather"]],
  ["nothing", "", []],
];

for (const [title, text, lines] of markup) {
  test(`documentation markup: ${title}`, (t) => {
    t.deepEqual(commentLines(text, link), lines);
  });
}

const documented = {
  e: [
    {
      name: "a",
      kind: "class",
      comment: "What a is.",
      arguments: [
        { name: "user_id", type: "int53", comment: "Whose." },
        { name: "hash", type: "long" },
      ],
    },
    { name: "b", kind: "class", arguments: [{ name: "user_id", type: "int53" }] },
    { name: "c", kind: "class", arguments: [{ name: "user_id", type: "int53" }, { name: "size", type: "int53" }] },
    { name: "get", kind: "method", comment: "Gets it.", available: "bot", arguments: [] },
  ],
  u: { A: "Any a." },
};
const errors = { errors: {}, throws: { get: ["Z_BAD", "A_BAD", "Z_BAD"] } };

function typesOf(text: string): string {
  const documentation = readDocumentation(documented, errors);
  return emitTypes(establishFacts({ layer: 1, api: parseSchema(text, "test.tl").entries, service: [], documentation }), documentation);
}

test("interfaces, fields, unions and methods carry their documentation", (t) => {
  const types = typesOf("a#01 user_id:long hash:long = A;\n---functions---\nget#02 = A;");
  t.true(types.includes('/** What a is. */\nexport interface RawA {\n  _: "a";\n  /** Whose. */\n  userId: number;\n  hash: bigint;\n}'));
  t.true(types.includes("/** Any a. */\nexport type A = RawA;"));
  t.true(types.includes("/**\n * Gets it.\n *\n * For bots only.\n *\n * @throws RpcError A_BAD, Z_BAD\n */\nexport interface GetRequest {"));
});

test("a field that is new takes its 53-bit hint from all fields of its name", (t) => {
  const types = typesOf("new#01 user_id:long hash:long size:long users:Vector<long> = A;");
  // size is marked in one place only: not enough to go by.
  t.true(types.includes("  userId: number;\n  hash: bigint;\n  size: bigint;\n  users: bigint[];"));
});

test("a documented schema without documentation or hints is refused", (t) => {
  t.throws(() => readDocumentation({ e: [], u: {} }, errors), { message: /has no documentation/ });
  t.throws(() => readDocumentation({ e: [{ name: "a", kind: "class", comment: "x", arguments: [] }], u: {} }, errors), { message: /marks no 53-bit ids/ });
});

test("the installed package documents most of the schema", (t) => {
  const { entries } = readDocumentation(documentedJson("api-schema.json"), documentedJson("raw-errors.json"));
  t.true(entries.size > 2400);
  const types = readFileSync(new URL("../../../ts/tl/generated/types.ts", import.meta.url), "utf8");
  t.true(types.split("/**").length > 7000);
  t.regex(types, /^\/\/ generated, layer 230\n/);
});
