import test from "ava";
import * as fc from "fast-check";
import { splitText, type tl } from "../../ts/index.js";
import { isNested } from "../helpers/isNested.js";
import { carelessText } from "../helpers/formattedTexts.js";
import { entity } from "../helpers/entities.js";

const { bold, code, emoji, link, quote } = entity;

function splits(title: string, limit: number, text: string, entities: tl.MessageEntity[], ...parts: [string, ...tl.MessageEntity[]][]): void {
  test(title, (t) => {
    t.deepEqual(splitText(text, entities, limit), parts.map(([part, ...its]) => ({ text: part, entities: its })));
  });
}

splits("a short text stays whole", 10, "abc def", [bold(4, 3)], ["abc def", bold(4, 3)]);
splits("cuts at the end of a line", 10, "abcd ef\ngh ij", [], ["abcd ef"], ["gh ij"]);
splits("cuts between words rather than at a line that would be short", 10, "a\nbcd efg hij", [], ["a\nbcd efg"], ["hij"]);
splits("cuts a word that is longer than a part", 4, "abcdefghij", [], ["abcd"], ["efgh"], ["ij"]);
splits("never cuts a surrogate pair", 3, "😀😀😀", [], ["😀"], ["😀"], ["😀"]);
splits("never cuts a surrogate pair, in parts as short as it", 2, "a😀b", [], ["a"], ["😀"], ["b"]);
splits("cuts before code rather than in it", 8, "abc de f", [code(4, 4)], ["abc de f", code(4, 4)]);
splits("cuts before code that would not fit", 8, "abc de fgh", [code(4, 6)], ["abc"], ["de fgh", code(0, 6)]);
splits("cuts before a link in the middle of a word", 6, "abcdefgh", [link(4, 4, "e.com")], ["abcd"], ["efgh", link(0, 4, "e.com")]);
splits("cuts before a custom emoji", 3, "ab👍c", [emoji(2, 2, 5n)], ["ab"], ["👍c", emoji(0, 2, 5n)]);
splits("cuts through code that is longer than a part, at the end of a line", 6, "abcd\nefgh", [code(0, 9)], ["abcd", code(0, 4)], ["efgh", code(0, 4)]);
splits("lets styles and quotes go on in the next part", 5, "abc def", [quote(0, 7), bold(2, 4)], ["abc", quote(0, 3), bold(2, 1)], ["def", quote(0, 3), bold(0, 2)]);
splits("leaves out blanks at the cut", 4, "abc  \n\n def   ", [], ["abc"], ["def"]);
splits("gives no part for nothing", 4, " \n    \n   ", []);

test("4096 is the default", (t) => t.deepEqual(splitText("a".repeat(5000)).map(({ text }) => text.length), [4096, 904]));

test("any text is cut into parts within the limit that lose nothing but blanks", (t) => {
  fc.assert(
    fc.property(carelessText, fc.integer({ min: 2, max: 20 }), ({ text, entities }, limit) => {
      const parts = splitText(text, entities, limit);
      t.is(parts.map((part) => part.text).join("").replace(/[ \n]/g, ""), text.replace(/[ \n]/g, ""));
      for (const part of parts) {
        t.true(part.text.length <= limit && part.text.length > 0);
        t.true(isNested(part));
        t.notRegex(part.text, /^[\udc00-\udfff]|[\ud800-\udbff]$/);
      }
    }),
    { numRuns: 2000 },
  );
});

test("no code, link or custom emoji is cut that fits into a part", (t) => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom("ab", "abc d", "a b\nc"), fc.boolean()), { maxLength: 20 }), fc.integer({ min: 6, max: 20 }), (pieces, limit) => {
      let text = "";
      const entities: tl.MessageEntity[] = [];
      for (const [piece, isCode] of pieces) {
        if (isCode) entities.push(code(text.length, piece.length));
        text += piece;
      }
      const kept = splitText(text, entities, limit).flatMap((part) => part.entities.map(({ offset, length }) => part.text.slice(offset, offset + length)));
      t.deepEqual(kept, entities.map(({ offset, length }) => text.slice(offset, offset + length)));
    }),
    { numRuns: 1000 },
  );
});

test("refuses a limit that is none, and what is no text", (t) => {
  for (const limit of [1, 0, -5, 2.5, Number.NaN, Infinity]) {
    t.throws(() => splitText("a", [], limit), { instanceOf: RangeError, message: /limit must be a whole number from 2 on/ });
  }
  // @ts-expect-error no number
  t.throws(() => splitText("a", [], "5"), { instanceOf: TypeError, message: /limit must be a number/ });
  // @ts-expect-error no string
  t.throws(() => splitText(null), { instanceOf: TypeError, message: /text must be a string/ });
  // @ts-expect-error no list
  t.throws(() => splitText("a", {}), { instanceOf: TypeError, message: /entities must be an array/ });
});
