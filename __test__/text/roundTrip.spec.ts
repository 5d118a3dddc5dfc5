import test from "ava";
import * as fc from "fast-check";
import { normalizeText, parseText, unparseText } from "../../ts/index.js";
import { serverText, withQuotesOfLines } from "../helpers/formattedTexts.js";

const RUNS = { numRuns: 2000 };

for (const mode of ["default", "markdown", "html"] as const) {
  test(`${mode} reads what was written in it`, (t) => {
    fc.assert(
      fc.property(serverText, ({ text, entities }) => {
        t.deepEqual(parseText(mode, unparseText(mode, text, entities)), { text, entities });
      }),
      RUNS,
    );
    t.pass();
  });
}

test("markdownV2 reads what was written in it, if quotes are whole lines", (t) => {
  fc.assert(
    fc.property(serverText.map(withQuotesOfLines), ({ text, entities }) => {
      t.deepEqual(parseText("markdownV2", unparseText("markdownV2", text, entities)), { text, entities });
    }),
    RUNS,
  );
  t.pass();
});

test("markdownV2 can read whatever was written in it", (t) => {
  fc.assert(
    fc.property(serverText, ({ text, entities }) => {
      t.is(parseText("markdownV2", unparseText("markdownV2", text, entities)).text, text);
    }),
    RUNS,
  );
  t.pass();
});

test("normalizing twice is normalizing once", (t) => {
  fc.assert(fc.property(serverText, ({ text, entities }) => void t.deepEqual(normalizeText(text, entities), { text, entities })), RUNS);
  t.pass();
});
