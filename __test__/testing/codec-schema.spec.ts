import test from "ava";

import { parseSchema } from "../../ts/testing/codec/index.js";
import { schemaText } from "../../ts/tl/generated/schemaText.js";

test("parseSchema reads every line of the newest layer", (t) => {
  const schema = parseSchema(schemaText);
  t.is(schema.layer, 230);
  t.true(schema.definitions.length > 2500);
  t.true(schema.definitions.some(({ name, isMethod }) => name === "auth.sendCode" && isMethod));
  t.true(schema.definitions.some(({ name, isMethod }) => name === "auth.sentCode" && !isMethod));
});

test("a field's condition names its flag word and bit", (t) => {
  const [user] = parseSchema("user#1 flags:# flags2:# id:long a_b:flags2.31?Vector<int> = User;").definitions;
  t.deepEqual(user?.fields[3], {
    name: "a_b",
    key: "aB",
    type: { kind: "vector", boxed: true, element: { kind: "int" } },
    condition: { word: "flags2", bit: 31 },
  });
});

test("a line without an id gets the CRC-32 of its canonical form", (t) => {
  const [method] = parseSchema("---functions---\ninvokeAfterMsgs {X:Type} msg_ids:Vector<long> query:!X = X;").definitions;
  t.is(method?.id, 0x3dc4b4f0);
});

test("sections, comments and built-in declarations are understood", (t) => {
  const { layer, definitions } = parseSchema(
    "int ? = Int;\na#1 = A; // note\n---functions---\nb#2 x:int = A;\n---types---\nc#3 = A;\n// LAYER 7",
  );
  t.is(layer, 7);
  t.deepEqual(
    definitions.map(({ name, isMethod }) => [name, isMethod]),
    [
      ["a", false],
      ["b", true],
      ["c", false],
    ],
  );
});

test("a line that is no definition is named in the error", (t) => {
  t.throws(() => parseSchema("a#1 = A;\nnonsense"), { message: /line 2: not a definition: nonsense/ });
});
