import test from "ava";
import { setImmediate as turn } from "node:timers/promises";
import { compose, type ComposeProgress, type Startable } from "../../ts/client/index.js";

/** Clients that take some turns of the event loop to start; `broken` ones fail. */
function crowd(count: number, broken: ReadonlySet<number> = new Set()) {
  const log = { starting: 0, mostAtOnce: 0, started: [] as string[], stopped: [] as string[] };
  const clients = Array.from({ length: count }, (_, index): Startable => {
    const name = `client${index}`;
    return {
      name,
      async start() {
        log.mostAtOnce = Math.max(log.mostAtOnce, ++log.starting);
        for (let turns = 0; turns < 3; turns++) await turn();
        log.starting--;
        if (broken.has(index)) throw new Error("no such account");
        log.started.push(name);
      },
      async stop() {
        log.stopped.push(name);
      },
    };
  });
  return { clients, log };
}

/** Runs until all have started, then as if SIGTERM had come. */
async function composeAndEnd(clients: readonly Startable[], options: Parameters<typeof compose>[1] = {}): Promise<ComposeProgress[]> {
  const reports: ComposeProgress[] = [];
  const run = compose(clients, { ...options, onProgress: (progress) => void reports.push(progress) });
  while (reports.length < clients.length) await turn();
  while (process.listenerCount("SIGTERM") === 0) await turn();
  process.emit("SIGTERM");
  await run;
  return reports;
}

test.serial("sixteen clients start at a time, unless another number is asked for", async (t) => {
  const many = crowd(50);
  const reports = await composeAndEnd(many.clients);
  t.is(many.log.mostAtOnce, 16);
  t.deepEqual(reports.at(-1), { started: 50, failed: 0, total: 50 });
  t.is(many.log.stopped.length, 50);
  const few = crowd(9);
  await composeAndEnd(few.clients, { concurrency: 3 });
  t.is(few.log.mostAtOnce, 3);
});

test.serial("sequential starts one after the other, in order", async (t) => {
  const { clients, log } = crowd(4);
  await composeAndEnd(clients, { sequential: true });
  t.is(log.mostAtOnce, 1);
  t.deepEqual(log.started, ["client0", "client1", "client2", "client3"]);
});

test.serial("after one that fails no other is started, and all that were are stopped", async (t) => {
  const { clients, log } = crowd(40, new Set([5]));
  const reports: ComposeProgress[] = [];
  const error = await t.throwsAsync(compose(clients, { concurrency: 4, onProgress: (progress) => void reports.push(progress) }), {
    instanceOf: AggregateError,
    message: "client5 could not start: no such account",
  });
  t.is((error as AggregateError).errors.length, 1);
  t.true(log.started.length < 10);
  t.deepEqual(log.stopped.toSorted(), log.started.toSorted());
  t.is(reports.at(-1)?.failed, 1);
});

test("arguments of the wrong kind are refused, by name", async (t) => {
  // @ts-expect-error: for callers without types
  await t.throwsAsync(compose("client"), { instanceOf: TypeError, message: /^clients/ });
  for (const concurrency of [0, -1, 1.5, Number.NaN]) {
    await t.throwsAsync(compose([], { concurrency }), { instanceOf: RangeError, message: /^concurrency/ });
  }
  // @ts-expect-error: for callers without types
  await t.throwsAsync(compose([], { sequential: "yes" }), { instanceOf: TypeError, message: /^sequential/ });
  // @ts-expect-error: for callers without types
  await t.throwsAsync(compose([], { onProgress: 1 }), { instanceOf: TypeError, message: /^onProgress/ });
});
