import test from "ava";
import { describe, runChaos } from "./runChaos.js";
import { runSeed } from "./runSeed.js";

const SEEDS = 30;

/** The same storms every time; `npm run chaos` has 300, and any others. */
const FIRST = 1;

/** Growth over the later storms that is no leak, KiB: code that was met late, and the unevenness of the collector. */
const STEADY_KIB = 10_240;

test("30 storms of faults: every call settles, runs as often as its end says, and the client is back online", async (t) => {
  t.timeout(300_000);
  t.log(`seeds ${FIRST} to ${FIRST + SEEDS - 1}: npm run chaos -- --from ${FIRST} --seeds ${SEEDS}`);
  const { seeds, unhandled, exitCode, heapsKiB } = await runChaos(FIRST, SEEDS);
  t.is(seeds.length, SEEDS);
  t.deepEqual(seeds.filter(({ broken }) => broken.length > 0).map(describe), []);
  t.deepEqual(unhandled, []);
  t.is(exitCode, 0, "the process did not end by itself");
  t.log(`heap after a collection: ${heapsKiB.join(", ")} KiB`);
  t.true((heapsKiB.at(-1) ?? Infinity) - (heapsKiB[0] ?? 0) < STEADY_KIB);
});

test("the judge of the storms sees a client that sends its calls twice", async (t) => {
  t.timeout(120_000);
  const { broken } = await runSeed(1, async (call, next) => (await next(call), next(call)));
  t.true(broken.some((rule) => /\(once\).* was tried 2 times/.test(rule)), broken[0]);
});

test("the judge of the storms sees calls that are answered without running", async (t) => {
  t.timeout(120_000);
  const { broken } = await runSeed(1, async (call, next) => {
    const isSend = call.method === "messages.sendMessage";
    return isSend ? { _: "updatesTooLong" } : next(call);
  });
  t.true(broken.some((rule) => /was answered and never ran/.test(rule)), broken[0]);
});
