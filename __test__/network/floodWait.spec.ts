import test from "ava";
import { Flood, type RpcError } from "../../ts/errors/index.js";
import { FloodWaits } from "../../ts/network/FloodWaits.js";
import { floodWait } from "../../ts/network/middlewares/floodWait.js";
import type { TlRequest } from "../../ts/tl/index.js";
import { call, callOf, failing } from "../helpers/calls.js";

/** Waits and a sleep over one clock, which only the sleep moves; what is stored is kept as text. */
function fakeWaits(stored: string | null = null) {
  const slept: number[] = [];
  const state = { nowMs: 1_700_000_000_000, stored, saves: 0 };
  const errors: unknown[] = [];
  const waits = new FloodWaits({
    load: () => Promise.resolve(state.stored === null ? null : Buffer.from(state.stored)),
    save: async (packed) => {
      state.saves += 1;
      state.stored = Buffer.from(packed).toString();
    },
    nowMs: () => state.nowMs,
    onError: (error) => void errors.push(error),
  });
  const sleep = (ms: number): Promise<void> => {
    slept.push(ms);
    state.nowMs += ms;
    return Promise.resolve();
  };
  return { state, slept, errors, waits, middleware: floodWait({ sleep, waits }) };
}

const send = (peer: object, more: object = {}): TlRequest => ({ _: "messages.sendMessage", peer, message: "hello", randomId: 1n, ...more }) as TlRequest;
const CHANNEL = { _: "inputPeerChannel", channelId: 5, accessHash: 1n };

test("sleeps through waits up to the threshold and repeats the call", async (t) => {
  const { slept, middleware } = fakeWaits();
  const last = failing([420, "FLOOD_WAIT_3"], [420, "FLOOD_PREMIUM_WAIT_10"]);
  t.is(await middleware(call, last.next), "done");
  t.deepEqual(slept, [3000, 10_000]);
  t.is(last.seen.length, 3);
});

test("throws a wait above the threshold at once", async (t) => {
  const { slept, middleware } = fakeWaits();
  const error = await t.throwsAsync(middleware(call, failing([420, "FLOOD_WAIT_11"]).next), { instanceOf: Flood });
  t.like(error, { code: 420, value: 11, pattern: "FLOOD_WAIT_%d", method: "help.getConfig" });
  t.deepEqual(slept, []);
});

test("never turns a wait of 0 s into a tight loop", async (t) => {
  const { slept, middleware } = fakeWaits();
  await middleware(call, failing([420, "FLOOD_WAIT_0"]).next);
  t.deepEqual(slept, [1000]);
});

for (const text of ["SLOWMODE_WAIT_3", "TAKEOUT_INIT_DELAY_3", "2FA_CONFIRM_WAIT_3", "FLOOD_TEST_PHONE_WAIT_3"]) {
  test(`leaves ${text} to the caller`, async (t) => {
    const { middleware } = fakeWaits();
    const last = failing([420, text]);
    await t.throwsAsync(middleware(callOf(send(CHANNEL)), last.next), { message: /420/ });
    t.is(last.seen.length, 1);
  });
}

test("always sleeps when files are slowed down for want of Premium", async (t) => {
  const { slept, middleware } = fakeWaits();
  const part = callOf({ _: "upload.getFile", location: { _: "inputFileLocation", volumeId: 1n, localId: 1, secret: 1n, fileReference: new Uint8Array() }, offset: 0, limit: 1024 }, { purpose: "download" });
  t.is(await middleware(part, failing([420, "FLOOD_PREMIUM_WAIT_60"]).next), "done");
  t.deepEqual(slept, [60_000]);
});

test("does not send a call whose wait is known and longer than its threshold, and says what is left", async (t) => {
  const { state, middleware } = fakeWaits();
  await t.throwsAsync(middleware(call, failing([420, "FLOOD_WAIT_100"]).next), { instanceOf: Flood });
  state.nowMs += 40_000;
  const last = failing();
  const error = await t.throwsAsync<RpcError>(middleware(call, last.next), { instanceOf: Flood, message: /nothing was sent/ });
  t.like(error, { code: 420, value: 60, pattern: "FLOOD_WAIT_%d", method: "help.getConfig" });
  t.is(last.seen.length, 0);
  state.nowMs += 60_000;
  t.is(await middleware(call, last.next), "done");
});

test("sleeps through what is left of a known wait before it sends", async (t) => {
  const { state, slept, middleware } = fakeWaits();
  await t.throwsAsync(middleware(call, failing([420, "FLOOD_WAIT_30"]).next), { instanceOf: Flood });
  state.nowMs += 24_500;
  const last = failing();
  t.is(await middleware(call, last.next), "done");
  t.deepEqual(slept, [5500]);
  t.is(last.seen.length, 1);
});

