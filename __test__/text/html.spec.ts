import test from "ava";
import { parseText, TextError, type tl, unparseText } from "../../ts/index.js";
import { entity } from "../helpers/entities.js";

const { bold, italic, underline, strike, spoiler, code, pre, quote, expandable, link, mention, emoji } = entity;

function reads(title: string, source: string, text: string, ...entities: tl.MessageEntity[]): void {
  test(`html reads ${title}: ${source}`, (t) => t.deepEqual(parseText("html", source), { text, entities }));
}

function refuses(title: string, source: string, offset: number, message: RegExp): void {
  test(`html refuses ${title}: ${source}`, (t) => {
    const error = t.throws(() => parseText("html", source), { instanceOf: TextError, code: "ERR_TEXT", message });
    t.is(error.offset, offset);
    t.is(error.mode, "html");
  });
}

reads("bold", "<b>a</b><STRONG>b</strong>", "ab", bold(0, 2));
reads("italic", "<i>a</i> <em>b</em>", "a b", italic(0, 1), italic(2, 1));
reads("underline", "<u>a</u> <ins>b</ins>", "a b", underline(0, 1), underline(2, 1));
reads("strike", "<s>a</s> <strike>b</strike> <del>c</del>", "a b c", strike(0, 1), strike(2, 1), strike(4, 1));
reads("spoilers", "<spoiler>a</spoiler> <tg-spoiler>b</tg-spoiler> <span class='tg-spoiler'>c</span>", "a b c", spoiler(0, 1), spoiler(2, 1), spoiler(4, 1));
reads("quotes", "<blockquote>a</blockquote>\n<blockquote expandable>b</blockquote>", "a\nb", quote(0, 1), expandable(2, 1));
reads("code", "<code class=\"language-x\">a</code> <pre>b</pre>", "a b", code(0, 1), pre(2, 1));
reads("a block with its language", "<pre><code class=\"language-c++\">a</code></pre> <pre language='py'>b</pre>", "a b", pre(0, 1, "c++"), pre(2, 1, "py"));
reads("a block with code in a part of it", "<pre>a<code class=\"language-x\">b</code></pre>", "ab", pre(0, 2));
reads("links", '<a href="https://e.com/?a=1&amp;b=2">a</a> <a>e.com</a>', "a e.com", link(0, 1, "https://e.com/?a=1&b=2"), link(2, 5, "e.com"));
reads("a link to nowhere as text", "<a>not a link</a>", "not a link");
reads("a mention", "<a href='tg://user?id=5'>a</a>", "a", mention(0, 1, 5));
reads("custom emoji", "<tg-emoji emoji-id='5'>👍</tg-emoji><emoji id=6>👍</emoji>", "👍👍", emoji(0, 2, 5n), emoji(2, 2, 6n));
reads("a date", "<tg-time unix=1647531900 format='wDT'>then</tg-time>", "then", {
  _: "messageEntityFormattedDate", offset: 0, length: 4, date: 1647531900, dayOfWeek: true, longDate: true, longTime: true,
});
reads("references once", "&lt;&gt;&amp;&quot;&#65;&#x42; &amp;lt; &lt b &nbsp; &#0; &#xD800; & x", "<>&\"AB &lt; < b &nbsp; &#0; &#xD800; & x");
reads("a tag that closes the last", "<b>a<i>b</></>", "ab", bold(0, 2), italic(1, 1));
reads("white space as it is", "  <b> a </b>\n\n ", "   a \n\n ", bold(2, 3));
reads("empty tags as nothing", "<b></b>a<code></code>", "a");
reads("UTF-16 lengths", "😀<b>👨‍👩‍👧</b>é", "😀👨‍👩‍👧é", bold(2, 8));
reads("styles in code as code", "<code>a<b>b</b></code>", "ab", code(0, 2));

refuses("an unknown tag", "ab<br>", 2, /unknown tag <br>/);
refuses("an unclosed tag", "😀<b>a", 2, /<b> is never closed at offset 2/);
refuses("crossed tags", "<b>a<i>b</b></i>", 8, /<\/b> where <i> must be closed first/);
refuses("a closing tag of nothing", "a</b>", 1, /closing tag <\/b> of nothing/);
refuses("a bare <", "1 < 2", 2, /write &lt;/);
refuses("a tag without its end", "<b", 0, /tag <b> without its >/);
refuses("an attribute without quotes that needs them", "<a href=https://e.com>a</a>", 0, /tag <a> without its >/);
refuses("an attribute whose quote is open", "<a href=\"x>a</a>", 7, /attribute href without its value/);
refuses("a span of another class", "<span class=\"x\">a</span>", 0, /tg-spoiler/);
refuses("an emoji without a number", "<tg-emoji>a</tg-emoji>", 0, /custom emoji/);
refuses("an emoji whose number is too great", "<emoji id='9223372036854775808'>a</emoji>", 0, /custom emoji/);
refuses("a date without a time", "<tg-time>a</tg-time>", 0, /unix/);
refuses("a property of objects as a tag", "<constructor>a</constructor>", 0, /unknown tag <constructor>/);

test("html is written with the tags of the Bot API", (t) => {
  const source = '<blockquote expandable><b>a&lt;</b></blockquote>\n<pre><code class="language-js">b</code></pre> <a href="https://e.com/?a=&quot;&amp;b">c</a> <tg-emoji emoji-id="5">👍</tg-emoji>';
  const { text, entities } = parseText("html", source);
  t.is(unparseText("html", text, entities), source);
});
