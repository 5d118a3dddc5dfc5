import { setMaxListeners } from "node:events";
import test from "ava";
import { builtInRsaKeys } from "../../ts/network/index.js";
import { createAuthKey } from "../../ts/network/createAuthKey.js";
import type { ByteStream } from "../../ts/transport/index.js";

/** A server that takes all and says nothing. */
class SilentStream implements ByteStream {
  isClosed = false;
  writes = 0;
  onData = (): void => {};
  onClose: (error: Error | null) => void = () => {};
  write(): void {
    this.writes += 1;
  }
  destroy(): void {
    this.isClosed = true;
  }
}

const AT_ONCE = 48;

function begin(count: number, signal: AbortSignal): { readonly streams: SilentStream[]; readonly ends: Promise<unknown> } {
  setMaxListeners(0, signal);
  const streams = Array.from({ length: count }, () => new SilentStream());
  const options = { transport: "intermediate", obfuscated: false, dcId: 2, rsaKeys: builtInRsaKeys(false), timeoutMs: 60_000, signal } as const;
  return { streams, ends: Promise.allSettled(streams.map((stream) => createAuthKey(stream, options))) };
}

const spoken = (streams: readonly SilentStream[]): number => streams.filter(({ writes }) => writes > 0).length;

test.serial("of many exchanges some wait, and those that are given up make room", async (t) => {
  const stop = new AbortController();
  const others = begin(AT_ONCE - 1, stop.signal);
  const leaving = new AbortController();
  const first = begin(1, leaving.signal);
  const waiting = begin(1, stop.signal);
  t.is(spoken([...others.streams, ...first.streams]), AT_ONCE);
  t.is(spoken(waiting.streams), 0);
  leaving.abort(new Error("given up"));
  t.is(spoken(waiting.streams), 1);
  stop.abort(new Error("over"));
  await Promise.all([others.ends, first.ends, waiting.ends]);
  t.true(waiting.streams[0]?.isClosed);
});

test.serial("one that is given up, or whose connection closes, while it waits never begins", async (t) => {
  const stop = new AbortController();
  const busy = begin(AT_ONCE, stop.signal);
  const impatient = new AbortController();
  const aborted = begin(1, impatient.signal);
  const closed = begin(1, stop.signal);
  impatient.abort(new Error("given up"));
  closed.streams[0]?.onClose(null);
  await Promise.all([aborted.ends, closed.ends]);
  stop.abort(new Error("over"));
  await busy.ends;
  t.is(spoken([...aborted.streams, ...closed.streams]), 0);
});

test.serial("servers that keep silent do not keep the others waiting", async (t) => {
  const stop = new AbortController();
  const silent = begin(AT_ONCE, stop.signal);
  const other = begin(1, stop.signal);
  while (spoken(other.streams) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  t.false(silent.streams.some(({ isClosed }) => isClosed));
  stop.abort(new Error("over"));
  await Promise.all([silent.ends, other.ends]);
});
