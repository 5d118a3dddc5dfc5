import test from "ava";
import { parseText, type ParseMode, type tl, unparseText } from "../../ts/index.js";
import { entity } from "../helpers/entities.js";

const { bold, italic, underline, strike, spoiler, code, pre, quote, expandable, link, mention, emoji } = entity;

function reads(title: string, modes: readonly ParseMode[], source: string, text: string, ...entities: tl.MessageEntity[]): void {
  for (const mode of modes) {
    test(`${mode} reads ${title}: ${JSON.stringify(source)}`, (t) => t.deepEqual(parseText(mode, source), { text, entities }));
  }
}

const BOTH = ["markdown", "default"] as const;

reads("every style", BOTH, "**b** __i__ --u-- ~~s~~ ||p|| `c`", "b i u s p c", bold(0, 1), italic(2, 1), underline(4, 1), strike(6, 1), spoiler(8, 1), code(10, 1));
reads("a link", BOTH, "[text](https://example.com/?a=1)", "text", link(0, 4, "https://example.com/?a=1"));
reads("a mention", BOTH, "[Ada](tg://user?id=777000)", "Ada", mention(0, 3, 777000));
reads("nested styles", BOTH, "**a __b__ c**", "a b c", bold(0, 5), italic(2, 1));
reads("crossing styles, split", BOTH, "**a __b** c__", "a b c", bold(0, 3), italic(2, 1), italic(3, 2));
reads("a style over lines", BOTH, "**a\nb**", "a\nb", bold(0, 3));
reads("a style that ends within a word", BOTH, "**bo**ld", "bold", bold(0, 2));
reads("UTF-16 lengths", BOTH, "**😀** `é`", "😀 é", bold(0, 2), code(3, 1));

// The right column of spec/client.md §6.3.
reads("a block on one line", BOTH, "```one line```", "one line", pre(0, 8));
reads("two blocks on one line", BOTH, "```a``` and ```b```", "a and b", pre(0, 1), pre(6, 1));
reads("a block with its language", BOTH, "```py\nx = 1\n```", "x = 1", pre(0, 5, "py"));
reads("marks that are none", BOTH, "2**3 and 4**5", "2**3 and 4**5");
reads("marks that are none", BOTH, "a -- b -- c", "a -- b -- c");
reads("marks that are none", BOTH, "snake__case__name", "snake__case__name");
reads("escapes", BOTH, "\\*\\*no\\*\\* C:\\new", "**no** C:\\new");
reads("an open mark as text", BOTH, "**open", "**open");
reads("an open mark as text behind one that is closed", BOTH, "**a** **b", "a **b", bold(0, 1));
reads("balanced parentheses", BOTH, "[t](http://x/a_(b))", "t", link(0, 1, "http://x/a_(b)"));
reads("the outer link", BOTH, "[a [b](c)](d)", "a b", link(0, 3, "d"));
reads("a style in a link", BOTH, "[**b**](u)", "b", link(0, 1, "u"), bold(0, 1));
reads("a reference once", ["default"], "&lt;b&gt; &amp;lt;", "<b> &lt;");
reads("no HTML", ["markdown"], "&lt; <b>x</b>", "&lt; <b>x</b>");

reads("a quote", BOTH, "> a\n> b\nc", "a\nb\nc", quote(0, 3));
reads("a quote without blanks", BOTH, "x\n>a", "x\na", quote(2, 1));
reads("an expandable quote", BOTH, "> a\n> b||\nc", "a\nb\nc", expandable(0, 3));
reads("a spoiler at the end of a quote", BOTH, "> ||a||", "a", quote(0, 1), spoiler(0, 1));
reads("a spoiler at the end of an expandable quote", BOTH, "> ||a||||", "a", expandable(0, 1), spoiler(0, 1));
reads("faces and prompts as text", BOTH, ">_< >:(\n>>> x", ">_< >:(\n>>> x");
reads("a custom emoji", BOTH, "![👍](tg://emoji?id=5368324170671202286)", "👍", emoji(0, 2, 5368324170671202286n));
reads("an image that is none", BOTH, "![a](https://e.com)", "!a", link(1, 1, "https://e.com"));
reads("a style within a word", BOTH, "un[believ](tg://bold)able", "unbelievable", bold(2, 6));
reads("no marks in code", BOTH, "`**a** <b>` \\`", "**a** <b> `", code(0, 9));
reads("escapes in code", BOTH, "`a\\`b\\\\ C:\\new`", "a`b\\ C:\\new", code(0, 11));
reads("nothing in nothing", BOTH, "**** __ ---- `` [](x) ``````", "**** __ ---- `` [](x) ``````");
reads("an address with blanks as text", BOTH, "[see](the note)", "[see](the note)");

reads("tags", ["default"], "<b>a</b> **c** <I>d</I> <tg-spoiler>e</tg-spoiler>", "a c d e", bold(0, 1), bold(2, 1), italic(4, 1), spoiler(6, 1));
reads("crossing tags, split", ["default"], "<b>x **y</b> z**", "x y z", bold(0, 5));
reads("tags that are none as text", ["default"], "a <3 b <x> </b> <b>c <br>", "a <3 b <x> </b> <b>c <br>");
reads("a code block of HTML", ["default"], '<pre><code class="language-js">a **b**</code></pre>', "a **b**", pre(0, 7, "js"));
reads("an empty tag as nothing", ["default"], "a<b></b>", "a");
reads("Hydrogram's tags", ["default"], '<spoiler>a</spoiler><emoji id="5">👍</emoji><pre language="c">x</pre>', "a👍x", spoiler(0, 1), emoji(1, 2, 5n), pre(3, 1, "c"));

test("disabled reads nothing", (t) => t.deepEqual(parseText("disabled", "**a** <b>"), { text: "**a** <b>", entities: [] }));

test("markdown is written so that it is easy to read", (t) => {
  const text = "snake_case - a*b\nquote\nlink code 5 < 6 & 7";
  const entities = [bold(0, 10), quote(17, 5), link(23, 4, "https://e.com/a_(b)"), code(28, 4)];
  t.is(unparseText("markdown", text, entities), "**snake_case** - a*b\n> quote\n[link](https://e.com/a_\\(b\\)) `code` 5 < 6 & 7");
});

test("a mode that is not known is refused, and what is no string", (t) => {
  // @ts-expect-error a name that is not in the type
  t.throws(() => parseText("MARKDOWN", "a"), { instanceOf: RangeError, message: /mode must be one of default, markdown, html, markdownV2, disabled/ });
  // @ts-expect-error no string
  t.throws(() => parseText(undefined, "a"), { instanceOf: TypeError, message: /mode must be a string/ });
  // @ts-expect-error no string
  t.throws(() => parseText("markdown", null), { instanceOf: TypeError, message: /text must be a string, not null/ });
  // @ts-expect-error no string
  t.throws(() => unparseText("markdown", 5), { instanceOf: TypeError, message: /text must be a string/ });
  // @ts-expect-error no list
  t.throws(() => unparseText("markdown", "a", {}), { instanceOf: TypeError, message: /entities must be an array/ });
});