test("a wait holds up its own method alone", async (t) => {
  const { slept, middleware } = fakeWaits();
  await t.throwsAsync(middleware(call, failing([420, "FLOOD_WAIT_100"]).next), { instanceOf: Flood });
  t.is(await middleware(callOf({ _: "help.getNearestDc" }), failing().next), "done");
  t.deepEqual(slept, []);
});

test("slow mode holds up all that is sent to its chat, and no other chat", async (t) => {
  const { middleware } = fakeWaits();
  const last = failing([420, "SLOWMODE_WAIT_30"]);
  await t.throwsAsync(middleware(callOf(send(CHANNEL)), last.next), { message: /SLOWMODE_WAIT_X/ });
  const forward = { _: "messages.forwardMessages", fromPeer: { _: "inputPeerSelf" }, toPeer: CHANNEL, id: [1], randomId: [1n] } as unknown as TlRequest;
  await t.throwsAsync(middleware(callOf(forward), last.next), { message: /SLOWMODE_WAIT_X/ });
  t.is(last.seen.length, 1);
  t.is(await middleware(callOf(send({ ...CHANNEL, channelId: 6 })), last.next), "done");
  t.is(await middleware(callOf(send({ _: "inputPeerSelf" })), last.next), "done");
  t.is(await middleware(callOf({ _: "messages.setTyping", peer: CHANNEL, action: { _: "sendMessageTypingAction" } } as TlRequest), last.next), "done");
});

test("slow mode is slept through when the call has a threshold of its own", async (t) => {
  const { slept, middleware } = fakeWaits();
  const made = callOf(send(CHANNEL), { sleepThresholdSec: 30, sleepsInSlowMode: true });
  t.is(await middleware(made, failing([420, "SLOWMODE_WAIT_30"]).next), "done");
  t.deepEqual(slept, [30_000]);
});

test("the flood of one phone number does not hold up another, and the number is not stored", async (t) => {
  const { state, waits, middleware } = fakeWaits();
  const sendCode = (phoneNumber: string): TlRequest => ({ _: "auth.sendCode", phoneNumber, apiId: 1, apiHash: "", settings: { _: "codeSettings" } });
  const last = failing([420, "FLOOD_WAIT_1000"]);
  await t.throwsAsync(middleware(callOf(sendCode("11234567890")), last.next), { instanceOf: Flood });
  await t.throwsAsync(middleware(callOf(sendCode("11234567890")), last.next), { instanceOf: Flood });
  t.is(last.seen.length, 1);
  t.is(await middleware(callOf(sendCode("11234567891")), last.next), "done");
  await waits.flush();
  t.notRegex(state.stored ?? "", /11234567890/);
});

test("waits outlive the process", async (t) => {
  const first = fakeWaits();
  await t.throwsAsync(first.middleware(call, failing([420, "FLOOD_WAIT_100"]).next), { instanceOf: Flood });
  await first.waits.flush();
  const second = fakeWaits(first.state.stored);
  await second.waits.load();
  const last = failing();
  const error = await t.throwsAsync<RpcError>(second.middleware(call, last.next), { instanceOf: Flood });
  t.is(error?.value, 100);
  t.is(last.seen.length, 0);
});

test("a clock that was set back does not make a wait longer", async (t) => {
  const { state, waits } = fakeWaits();
  waits.note("help.getConfig", "FLOOD_WAIT_%d", 100);
  state.nowMs -= 86_400_000;
  t.is(waits.lasting("help.getConfig")?.leftMs, 100_000);
});

for (const stored of ["", "no JSON", "{}", "[1]", '[["key"]]', '[["help.getConfig","soon",1,"FLOOD_WAIT_%d"]]']) {
  test(`stored waits that cannot be read count as none: ${stored || "nothing"}`, async (t) => {
    const { waits, middleware } = fakeWaits(stored);
    await waits.load();
    t.is(await middleware(call, failing().next), "done");
  });
}

test("waits that come at once are stored in few writes, and their number is bounded", async (t) => {
  const { state, waits } = fakeWaits();
  for (let index = 0; index < 600; index++) waits.note(`method ${index}`, "FLOOD_WAIT_%d", 100);
  await waits.flush();
  t.true(state.saves <= 2, String(state.saves));
  t.is((JSON.parse(state.stored ?? "[]") as unknown[]).length, 500);
  t.is(waits.lasting("method 99"), null);
  t.not(waits.lasting("method 599"), null);
});

test("a storage that fails is told of, and the wait is known all the same", async (t) => {
  const errors: unknown[] = [];
  const waits = new FloodWaits({ load: () => Promise.resolve(null), save: () => Promise.reject(new Error("full")), onError: (error) => void errors.push(error) });
  waits.note("help.getConfig", "FLOOD_WAIT_%d", 100);
  await waits.flush();
  t.is(errors.length, 1);
  t.not(waits.lasting("help.getConfig"), null);
});
