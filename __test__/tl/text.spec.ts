import test from "ava";
import { decode, encode } from "../../ts/tl/index.js";

/** The string alone: `error` is an id, an int and it. */
function written(text: string): Buffer {
  return Buffer.from(encode({ _: "error", code: 1, text })).subarray(8);
}

function readBack(text: string): string {
  const object = decode(encode({ _: "error", code: 1, text }));
  if (typeof object !== "object" || !("_" in object) || object._ !== "error") throw new Error("no error");
  return object.text;
}

for (const length of [0, 1, 2, 3, 4, 15, 16, 17, 23, 24, 25, 26, 84, 85, 252, 253, 254, 255, 256, 65535, 65536, 1 << 20]) {
  test(`an ASCII text of ${length} bytes has the right header, padding and content`, (t) => {
    const text = Array.from({ length }, (_, index) => String.fromCharCode(97 + (index % 26))).join("");
    const bytes = written(text);
    const header = length <= 253 ? Buffer.from([length]) : Buffer.from([254, length & 255, (length >> 8) & 255, length >> 16]);
    t.true(bytes.subarray(0, header.length).equals(header));
    t.is(bytes.subarray(header.length, header.length + length).toString("latin1"), text);
    t.true(bytes.subarray(header.length + length).every((byte) => byte === 0));
    t.is(bytes.length % 4, 0);
    t.true(bytes.length - header.length - length < 4);
    t.is(readBack(text), text);
  });
}

/** Lengths in UTF-8 around the change of header, where the length in UTF-16 is far below it. */
for (const [unit, count] of [["ж", 126], ["ж", 127], ["ж", 128], ["字", 84], ["字", 85], ["👍", 63], ["👍", 64], ["é", 12], ["é", 13]] as const) {
  test(`${count} times ${unit} is written as ${Buffer.byteLength(unit) * count} bytes`, (t) => {
    const text = unit.repeat(count);
    const content = Buffer.from(text, "utf8");
    const bytes = written(text);
    const header = content.length <= 253 ? 1 : 4;
    t.true(bytes.subarray(header, header + content.length).equals(content));
    t.is(readBack(text), text);
  });
}

for (const [title, text, expected] of [
  ["a lone high surrogate", "a\ud800b", "a\ufffdb"],
  ["a lone low surrogate", "\udc00", "\ufffd"],
  ["a lone surrogate in a long text", `${"x".repeat(60)}\ud83d`, `${"x".repeat(60)}\ufffd`],
  ["NUL and control characters", "\0\u0001\u007f\u0080", "\0\u0001\u007f\u0080"],
  ["a byte order mark", "\ufeffx", "\ufeffx"],
] as const) {
  test(`${title} is read back as ${JSON.stringify(expected)}`, (t) => {
    t.is(readBack(text), expected);
  });
}

test("nothing of an earlier object is left in the padding", (t) => {
  for (let round = 0; round < 200; round++) {
    encode({ _: "error", code: -1, text: "\xff".repeat(round) });
    const bytes = written("x".repeat(round % 50));
    t.true(bytes.subarray(1 + (round % 50)).every((byte) => byte === 0));
  }
});

test("a reader takes the long form of a short text and any padding", (t) => {
  const bytes = Buffer.from("bbf9b9c401000000fe0200006869ffff", "hex");
  t.deepEqual(decode(bytes), { _: "error", code: 1, text: "hi" });
});

test("invalid UTF-8 is read as U+FFFD", (t) => {
  const bytes = Buffer.from(encode({ _: "error", code: 1, text: "abc" }));
  bytes[10] = 0xff;
  t.deepEqual(decode(bytes), { _: "error", code: 1, text: "a\ufffdc" });
});

test("a text beyond 2^24 - 1 bytes is a RangeError", (t) => {
  t.throws(() => encode({ _: "error", code: 1, text: "x".repeat(1 << 24) }), { instanceOf: RangeError, message: "error.text: longer than 16777215 bytes" });
  t.throws(() => encode({ _: "error", code: 1, text: "字".repeat(6_000_000) }), { instanceOf: RangeError, message: "error.text: longer than 16777215 bytes" });
  t.is(readBack("x".repeat((1 << 24) - 1)).length, (1 << 24) - 1);
});
