import test from "ava";
import { beginningOf, beginningsOf } from "../../ts/filters/beginnings.js";
import { filters } from "../../ts/filters/index.js";

const EXPRESSIONS: readonly (readonly [RegExp, string | null])[] = [
  [/^\/start\b/, "/start"],
  [/^hello/i, "hello"],
  [/^a\.b\$c/g, "a.b$c"],
  [/^colou?r/, "colo"],
  [/^ab*/, "a"],
  [/^ab{2}/, "a"],
  [/^a\/?/, "a"],
  [/^x+/, null],
  [/^[ab]c/, null],
  [/^a(b)/, "a"],
  [/^a|b/, null],
  [/^a(b|c)/, null],
  [/^line/m, null],
  [/^kiss/iu, null],
  [/^kiss/u, "kiss"],
  [/hello/, null],
  [/^/, null],
  [/^\d+/, null],
  [/^\bword/, null],
  [/^(?!no)/, null],
];

for (const [expression, beginning] of EXPRESSIONS) {
  test(`what ${expression} finds begins with ${JSON.stringify(beginning)}`, (t) => {
    t.is(beginningOf(expression), beginning);
  });
}

test("commands begin with each prefix and each name, in lower case", (t) => {
  t.deepEqual(beginningsOf(filters.command(["Start", "help"], { prefixes: ["/", "!"] })), ["/start", "/help", "!start", "!help"]);
  t.deepEqual(beginningsOf(filters.command("go", { prefixes: [] })), ["go"]);
});

test("names in other letters than ASCII's are not looked up", (t) => {
  t.is(beginningsOf(filters.command(["start", "привет"])), null);
  t.is(beginningsOf(filters.regex(/^привет/)), null);
});

test("joined filters say what is certain of all that they let pass", (t) => {
  const [a, b] = [filters.regex(/^a/), filters.regex(/^b/)];
  t.deepEqual(beginningsOf(a.and(filters.private)), ["a"]);
  t.deepEqual(beginningsOf(filters.and(a, filters.private)), ["a"]);
  t.is(beginningsOf(filters.private.and(a)), null);
  t.deepEqual(beginningsOf(a.or(b)), ["a", "b"]);
  t.is(beginningsOf(a.or(filters.private)), null);
  t.is(beginningsOf(filters.private.or(a)), null);
  t.is(beginningsOf(a.not()), null);
  t.is(beginningsOf(filters.not(a)), null);
});
