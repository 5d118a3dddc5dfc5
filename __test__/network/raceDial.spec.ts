import test from "ava";
import { ConnectionError, ProxyError, TimeoutError } from "../../ts/index.js";
import type { DcOption } from "../../ts/network/DcOption.js";
import { DIRECT_PACE, PROXY_PACE, raceDial, type RaceOptions } from "../../ts/network/raceDial.js";
import type { ByteStream, DialOptions } from "../../ts/transport/index.js";

const OPTIONS: readonly DcOption[] = Array.from({ length: 9 }, (_, index) => ({ id: 2, host: `host${index}`, port: 443 }));

class FakeStream implements ByteStream {
  isClosed = false;
  onData = (): void => {};
  onClose = (): void => {};
  write(): void {}
  destroy(): void {
    this.isClosed = true;
  }
}

/** A network on which the test decides what becomes of each connection. */
function fakeNetwork() {
  const dials = new Map<string, { resolve(stream: ByteStream): void; reject(error: unknown): void; options: DialOptions }>();
  const failed: string[] = [];
  const race = (count: number, more: Partial<RaceOptions> = {}) =>
    raceDial(OPTIONS.slice(0, count), {
      dial: ({ host }, options) =>
        new Promise((resolve, reject) => {
          dials.set(host, { resolve, reject, options });
          options.signal.addEventListener("abort", () => reject(options.signal.reason));
        }),
      timeoutMs: 5000,
      signal: new AbortController().signal,
      onFailed: ({ host }) => failed.push(host),
      ...DIRECT_PACE,
      staggerMs: 0,
      ...more,
    });
  /** Waits for the timers of the race, which all fire at once. */
  const allStarted = async (count: number): Promise<void> => {
    while (dials.size < count) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  return { dials, failed, race, allStarted };
}

test("the first address that answers wins, and the others are given up", async (t) => {
  const { dials, race, allStarted } = fakeNetwork();
  const winner = race(3);
  await allStarted(3);
  const stream = new FakeStream();
  dials.get("host1")?.resolve(stream);
  const won = await winner;
  t.is(won.option.host, "host1");
  t.is(won.stream, stream);
  t.true(dials.get("host0")?.options.signal.aborted);
  t.true(dials.get("host2")?.options.signal.aborted);
});

test("an address that fails makes room for the next one at once", async (t) => {
  const { dials, failed, race } = fakeNetwork();
  const winner = race(2, { staggerMs: 1_000_000 });
  t.is(dials.size, 1);
  dials.get("host0")?.reject(new ConnectionError("refused"));
  await new Promise((resolve) => setImmediate(resolve));
  dials.get("host1")?.resolve(new FakeStream());
  t.is((await winner).option.host, "host1");
  t.deepEqual(failed, ["host0"]);
});

test("a connection that comes too late is closed", async (t) => {
  const { dials, race, allStarted } = fakeNetwork();
  const late = new FakeStream();
  const winner = race(2, { dial: ({ host }, options) => new Promise((resolve, reject) => dials.set(host, { resolve, reject, options })) });
  await allStarted(2);
  dials.get("host0")?.resolve(new FakeStream());
  await winner;
  dials.get("host1")?.resolve(late);
  await new Promise((resolve) => setImmediate(resolve));
  t.true(late.isClosed);
});

test("when all fail the error names each one's reason; one alone is thrown as it is", async (t) => {
  const { dials, race, allStarted } = fakeNetwork();
  const two = race(2);
  await allStarted(2);
  dials.get("host0")?.reject(new ConnectionError("refused"));
  dials.get("host1")?.reject(new ConnectionError("unreachable"));
  await t.throwsAsync(two, { instanceOf: ConnectionError, message: "refused; unreachable" });
  const alone = new ConnectionError("refused");
  const one = fakeNetwork();
  const lonely = one.race(1);
  one.dials.get("host0")?.reject(alone);
  t.is(await t.throwsAsync(lonely), alone);
});

test("when all fail for one reason that is not the addresses', that is the error", async (t) => {
  const { dials, race, allStarted } = fakeNetwork();
  const two = race(2);
  await allStarted(2);
  const late = new TimeoutError("too late");
  dials.get("host0")?.reject(late);
  dials.get("host1")?.reject(new TimeoutError("too late as well"));
  t.is(await t.throwsAsync(two), late);
});

test("six addresses are tried at most", async (t) => {
  const { dials, race, allStarted } = fakeNetwork();
  const winner = race(9);
  await allStarted(6);
  for (const { reject } of [...dials.values()]) reject(new ConnectionError("refused"));
  await t.throwsAsync(winner, { instanceOf: ConnectionError });
  t.is(dials.size, 6);
});

test("a race that is given up ends with the reason, and no address is blamed", async (t) => {
  const { failed, race } = fakeNetwork();
  const abort = new AbortController();
  const winner = race(2, { signal: abort.signal });
  abort.abort(new Error("enough"));
  await t.throwsAsync(winner, { message: "enough" });
  t.deepEqual(failed, []);
});

const immediate = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** Longer than a timer of 0 ms takes, which would begin another connection. */
const aWhile = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

test("through a proxy two connections are under way at most, and one that fails makes room", async (t) => {
  t.like(PROXY_PACE, { atOnce: 2 });
  const { dials, race, allStarted } = fakeNetwork();
  const winner = race(4, { ...PROXY_PACE, staggerMs: 0 });
  await allStarted(2);
  await aWhile();
  t.deepEqual([...dials.keys()], ["host0", "host1"]);
  dials.get("host1")?.reject(new ProxyError("target", "request", "no route"));
  await immediate();
  await aWhile();
  t.deepEqual([...dials.keys()], ["host0", "host1", "host2"]);
  dials.get("host2")?.resolve(new FakeStream());
  t.is((await winner).option.host, "host2");
});

test("a proxy that keeps silent about one address is asked for the next", async (t) => {
  const { dials, failed, race } = fakeNetwork();
  const winner = race(2, { staggerMs: 1_000_000, atOnce: 2 });
  dials.get("host0")?.reject(new ProxyError("timeout", "request", "no answer"));
  await immediate();
  dials.get("host1")?.resolve(new FakeStream());
  t.is((await winner).option.host, "host1");
  t.deepEqual(failed, ["host0"]);
});

test("a proxy that is broken ends the race", async (t) => {
  const { dials, race } = fakeNetwork();
  const winner = race(2, { staggerMs: 1_000_000 });
  const error = new ProxyError("credentials", "authenticate", "who are you");
  dials.get("host0")?.reject(error);
  t.is(await t.throwsAsync(winner), error);
  t.is(dials.size, 1);
});
