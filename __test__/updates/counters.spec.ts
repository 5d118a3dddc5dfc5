import test from "ava";
import { forward, judge, RESET_DISTANCE, type Verdict } from "../../ts/updates/counters.js";

const CASES: readonly (readonly [what: string, local: number, at: number, count: number, verdict: Verdict])[] = [
  ["the next one", 10, 11, 1, "apply"],
  ["the next five at once", 10, 15, 5, "apply"],
  ["one that moves nothing, at its place", 10, 10, 0, "apply"],
  ["one that was applied", 10, 10, 1, "old"],
  ["one that moves nothing, too late", 10, 9, 0, "old"],
  ["one that overlaps what was applied", 10, 12, 3, "old"],
  ["one too far ahead", 10, 12, 1, "gap"],
  ["the first ever", 0, 1, 1, "apply"],
  ["one after the server has counted anew", RESET_DISTANCE + 10, 6, 1, "apply"],
  ["one just not far enough back for that", RESET_DISTANCE + 10, 11, 1, "old"],
  ["a negative count", 10, 11, -1, "malformed"],
  ["a count beyond the counter", 10, 3, 4, "malformed"],
  ["counter 0", 0, 0, 0, "malformed"],
  ["a negative counter", 10, -5, 1, "malformed"],
];

for (const [what, local, at, count, verdict] of CASES) {
  test(`${what} is judged: ${verdict}`, (t) => {
    t.is(judge(local, { at, count }), verdict);
  });
}

test("a counter goes backwards only when it was reset", (t) => {
  t.is(forward(10, 12), 12);
  t.is(forward(10, 7), 10);
  t.is(forward(RESET_DISTANCE + 10, 5), 5);
});
