import test from "ava";
import { ClientStateError } from "../../../ts/errors/index.js";
import { ContinuePropagation, continuePropagation, Dispatcher, StopPropagation, stopPropagation } from "../../../ts/updates/dispatch/index.js";

interface Kinds {
  number: { readonly value: number };
  text: { readonly value: string };
}
interface Update {
  readonly kinds: readonly (keyof Kinds)[];
  readonly value: number | string;
}
const client = { name: "client" };

class World {
  readonly seen: string[] = [];
  readonly reports: unknown[] = [];
  wrapped = 0;
  readonly dispatcher = new Dispatcher<Kinds, typeof client, Update, string>({
    client,
    kindsOf: ({ kinds }) => kinds,
    wrap: (_kind, { value }) => {
      this.wrapped++;
      return value === "nothing" ? null : { value: value as never };
    },
    texts: { textOf: () => undefined, beginningsOf: () => null },
    report: (message, error) => void this.reports.push([message, error]),
  });

  /** A handler that writes its name down. */
  add(name: string, group = 0, result?: unknown, filter: ((update: { readonly value: number }) => boolean | Promise<boolean>) | null = null): () => void {
    const handler = (): unknown => {
      this.seen.push(name);
      if (result instanceof Error) throw result;
      return result;
    };
    return this.dispatcher.add("number", { filter, handler, group });
  }

  async send(value: number | string = 1, kinds: readonly (keyof Kinds)[] = ["number"]): Promise<void> {
    await this.dispatcher.dispatch({ kinds, value }, "context");
  }
}

test("groups run in ascending order, in each the first handler that fits", async (t) => {
  const world = new World();
  world.add("late", 5);
  world.add("unfit", 0, undefined, () => false);
  world.add("first");
  world.add("second");
  world.add("early", -1);
  await world.send();
  t.deepEqual(world.seen, ["early", "first", "late"]);
});

for (const [how, stop, go] of [["returned", stopPropagation, continuePropagation], ["thrown", new StopPropagation(), new ContinuePropagation()]] as const) {
  test(`stop ends everything and continue goes on in the group, ${how}`, async (t) => {
    const world = new World();
    world.add("a", 0, go);
    world.add("b", 0);
    world.add("c", 0);
    world.add("d", 1, stop);
    world.add("e", 2);
    await world.send();
    t.deepEqual(world.seen, ["a", "b", "d"]);
    t.deepEqual(world.reports, []);
  });
}

test("a handler gets the wrapped object and the client, a raw handler the update, client and context", async (t) => {
  const world = new World();
  const got: unknown[] = [];
  world.dispatcher.add("text", { filter: null, handler: (...args) => void got.push(args), group: 0 });
  world.dispatcher.addRaw((...args) => void got.push(args), 0);
  await world.send("hi", ["text"]);
  t.deepEqual(got, [[{ kinds: ["text"], value: "hi" }, client, "context"], [{ value: "hi" }, client]]);
});

test("raw handlers see all updates, all of them, and may stop the rest", async (t) => {
  const world = new World();
  const seen: string[] = [];
  world.dispatcher.addRaw(() => void seen.push("b"), 1);
  world.dispatcher.addRaw(() => void seen.push("a1"), 0);
  world.dispatcher.addRaw(() => void seen.push("a2"), 0);
  await world.send(1, []);
  t.deepEqual(seen, ["a1", "a2", "b"]);
  world.add("typed");
  world.dispatcher.addRaw(() => stopPropagation, 2);
  await world.send();
  t.deepEqual(world.seen, []);
});

test("an update that nobody is there for is not wrapped", async (t) => {
  const world = new World();
  world.dispatcher.addRaw(() => {}, 0);
  await world.send();
  const remove = world.add("a");
  await world.send("hi", ["text"]);
  remove();
  await world.send();
  t.is(world.wrapped, 0);
});

test("an update with nothing in it for the handlers reaches none", async (t) => {
  const world = new World();
  world.add("a");
  await world.send("nothing");
  t.deepEqual(world.seen, []);
});

test("the first error handler whose class fits gets the error, and the group goes on", async (t) => {
  const world = new World();
  const told: unknown[] = [];
  world.dispatcher.addErrorHandler(() => void told.push("type"), [TypeError]);
  world.dispatcher.addErrorHandler((error, update, of) => (told.push(error, update, of), continuePropagation), [RangeError, URIError]);
  world.dispatcher.addErrorHandler(() => void told.push("every"), null);
  const error = new RangeError("x");
  world.add("a", 0, error);
  world.add("b", 0);
  await world.send();
  t.deepEqual(told, [error, { value: 1 }, client, "every"]);
  t.deepEqual(world.seen, ["a", "b"]);
  world.dispatcher.removeErrorHandler(RangeError);
  world.dispatcher.removeErrorHandler();
  await world.send();
  t.deepEqual(world.reports, [["an update handler failed", error]]);
});

