import test from "ava";

interface Compared {
  readonly name: string;
  readonly verdict: string;
}

type Counts = Readonly<Record<string, number>>;

const budget: Readonly<{
  readCount: (file: string) => number;
  compareCounts: (counts: Counts, budget: Counts, tolerance: number) => readonly Compared[];
  describeCounts: (compared: readonly Compared[]) => string;
}> = await import(new URL("../../../scripts/budget.mjs", import.meta.url).href);

const verdicts: ReadonlyArray<readonly [verdict: string, count: number | undefined, allowed: number | undefined]> = [
  ["within", 1000, 1000],
  ["within", 1030, 1000],
  ["within", 970, 1000],
  ["over", 1031, 1000],
  ["below", 969, 1000],
  ["new", 1000, undefined],
  ["gone", undefined, 1000],
];

for (const [verdict, count, allowed] of verdicts) {
  test(`a count of ${count} against a budget of ${allowed} is ${verdict}`, (t) => {
    const [compared] = budget.compareCounts(one(count), one(allowed), 0.03);
    t.is(compared?.verdict, verdict);
  });
}

test("the table marks what is not within the budget", (t) => {
  const compared = budget.compareCounts({ slow: 1100, same: 5 }, { slow: 1000, same: 5 }, 0.03);
  const [slow = "", same = ""] = budget.describeCounts(compared).split("\n");
  t.regex(slow, /^slow +1100 +\+10\.00 %  OVER$/);
  t.regex(same, /^same +5 +\+0\.00 %$/);
});

test("a count is read from what callgrind writes", (t) => {
  t.is(budget.readCount("events: Ir\nfn=(1)\n5 12\nsummary: 1234\n\ntotals: 1234\n"), 1234);
});

test("a count that is missing or zero is an error, not a good result", (t) => {
  t.throws(() => budget.readCount("events: Ir\nsummary: 0\n"), { message: /no count/ });
  t.throws(() => budget.readCount("nothing"), { message: /no count/ });
});

function one(value: number | undefined): Counts {
  return value === undefined ? {} : { case: value };
}
