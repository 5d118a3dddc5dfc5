import test from "ava";
import { Backoff } from "../../ts/network/backoff.js";

test("Backoff waits nothing, then doubles from half a second up to 30 s", (t) => {
  const backoff = new Backoff();
  const waits = Array.from({ length: 10 }, () => backoff.next(() => 0));
  t.deepEqual(waits, [0, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test("Backoff shortens waits at random by at most a fifth", (t) => {
  const backoff = new Backoff();
  backoff.next();
  t.is(backoff.next(() => 1), 400);
});

test("Backoff starts over after reset", (t) => {
  const backoff = new Backoff();
  backoff.next();
  backoff.next();
  backoff.reset();
  t.is(backoff.failures, 0);
  t.is(backoff.next(), 0);
});