for (const [when, fail] of [["at once", () => { throw new RangeError("x"); }], ["later", () => Promise.reject(new RangeError("x"))]] as const) {
  test(`a filter that fails ${when} does not fit, the error handlers are told, and the group goes on`, async (t) => {
    const world = new World();
    const told: unknown[] = [];
    world.dispatcher.addErrorHandler((error) => void told.push(String(error)), null);
    world.add("unfit", 0, undefined, fail);
    world.add("next", 0);
    world.add("late", 1);
    await world.send();
    t.deepEqual(world.seen, ["next", "late"]);
    t.deepEqual(told, ["RangeError: x"]);
  });
}

test("an error handler that fails is reported, and nobody else is bothered", async (t) => {
  const world = new World();
  world.dispatcher.addErrorHandler(() => Promise.reject(new Error("again")), null);
  world.add("a", 0, new Error("first"));
  await world.send();
  t.deepEqual(world.reports, [["an error handler failed", new Error("again")]]);
});

for (const [how, filter] of [["throws", () => { throw new Error("f"); }], ["rejects", () => Promise.reject(new Error("f"))]] as const) {
  test(`a filter that ${how} does not fit, and its error is handled`, async (t) => {
    const world = new World();
    world.add("a", 0, undefined, filter);
    world.add("b", 0);
    await world.send();
    t.deepEqual(world.seen, ["b"]);
    t.deepEqual(world.reports, [["an update handler failed", new Error("f")]]);
  });
}

test("a filter may take its time, and is asked once", async (t) => {
  const world = new World();
  let asked = 0;
  const slow = async ({ value }: { value: number }): Promise<boolean> => (asked++, value === 2);
  world.add("a", 0, undefined, slow);
  await world.send(1);
  await world.send(2);
  t.deepEqual([world.seen, asked], [["a"], 2]);
});

test("a handler that was removed meanwhile sees nothing, one that was added sees the next update", async (t) => {
  const world = new World();
  const remove: (() => void)[] = [];
  world.dispatcher.add("number", { filter: null, group: -1, handler: () => { remove[0]?.(); world.add("new"); } });
  remove.push(world.add("old"));
  await world.send();
  t.deepEqual(world.seen, []);
  await world.send();
  t.deepEqual(world.seen, ["new"]);
});

test("a handler is removed by itself, in one group or in all", async (t) => {
  const world = new World();
  const handler = (): void => void world.seen.push("x");
  world.dispatcher.add("number", { filter: null, handler, group: 0 });
  world.dispatcher.add("number", { filter: null, handler, group: 1 });
  t.true(world.dispatcher.remove("number", handler, 1));
  t.false(world.dispatcher.remove("number", handler, 1));
  await world.send();
  t.true(world.dispatcher.remove("number", handler));
  await world.send();
  t.deepEqual(world.seen, ["x"]);
});

test("middlewares stand around the handlers, the first outermost, and may keep an update", async (t) => {
  const world = new World();
  const around = (name: string) => async (_update: unknown, next: () => Promise<void>): Promise<void> => {
    world.seen.push(`${name}>`);
    await next();
    world.seen.push(`<${name}`);
  };
  world.dispatcher.use(around("a"));
  const removeInner = world.dispatcher.use(around("b"));
  world.add("handler");
  await world.send();
  t.deepEqual(world.seen, ["a>", "b>", "handler", "<b", "<a"]);
  removeInner();
  const removeWall = world.dispatcher.use(() => {});
  world.seen.length = 0;
  await world.send();
  t.deepEqual(world.seen, ["a>", "<a"]);
  removeWall();
  world.dispatcher.use(async (_update, next) => { await next(); await next(); });
  await world.send();
  t.deepEqual(world.reports, [["an update handler failed", new Error("next() was called twice")]]);
});

test("whoever intercepts sees objects first, with no handler there, and may keep them", async (t) => {
  const world = new World();
  let isKept = true;
  world.dispatcher.intercept({ wants: () => true, take: (kind, object) => (world.seen.push(`${kind} ${object.value}`), isKept) });
  await world.send();
  world.add("handler");
  await world.send();
  isKept = false;
  await world.send();
  t.deepEqual(world.seen, ["number 1", "number 1", "number 1", "handler"]);
});

test("stop waits for the handlers that run, and takes no more updates", async (t) => {
  const world = new World();
  let finish = (): void => {};
  world.dispatcher.add("number", { filter: null, group: 0, handler: () => new Promise<void>((resolve) => { finish = resolve; }) });
  const running = world.send();
  const stopped = world.dispatcher.stop(60_000);
  await t.throwsAsync(world.send(), { instanceOf: ClientStateError });
  finish();
  t.is(await stopped, 0);
  await running;
  world.dispatcher.start();
  const again = world.send();
  finish();
  await again;
});

test("stop leaves a handler that never ends at the deadline, and says so", async (t) => {
  const world = new World();
  world.dispatcher.add("number", { filter: null, group: 0, handler: () => new Promise(() => {}) });
  void world.send();
  t.is(await world.dispatcher.stop(1), 1);
});

test("a handler may wait for the stop itself", async (t) => {
  const world = new World();
  const left: number[] = [];
  world.dispatcher.add("number", { filter: null, group: 0, handler: async () => void left.push(await world.dispatcher.stop(60_000)) });
  await world.send();
  t.deepEqual(left, [0]);
});
