import test from "ava";
import { parseText, TextError, type tl, unparseText } from "../../ts/index.js";
import { entity } from "../helpers/entities.js";

const { bold, italic, underline, strike, spoiler, code, pre, quote, expandable, link, mention, emoji } = entity;

function reads(title: string, source: string, text: string, ...entities: tl.MessageEntity[]): void {
  test(`markdownV2 reads ${title}: ${JSON.stringify(source)}`, (t) => t.deepEqual(parseText("markdownV2", source), { text, entities }));
}

function refuses(title: string, source: string, offset: number, message: RegExp): void {
  test(`markdownV2 refuses ${title}: ${JSON.stringify(source)}`, (t) => {
    const error = t.throws(() => parseText("markdownV2", source), { instanceOf: TextError, code: "ERR_TEXT", message });
    t.is(error.offset, offset);
    t.is(error.mode, "markdownV2");
  });
}

reads("every style", "*b* _i_ __u__ ~s~ ||p|| `c`", "b i u s p c", bold(0, 1), italic(2, 1), underline(4, 1), strike(6, 1), spoiler(8, 1), code(10, 1));
reads("nested styles", "*a _b ~c ||d||~_*", "a b c d", bold(0, 7), italic(2, 5), strike(4, 3), spoiler(6, 1));
reads("an underline around italics", "___a_**__", "a", italic(0, 1), underline(0, 1));
reads("a style within a word", "un*believ*able", "unbelievable", bold(2, 6));
reads("links", "[a](https://e.com/\\)\\\\) [b](tg://user?id=5) ![👍](tg://emoji?id=5)", "a b 👍", link(0, 1, "https://e.com/)\\"), mention(2, 1, 5), emoji(4, 2, 5n));
reads("a date", "![x](tg://time?unix=5&format=r)", "x", { _: "messageEntityFormattedDate", offset: 0, length: 1, date: 5, relative: true });
reads("a link that is its own address", "[e\\.com]", "e.com", link(0, 5, "e.com"));
reads("blocks", "```js\na``` ```\nb``` ```c```", "a b c", pre(0, 1, "js"), pre(2, 1), pre(4, 1));
reads("code with escapes", "`a\\`\\\\ *`", "a`\\ *", code(0, 5));
reads("every escape", "\\_\\*\\[\\]\\(\\)\\~\\`\\>\\#\\+\\-\\=\\|\\{\\}\\.\\!\\\\\\a \\é", "_*[]()~`>#+-=|{}.!\\a \\é");
reads("quotes", ">a\n>b\nc\n>d||", "a\nb\nc\nd", quote(0, 3), expandable(6, 1));
reads("quotes side by side", ">a\n**>b", "a\nb", quote(0, 1), quote(2, 1));
reads("a spoiler at the end of a quote", ">||a||", "a", quote(0, 1), spoiler(0, 1));
reads("a spoiler at the end of an expandable quote", ">||a||||", "a", expandable(0, 1), spoiler(0, 1));
reads("empty entities as nothing", "a**||||", "a");
reads("UTF-16 lengths", "😀*👍*", "😀👍", bold(2, 2));

for (const character of "()>#+-=|{}.!]") {
  refuses(`${character} without its backslash`, `a${character}b`, 1, /that is not escaped by a backslash/);
}
refuses("an open style", "😀 *a", 3, /bold that is not closed at offset 3/);
refuses("crossing styles", "*a _b* c_", 8, /italic that is not closed/);
refuses("an open block", "a ```b", 2, /pre that is not closed/);
refuses("a backtick in a block", "```a`b```", 4, /` that is not escaped/);
refuses("an open link", "[a", 0, /link that is not closed/);
refuses("an open address", "[a](b", 3, /address that is not closed/);
refuses("an image of something else", "![a](https://e.com)", 4, /tg:\/\/emoji/);
refuses("a style that goes beyond its quote", ">*a\nb*", 1, /bold that is not closed in its quote/);

test("markdownV2 is written as the Bot API wants it", (t) => {
  const text = "1. a_b\nq\nr\ncode`\\";
  const entities = [underline(3, 3), italic(3, 3), quote(7, 3), code(11, 6)];
  t.is(unparseText("markdownV2", text, entities), "1\\. _**__a\\_b__**_\n>q\n>r\n`code\\`\\\\`");
});

test("markdownV2 widens a quote to its lines", (t) => {
  t.is(unparseText("markdownV2", "ab\ncd\nef", [quote(1, 3)]), ">ab\n>cd\nef");
});
