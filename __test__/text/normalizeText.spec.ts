import test from "ava";
import { normalizeText, type tl } from "../../ts/index.js";
import { entity } from "../helpers/entities.js";

const { bold, italic, strike, code, pre, quote, expandable, link, mention, emoji } = entity;

function shapes(title: string, text: string, given: tl.MessageEntity[], ...entities: tl.MessageEntity[]): void {
  test(title, (t) => t.deepEqual(normalizeText(text, given), { text, entities }));
}

const TEXT = "abcdefghij";

shapes("sorts by offset, the longer first, then by priority", TEXT, [italic(0, 2), code(5, 1), bold(0, 2), quote(0, 2), bold(3, 1), italic(3, 2)],
  quote(0, 2), bold(0, 2), italic(0, 2), italic(3, 2), bold(3, 1), code(5, 1));
shapes("drops empty entities", TEXT, [bold(3, 0)]);
shapes("merges styles of a type that overlap or touch", TEXT, [bold(0, 3), bold(2, 3), bold(5, 1), bold(7, 1)], bold(0, 6), bold(7, 1));
shapes("splits styles that cross", TEXT, [bold(0, 5), italic(3, 5)], bold(0, 5), italic(3, 2), italic(5, 3));
shapes("splits a style that crosses a link", TEXT, [bold(0, 4), link(2, 4, "e.com")], bold(0, 2), link(2, 4, "e.com"), bold(2, 2));
shapes("splits a style that crosses the end of a link", TEXT, [link(0, 4, "e.com"), bold(2, 4)], link(0, 4, "e.com"), bold(2, 2), bold(4, 2));
shapes("keeps the link that begins first", TEXT, [link(2, 4, "b.com"), link(0, 4, "a.com"), mention(1, 2, 5)], link(0, 4, "a.com"));
shapes("keeps the custom emoji out of the link that it is in", TEXT, [emoji(2, 1, 5n), link(0, 4, "e.com")], link(0, 4, "e.com"));
shapes("takes styles out of code", TEXT, [code(2, 3), bold(0, 8), strike(3, 1)], bold(0, 2), code(2, 3), bold(5, 3));
shapes("prefers the block that has a language", TEXT, [code(0, 3), pre(0, 3), pre(0, 3, "js")], pre(0, 3, "js"));
shapes("lets quotes hold everything but quotes", TEXT, [quote(0, 8), code(1, 2), link(4, 2, "e.com"), bold(4, 2), expandable(6, 2)],
  quote(0, 8), code(1, 2), link(4, 2, "e.com"), bold(4, 2));
shapes("drops what crosses a quote that begins first", TEXT, [quote(0, 4), code(2, 4)], quote(0, 4));
shapes("drops a quote in code that begins first", TEXT, [code(0, 4), quote(2, 4)], code(0, 4));
shapes("drops what the server finds itself", TEXT, [{ _: "messageEntityUrl", offset: 0, length: 3 }, { _: "messageEntityHashtag", offset: 4, length: 3 }]);
shapes("drops links to nowhere", TEXT, [link(0, 1, ""), link(2, 1, "a b")]);
shapes("makes a link to a user a mention", TEXT, [link(0, 3, "tg://user?id=5")], mention(0, 3, 5));

test("takes out what the server takes out, and moves the entities", (t) => {
  const text = "a\r\nb\tc\u202Ed\u030Ae\u0000f";
  t.deepEqual(normalizeText(text, [bold(0, 2), italic(3, 4), strike(7, 4)]), {
    text: "a\nb cde f",
    entities: [bold(0, 1), italic(2, 3), strike(5, 3)],
  });
});

test("makes a lone surrogate U+FFFD", (t) => {
  t.deepEqual(normalizeText("\ud83d a \ude00 😀 \ude00\ud83d", [bold(2, 1)]).text, "\ufffd a \ufffd 😀 \ufffd\ufffd");
});

test("trims blanks at the end, with what is formatted there, and at the beginning up to the first entity", (t) => {
  t.deepEqual(normalizeText(" \n a b \n ", [italic(3, 6), bold(6, 3)]), { text: "a b", entities: [italic(0, 3)] });
  t.deepEqual(normalizeText("  a", [bold(1, 2)]), { text: " a", entities: [bold(0, 2)] });
  t.deepEqual(normalizeText("\u00a0a\u00a0"), { text: "\u00a0a\u00a0", entities: [] });
});

test("a text of nothing but blanks becomes empty", (t) => {
  t.deepEqual(normalizeText(" \n\t", [bold(0, 3)]), { text: "", entities: [] });
  t.deepEqual(normalizeText(""), { text: "", entities: [] });
});

test("leaves its arguments as they are", (t) => {
  const given = [italic(0, 2), bold(0, 1)];
  const before = structuredClone(given);
  normalizeText("\ta ", given);
  t.deepEqual(given, before);
});

for (const [title, range, message] of [
  ["after the end", bold(1, 3), /entities\[1\] ends at 4, after the end of the text at 3/],
  ["below 0", bold(-1, 2), /entities\[1\] must have a whole offset/],
  ["of a broken length", bold(0, 1.5), /entities\[1\] must have a whole offset/],
  ["from within a surrogate pair", bold(1, 1), /entities\[1\] begins within a surrogate pair, at 1/],
  ["to within a surrogate pair", bold(0, 1), /entities\[1\] ends within a surrogate pair, at 1/],
] as const) {
  test(`refuses an entity ${title}`, (t) => {
    t.throws(() => normalizeText("😀a", [bold(0, 2), range]), { instanceOf: RangeError, message });
  });
}

test("refuses what is no text and what are no entities", (t) => {
  // @ts-expect-error no string
  t.throws(() => normalizeText(5), { instanceOf: TypeError, message: /text must be a string, not number/ });
  // @ts-expect-error no list
  t.throws(() => normalizeText("a", "b"), { instanceOf: TypeError, message: /entities must be an array/ });
  // @ts-expect-error no entity
  t.throws(() => normalizeText("a", [{ type: "bold", offset: 0, length: 1 }]), { instanceOf: TypeError, message: /entities\[0\] must be a message entity/ });
});
