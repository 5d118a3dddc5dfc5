import test from "ava";
import { Deadlines, type DeadlineClock, type Waiter } from "../../ts/network/Deadlines.js";

/** A clock that the test moves. */
class HandClock implements DeadlineClock {
  nowMs = 12_345;
  /** Timers that were set in all, and the one that is set now. */
  count = 0;
  timer: { readonly dueMs: number; readonly job: () => void } | null = null;

  now(): number {
    return this.nowMs;
  }

  after(ms: number, job: () => void): () => void {
    this.count += 1;
    const timer = { dueMs: this.nowMs + ms, job };
    this.timer = timer;
    return () => {
      if (this.timer === timer) this.timer = null;
    };
  }

  pass(ms: number): void {
    const endMs = this.nowMs + ms;
    while (this.timer !== null && this.timer.dueMs <= endMs) {
      const { dueMs, job } = this.timer;
      this.timer = null;
      this.nowMs = dueMs;
      job();
    }
    this.nowMs = endMs;
  }
}

function setUp() {
  const clock = new HandClock();
  const deadlines = new Deadlines(clock);
  const called: string[] = [];
  const waiter = (name: string): Waiter => ({ onDeadline: () => void called.push(name) });
  return { clock, deadlines, called, waiter };
}

test("calls each waiter once, never early, and late by a tick at most", (t) => {
  for (const [delayMs, lateMs] of [[0, 100], [1, 100], [2000, 100], [60_000, 1000]] as const) {
    const { clock, deadlines, called, waiter } = setUp();
    deadlines.add(delayMs, waiter("a"));
    clock.pass(delayMs - 1);
    t.deepEqual(called, []);
    clock.pass(lateMs);
    t.deepEqual(called, ["a"]);
    clock.pass(200_000);
    t.deepEqual(called, ["a"]);
  }
});

test("calls by the order of deadlines, on one timer", (t) => {
  const { clock, deadlines, called, waiter } = setUp();
  for (const [name, delayMs] of [["c", 60_000], ["a", 500], ["b", 5000]] as const) deadlines.add(delayMs, waiter(name));
  clock.pass(70_000);
  t.deepEqual(called, ["a", "b", "c"]);
  t.is(deadlines.size, 0);
  t.is(clock.timer, null);
});

test("a thousand far deadlines within a second are one wake-up or two", (t) => {
  const { clock, deadlines, waiter } = setUp();
  for (let index = 0; index < 1000; index++) deadlines.add(60_000 + index, waiter("a"));
  t.is(clock.count, 1);
  clock.pass(62_000);
  t.true(clock.count <= 2);
});

test("what was cancelled is not called, and leaves no timer", (t) => {
  const { clock, deadlines, called, waiter } = setUp();
  const [first, second] = [waiter("first"), waiter("second")];
  const firstTick = deadlines.add(1000, first);
  const secondTick = deadlines.add(1000, second);
  deadlines.cancel(firstTick, first);
  deadlines.cancel(firstTick, first);
  clock.pass(2000);
  t.deepEqual(called, ["second"]);
  deadlines.cancel(secondTick, second);
  const third = waiter("third");
  deadlines.cancel(deadlines.add(1000, third), third);
  t.is(clock.timer, null);
  t.is(deadlines.size, 0);
});

test("waits on after what was nearest is cancelled", (t) => {
  const { clock, deadlines, called, waiter } = setUp();
  const near = waiter("near");
  deadlines.add(20_000, waiter("far"));
  deadlines.cancel(deadlines.add(1000, near), near);
  clock.pass(30_000);
  t.deepEqual(called, ["far"]);
});

test("a waiter may wait again while it is called", (t) => {
  const { clock, deadlines } = setUp();
  let calls = 0;
  const waiter = {
    onDeadline() {
      calls += 1;
      if (calls < 3) deadlines.add(1000, waiter);
    },
  };
  deadlines.add(1000, waiter);
  clock.pass(10_000);
  t.is(calls, 3);
});

test("many that are due together are called in several turns of the event loop", async (t) => {
  const { clock, deadlines, called, waiter } = setUp();
  for (let index = 0; index < 100; index++) deadlines.add(1000, waiter("a"));
  clock.pass(2000);
  t.true(called.length < 100);
  while (called.length < 100) await new Promise((resolve) => setImmediate(resolve));
  t.pass();
});
