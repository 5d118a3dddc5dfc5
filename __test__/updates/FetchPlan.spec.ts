import test from "ava";
import { FetchPlan, GAP_WAIT_MS } from "../../ts/updates/FetchPlan.js";

test("a gap has half a second to close; one that closes costs no fetch", (t) => {
  const plan = new FetchPlan();
  plan.gap(100);
  plan.gap(300);
  t.is(plan.dueMs, 100 + GAP_WAIT_MS);
  plan.gapClosed();
  t.is(plan.dueMs, Infinity);
});

test("what must be fetched is due at once, and does not wait for a gap to close", (t) => {
  const plan = new FetchPlan();
  plan.gap(100);
  plan.must(200);
  plan.gapClosed();
  t.is(plan.dueMs, 200);
});

test("nothing is due while a fetch runs; what was asked for meanwhile is due after it", (t) => {
  const plan = new FetchPlan();
  plan.must(0);
  plan.begin();
  t.is(plan.dueMs, Infinity);
  plan.must(50);
  t.is(plan.dueMs, Infinity);
  plan.succeeded();
  t.is(plan.dueMs, 50);
});

test("failures double the pause up to a minute; nothing shortens it, and a success ends it", (t) => {
  const plan = new FetchPlan();
  const pauses: number[] = [];
  for (let failure = 0; failure < 8; failure++) {
    plan.begin();
    plan.failed(1000);
    plan.must(1000);
    plan.gap(0);
    pauses.push(plan.dueMs - 1000);
  }
  t.deepEqual(pauses, [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  plan.begin();
  plan.succeeded();
  plan.must(5);
  t.is(plan.dueMs, 5);
});

test("a longer wait that the server named counts", (t) => {
  const plan = new FetchPlan();
  plan.begin();
  plan.failed(0, 30_000);
  t.is(plan.dueMs, 30_000);
});

test("a line that is up again ends the pause, unless the server itself has named it", (t) => {
  const plan = new FetchPlan();
  plan.begin();
  plan.failed(0);
  plan.restart(10);
  t.true(plan.dueMs <= 10);
  plan.begin();
  plan.failed(20, 5000);
  plan.restart(30);
  t.is(plan.dueMs, 5020);
});

test("a server that is behind its own pushes is asked again, less and less often, five times", (t) => {
  const plan = new FetchPlan();
  const pauses: number[] = [];
  for (let look = 0; look < 5; look++) {
    t.true(plan.checkLag(true, 0));
    pauses.push(plan.dueMs);
    plan.begin();
    plan.succeeded();
  }
  t.deepEqual(pauses, [500, 1000, 2000, 4000, 8000]);
  t.false(plan.checkLag(true, 0));
  t.true(plan.checkLag(true, 0));
});
