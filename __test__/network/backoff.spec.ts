import test from "ava";
import { Backoff } from "../../ts/network/backoff.js";

test("Backoff waits nothing, then up to a second, doubled up to 30 s", (t) => {
  const backoff = new Backoff();
  const waits = Array.from({ length: 9 }, () => backoff.next(() => 1));
  t.deepEqual(waits, [0, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test("Backoff spreads waits over the whole range", (t) => {
  const backoff = new Backoff();
  backoff.next();
  t.is(backoff.next(() => 0), 0);
  t.is(backoff.next(() => 0.5), 1000);
});

test("Backoff starts over after reset", (t) => {
  const backoff = new Backoff();
  backoff.next();
  backoff.next();
  backoff.reset();
  t.is(backoff.failures, 0);
  t.is(backoff.next(), 0);
});
