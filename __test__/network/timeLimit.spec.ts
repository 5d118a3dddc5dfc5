import test from "ava";
import { TimeoutError } from "../../ts/errors/index.js";
import { timeLimit } from "../../ts/network/middlewares/timeLimit.js";
import { callOf } from "../helpers/calls.js";

/** Timers that go off when told to. */
function fakeTimers() {
  const timers: { ms: number; job: () => void; isStopped: boolean }[] = [];
  const startTimer = (ms: number, job: () => void): (() => void) => {
    const timer = { ms, job, isStopped: false };
    timers.push(timer);
    return () => void (timer.isStopped = true);
  };
  return { timers, middleware: timeLimit({ startTimer }) };
}

const never = (): Promise<unknown> => new Promise(() => {});
const limited = (more: object = {}) => callOf({ _: "help.getConfig" }, { timeoutSec: 5, ...more });

test("gives the call up when its time is over, and says whether it may have been carried out", async (t) => {
  for (const [doubtful, doubt] of [[0, /within 5 s; it was not carried out/], [1, /within 5 s; it may have been carried out/]] as const) {
    const { timers, middleware } = fakeTimers();
    const waiting = middleware(limited({ attempts: { count: 2, doubtful } }), never);
    t.is(timers[0]?.ms, 5000);
    timers[0]?.job();
    const error = await t.throwsAsync(waiting, { instanceOf: TimeoutError, message: doubt });
    t.is(error.mayHaveRun, doubtful > 0);
    t.true(timers[0]?.isStopped);
  }
});

test("hands on a signal that is aborted with the time", async (t) => {
  const { timers, middleware } = fakeTimers();
  let seen: AbortSignal | undefined;
  const waiting = middleware(limited(), ({ signal }) => ((seen = signal), never()));
  timers[0]?.job();
  await t.throwsAsync(waiting, { instanceOf: TimeoutError });
  t.true(seen?.aborted);
  t.true(seen?.reason instanceof TimeoutError);
});

test("the caller's own signal still counts, and its reason is kept", async (t) => {
  const { timers, middleware } = fakeTimers();
  const own = new AbortController();
  const waiting = middleware(limited({ signal: own.signal }), never);
  own.abort(new Error("changed my mind"));
  await t.throwsAsync(waiting, { message: "changed my mind" });
  t.true(timers[0]?.isStopped);
});

test("leaves no timer behind an answer", async (t) => {
  const { timers, middleware } = fakeTimers();
  t.is(await middleware(limited(), () => Promise.resolve("done")), "done");
  t.true(timers[0]?.isStopped);
});

test("a call without a limit gets no timer", async (t) => {
  const { timers, middleware } = fakeTimers();
  t.is(await middleware(callOf({ _: "help.getConfig" }), () => Promise.resolve("done")), "done");
  t.is(timers.length, 0);
});
