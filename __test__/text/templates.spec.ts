import test from "ava";
import * as fc from "fast-check";
import { html, md, TextError } from "../../ts/index.js";
import { carelessText, hostileText, serverText } from "../helpers/formattedTexts.js";
import { entity } from "../helpers/entities.js";

const { bold, italic, code, link, mention, pre } = entity;

test("md reads the template, and what is inserted is text", (t) => {
  t.deepEqual(md`**${"a**b"}** ${5} ${7n} \`${"`\\"}\``, { text: "a**b 5 7 `\\", entities: [bold(0, 4), code(9, 2)] });
});

test("html reads the template, and what is inserted is text", (t) => {
  t.deepEqual(html`<b>${"<i>&lt;"}</b> ${5} ${7n}`, { text: "<i>&lt; 5 7", entities: [bold(0, 7)] });
});

test("a text with entities keeps them, in templates of both kinds and within each other", (t) => {
  const inner = html`<i>x</i>`;
  t.deepEqual(md`**a ${inner} b**`, { text: "a x b", entities: [bold(0, 5), italic(2, 1)] });
  t.deepEqual(html`<b>a ${md`__x__`} b</b>`, { text: "a x b", entities: [bold(0, 5), italic(2, 1)] });
  t.deepEqual(md`${md`${inner}`}`, inner);
});

test("what is inserted may be an address", (t) => {
  const address = 'https://e.com/?a="(1)&b=[2]';
  t.deepEqual(md`[a](${address}) [b](tg://user?id=${5})`, { text: "a b", entities: [link(0, 1, address), mention(2, 1, 5)] });
  t.deepEqual(html`<a href="${address}">a</a> <a href='tg://user?id=${5}'>b</a>`, { text: "a b", entities: [link(0, 1, address), mention(2, 1, 5)] });
  t.deepEqual(md`[a](${"tg://bold"})`, { text: "a", entities: [link(0, 1, "tg://bold")] });
});

test("in an attribute the text of what is inserted counts alone", (t) => {
  t.deepEqual(html`<a href="${html`<b>e.com</b>`}">a</a>`, { text: "a", entities: [link(0, 1, "e.com")] });
});

test("what is inserted may be a block", (t) => {
  t.deepEqual(md`\`\`\`js
${"a\n```"}
\`\`\``, { text: "a\n```", entities: [pre(0, 5, "js")] });
});

test("a mark opens and closes beside a value, whatever it is", (t) => {
  t.deepEqual(md`**${" a "}**${"b"}__${"c"}__`, { text: " a bc", entities: [bold(0, 3), italic(4, 1)] });
});

test("any string that is inserted stands there as it is", (t) => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const entities = text === "" ? [] : [bold(1, text.length)];
      t.deepEqual(md`<**${text}**>`, { text: `<${text}>`, entities });
      t.deepEqual(html`[<b>${text}</b>]`, { text: `[${text}]`, entities });
    }),
    { numRuns: 1000 },
  );
});

test("any text with entities that is inserted alone comes out as it is", (t) => {
  fc.assert(
    fc.property(serverText, (value) => {
      t.deepEqual(md`${value}`, value);
      t.deepEqual(html`${value}`, value);
    }),
    { numRuns: 1000 },
  );
});

test("entities that are out of range, or of any kind, are no error", (t) => {
  t.deepEqual(md`${{ text: "ab", entities: [bold(1, 100), italic(-5, 6), bold(50, 1)] }}`, { text: "ab", entities: [italic(0, 1), bold(1, 1)] });
  fc.assert(fc.property(carelessText, (value) => t.deepEqual(md`${value}`, html`${value}`)));
});

test("a template of broken HTML is refused", (t) => {
  t.throws(() => html`<b>${"a"}`, { instanceOf: TextError, message: /<b> is never closed/ });
});

for (const [title, value] of [["undefined", undefined], ["null", null], ["an object", {}], ["a boolean", true], ["a text without entities", { text: "a" }]] as const) {
  test(`${title} is refused, and which value it is said`, (t) => {
    // @ts-expect-error a value that the type does not allow
    t.throws(() => md`${"a"} ${value}`, { instanceOf: TypeError, message: /value 2 of the template must be a string/ });
    // @ts-expect-error a value that the type does not allow
    t.throws(() => html`${"a"} ${value}`, { instanceOf: TypeError, message: /value 2 of the template must be a string/ });
  });
}

test("an escape that JavaScript does not know is refused", (t) => {
  t.throws(() => md`\unknown`, { instanceOf: TypeError, message: /invalid escape in part 1/ });
});
