import test from "ava";
import * as fc from "fast-check";
import { normalizeText, parseText, splitText, TextError, unparseText, type FormattedText, type ParseMode, type tl } from "../../ts/index.js";
import { entity } from "../helpers/entities.js";
import { isNested } from "../helpers/isNested.js";
import { carelessText, hostileText } from "../helpers/formattedTexts.js";

const MODES = ["default", "markdown", "html", "markdownV2", "disabled"] as const;

/** What a mode makes of a text; `null` if it refuses it, within the text and with one of its own errors. */
function tryParse(mode: ParseMode, text: string): FormattedText | null {
  try {
    return parseText(mode, text);
  } catch (error) {
    if (error instanceof TextError && error.offset >= 0 && error.offset <= text.length && error.mode === mode) return null;
    throw error;
  }
}

for (const mode of MODES) {
  const isStrict = mode === "html" || mode === "markdownV2";
  test(`${mode} gives sorted and nested entities in range for any text${isStrict ? ", or a TextError" : ""}`, (t) => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.string({ unit: "binary" })), (text) => {
        const parsed = tryParse(mode, text);
        t.true(parsed === null ? isStrict : isNested(parsed));
        if (parsed !== null) t.true(isNested(normalizeText(parsed.text, parsed.entities)));
      }),
      { numRuns: 3000 },
    );
  });

  test(`${mode} writes any entities, also those out of range, so that it can read them`, (t) => {
    const broken = fc.array(fc.record({ offset: fc.integer({ min: -10, max: 99 }), length: fc.integer({ min: -10, max: 99 }) }), { maxLength: 4 });
    fc.assert(
      fc.property(carelessText, broken, ({ text, entities }, ranges) => {
        const more = ranges.map(({ offset, length }) => entity.bold(offset, length));
        t.is(parseText(mode, unparseText(mode, text, [...entities, ...more])).text, text);
      }),
    );
  });
}

test("lone surrogates go through every mode as they are", (t) => {
  for (const mode of ["default", "markdown", "html", "markdownV2"] as const) {
    const text = "\ud83d a \ude00";
    t.deepEqual(parseText(mode, unparseText(mode, text, [entity.bold(0, 5)])), { text, entities: [entity.bold(0, 5)] });
  }
});

// A step that takes quadratic time for any of these runs into the time limit of the tests.
const LENGTH = 30_000;
const UNITS = [
  "**", "**a", "**a ", "a** ", "__a--b", "`", "`a", "```", "\\`", "`\\`", "[", "]", "](", "[](", "[a](b", "[a](b)", "![", "![a](tg://emoji?id=1)", "> ", "> a\n", ">a\n\n",
  "> ||\n", "||", "||||", "<", "<b>", "</b>", "<b>a</b>", "<b", "<a ", "<a b=\"", "<a b='c' ", "<a>", "<pre>", "<pre></pre>", "<code>a", "&", "&#", "&lt;", "&#x", "\\", "~a", "*a*", "_a_", "__",
  "*_", "(", ")", "()", " ", "\n", "a", "😀", "\ud83d", "\ufffc", "!", "|", "-",
];

for (const mode of MODES) {
  test(`${mode} takes long runs of anything in linear time`, (t) => {
    for (const unit of UNITS) {
      const parsed = tryParse(mode, unit.repeat(LENGTH / unit.length));
      if (parsed === null) continue;
      const { text, entities } = normalizeText(parsed.text, parsed.entities);
      const parts = splitText(text, entities);
      t.true(parts.every((part) => part.text.length <= 4096));
      unparseText(mode, text, entities);
    }
    t.pass();
  });
}

for (const mode of MODES) {
  test(`${mode} takes a megabyte of words, and of marks without a pair`, (t) => {
    for (const unit of ["some words 😀\n", "`", "[](", "<a ", "**a "]) {
      const parsed = tryParse(mode, unit.repeat(1_000_000 / unit.length));
      if (parsed !== null) t.true(normalizeText(parsed.text, parsed.entities).text.length > 0);
    }
    t.pass();
  });
}

test("ten thousand nested tags are read and written", (t) => {
  const depth = 10_000;
  for (const [mode, open, close] of [["html", "<b><i>", "</i></b>"], ["default", "<b><i>", "</i></b>"], ["html", "<a href='e.com'>", "</a>"], ["html", "<a>", "</a>"]] as const) {
    const { text, entities } = parseText(mode, `${open.repeat(depth)}e.com${close.repeat(depth)}`);
    t.is(text, "e.com");
    t.true(entities.length <= 2);
    t.deepEqual(parseText(mode, unparseText(mode, text, entities)), { text, entities });
  }
  const { entities } = parseText("default", `${"**a __b ".repeat(depth)}x${"__ c**".repeat(depth)}`);
  t.true(entities.length > 0);
});

test("a hundred thousand entities are shaped, written and cut", (t) => {
  const count = 100_000;
  const text = "ab c\n".repeat(count);
  const kinds = [entity.bold, entity.italic, entity.quote, entity.code, entity.strike];
  const entities = Array.from({ length: count }, (_, index): tl.MessageEntity => (kinds[index % kinds.length] ?? entity.bold)(index * 4, 1 + ((index * 7) % 50)));
  const shaped = normalizeText(text, entities);
  t.true(isNested(shaped));
  for (const mode of ["markdown", "html", "markdownV2"] as const) t.is(parseText(mode, unparseText(mode, shaped.text, shaped.entities)).text, shaped.text);
  t.true(splitText(text, entities).every(isNested));
});
