import test from "ava";
import { WakeWatch } from "../../ts/network/WakeWatch.js";

function fakeClock() {
  let nowMs = 1_000_000;
  let look: (() => void) | null = null;
  const watch = new WakeWatch({
    now: () => nowMs,
    every: (_ms, again) => {
      look = again;
      return () => (look = null);
    },
  });
  return { watch, pass: (ms: number) => ((nowMs += ms), look?.()), isTicking: () => look !== null };
}

test("a clock that has jumped tells that the machine slept, once", (t) => {
  const { watch, pass } = fakeClock();
  let woken = 0;
  watch.add(() => woken++);
  pass(5000);
  pass(14_000);
  t.is(woken, 0, "a busy event loop is late, too");
  pass(60_000);
  t.is(woken, 1);
  pass(5000);
  t.is(woken, 1);
});

test("a clock that was set back is no sleep", (t) => {
  const { watch, pass } = fakeClock();
  watch.add(() => t.fail());
  pass(-3_600_000);
  pass(5000);
  t.pass();
});

test("the timer runs only while somebody listens", (t) => {
  const { watch, isTicking } = fakeClock();
  t.false(isTicking());
  const remove = [watch.add(() => {}), watch.add(() => {})];
  t.true(isTicking());
  remove[0]?.();
  t.true(isTicking());
  remove[1]?.();
  t.false(isTicking());
});
