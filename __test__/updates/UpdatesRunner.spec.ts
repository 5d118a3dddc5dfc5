import test from "ava";
import { ConnectionError, createRpcError, TlError } from "../../ts/errors/index.js";
import type { TlRequest } from "../../ts/tl/index.js";
import { accountBox, channelBox, channelMessage, createHarness, EMPTY, privateMessage, rawMessage, settle } from "./runnerHarness.js";

function refusal(code: number, text: string): Error {
  return createRpcError({ code, text, method: "updates.getDifference", description: "" });
}

function asks(asked: readonly TlRequest[], method: string): number {
  return asked.filter(({ _ }) => _ === method).length;
}

test("asks where the account stands when nothing is stored, and keeps the answer", async (t) => {
  const { start, asked, stored } = createHarness({ stored: [] });
  await start();
  t.deepEqual(asked, [{ _: "updates.getState" }]);
  t.like(stored.get(0), { pts: 10, seq: 1 });
});

test("rejects the start when Telegram does not tell where the account stands", async (t) => {
  const { runner } = createHarness({
    stored: [],
    answer: () => {
      throw refusal(401, "AUTH_KEY_UNREGISTERED");
    },
  });
  await t.throwsAsync(runner.start({ selfId: 1, catchUp: true }), { message: /AUTH_KEY_UNREGISTERED/ });
});

test("drops the past, channels included, when it need not be caught up on", async (t) => {
  const { start, asked, stored } = createHarness({ stored: [accountBox(3), channelBox(101, 7)] });
  await start(false);
  t.is(asks(asked, "updates.getDifference"), 0);
  t.like(stored.get(0), { pts: 10 });
  t.like(stored.get(101), { pts: 0, knownPts: 0 });
});

test("asks for what was missed since the stored state, up to the limit", async (t) => {
  const { start, asked } = createHarness({ catchUpLimit: 77 });
  await start();
  t.deepEqual(asked, [{ _: "updates.getDifference", pts: 10, qts: 0, date: 100, ptsTotalLimit: 77 }]);
});

test("also asks about a channel that was behind when the process ended", async (t) => {
  const { start, asked } = createHarness({ stored: [accountBox(10), channelBox(101, 7, { knownPts: 9 }), channelBox(102, 7)] });
  await start();
  const [first, ...others] = asked.filter(({ _ }) => _ === "updates.getChannelDifference");
  t.like(first, { channel: { channelId: 101 }, pts: 7, limit: 100 });
  t.deepEqual(others, []);
});

test("hands on what was pushed while the state was being loaded", async (t) => {
  const { runner, start, handled } = createHarness();
  const started = start();
  runner.receive(privateMessage(1, 11));
  await started;
  t.deepEqual(handled, ["m1"]);
});

test("hands on the sign-in's own updates before the start, and others not", async (t) => {
  const { runner, handled } = createHarness();
  runner.receive({ _: "updateShort", update: { _: "updateLoginToken" }, date: 1 });
  runner.receive(privateMessage(1, 11));
  await settle();
  t.deepEqual(handled, ["updateLoginToken"]);
});

test("stores a counter only when the handlers before it are done", async (t) => {
  let release = (): void => {};
  const { runner, start, stored } = createHarness({
    handle: (update) => (update._ === "updateNewMessage" && update.pts === 11 ? new Promise<void>((resolve) => (release = resolve)) : undefined),
  });
  await start();
  runner.receive(privateMessage(1, 11));
  runner.receive(privateMessage(2, 12, 12));
  await settle();
  t.like(stored.get(0), { pts: 10, done: "p12 m2" });
  release();
  await settle();
  t.like(stored.get(0), { pts: 12, done: "" });
});

test("does not handle again what was done before the process was killed, though its counter was not stored", async (t) => {
  const difference = {
    _: "updates.difference",
    newMessages: [rawMessage(1), rawMessage(2)],
    newEncryptedMessages: [],
    otherUpdates: [{ _: "updateReadHistoryOutbox", peer: { _: "peerUser", userId: 11 }, maxId: 1, pts: 13, ptsCount: 1 }],
    users: [],
    chats: [],
    state: { _: "updates.state", pts: 13, qts: 0, date: 101, seq: 2, unreadCount: 0 },
  };
  const { start, handled, stored } = createHarness({ stored: [accountBox(10, { done: "p12 m2\np13 p13" })], answer: ({ _ }) => (_ === "updates.getDifference" ? difference : undefined) });
  await start();
  t.deepEqual(handled, ["m1"]);
  t.like(stored.get(0), { pts: 13, done: "" });
});

test("handles updates of a chat one after the other, those of other chats meanwhile", async (t) => {
  const releases: (() => void)[] = [];
  const { runner, start, handled } = createHarness({ handle: () => new Promise<void>((resolve) => releases.push(resolve)) });
  await start();
  runner.receive(privateMessage(1, 11, 11));
  runner.receive(privateMessage(2, 12, 11));
  runner.receive(privateMessage(3, 13, 12));
  await settle();
  t.deepEqual(handled, ["m1", "m3"]);
  releases[0]?.();
  await settle();
  t.deepEqual(handled, ["m1", "m3", "m2"]);
});

test("runs no more handlers at once than there are workers, but queries pass all queues", async (t) => {
  const { runner, start, handled } = createHarness({ workers: 2, handle: () => new Promise(() => {}) });
  await start();
  for (let id = 1; id <= 4; id++) runner.receive(privateMessage(id, 10 + id, id));
  runner.receive({ _: "updateShort", update: { _: "updateBotInlineQuery", queryId: 1n, userId: 1, query: "", offset: "" }, date: 1 });
  runner.receive({ _: "updateShort", update: { _: "updateUserStatus", userId: 1, status: { _: "userStatusEmpty" } }, date: 1 });
  await settle();
  t.deepEqual(handled.toSorted(), ["m1", "m2", "updateBotInlineQuery", "updateUserStatus"]);
  t.is(runner.health.unsettledUpdates, 4);
});

test("goes on after a handler that throws or rejects: its update counts as handled", async (t) => {
  const { runner, start, handled, stored, logged } = createHarness({
    handle: (update) => {
      if (update._ === "updateNewMessage" && update.pts < 12) throw new Error("broken handler");
    },
  });
  await start();
  runner.receive(privateMessage(1, 11));
  runner.receive(privateMessage(2, 12));
  await settle();
  t.deepEqual(handled, ["m1", "m2"]);
  t.like(stored.get(0), { pts: 12 });
  t.deepEqual(logged, ["a handler of updateNewMessage failed"]);
});

test("lets a thousand updates of one box wait for handlers, and takes the rest when there is room", async (t) => {
  let isStuck = true;
  const releases: (() => void)[] = [];
  const { runner, start, handled, logged } = createHarness({ handle: () => (isStuck ? new Promise<void>((resolve) => releases.push(resolve)) : undefined) });
  await start();
  for (let id = 1; id <= 1500; id++) runner.receive(privateMessage(id, 10 + id));
  await settle();
  t.is(runner.health.unsettledUpdates, 1000);
  t.is(runner.health.pendingUpdates, 500);
  t.true(logged.some((line) => line.includes("1000 updates are with handlers")));
  isStuck = false;
  for (const release of releases) release();
  for (let turn = 0; turn < 1000 && handled.length < 1500; turn++) await settle();
  t.deepEqual(handled, Array.from({ length: 1500 }, (_, index) => `m${index + 1}`));
});

test("the results of own calls move the counters and reach no handler", async (t) => {
  const { runner, start, handled, stored, asked } = createHarness({ stored: [accountBox(10), channelBox(101, 7)] });
  await start();
  const peer = { _: "inputPeerUser", userId: 11, accessHash: 1n } as const;
  runner.receiveResult({ _: "messages.sendMessage", peer, message: "hi", randomId: 1n }, { _: "updateShortSentMessage", id: 1, pts: 11, ptsCount: 1, date: 100, out: true });
  runner.receiveResult({ _: "messages.deleteMessages", id: [1, 2] }, { _: "messages.affectedMessages", pts: 13, ptsCount: 2 });
  const channel = { _: "inputChannel", channelId: 101, accessHash: 1n } as const;
  runner.receiveResult({ _: "channels.deleteMessages", channel, id: [1] }, { _: "messages.affectedMessages", pts: 8, ptsCount: 1 });
  const sent = { _: "updateNewMessage", message: rawMessage(5), pts: 14, ptsCount: 1 } as const;
  runner.receiveResult({ _: "messages.sendMedia", peer, media: { _: "inputMediaDice", emoticon: "x" }, message: "", randomId: 2n }, { _: "updates", updates: [sent], users: [], chats: [], date: 100, seq: 0 });
  runner.receive(privateMessage(6, 15));
  await settle();
  t.deepEqual(handled, ["m6"]);
  t.is(asks(asked, "updates.getDifference"), 1);
  t.like(stored.get(0), { pts: 15 });
  t.like(stored.get(101), { pts: 8 });
});

test("asks for the difference when a gap has been open for half a second", async (t) => {
  const { runner, start, clock, asked } = createHarness();
  await start();
  runner.receive(privateMessage(2, 12));
  t.is(runner.health.pendingGaps, 1);
  t.is(runner.health.behindBy, 2);
  clock.advance(499);
  t.is(asks(asked, "updates.getDifference"), 1);
  clock.advance(1);
  await settle();
  t.is(asks(asked, "updates.getDifference"), 2);
});

test("asks for the difference when something was pushed that cannot be read, and counts it", async (t) => {
  const { runner, start, asked } = createHarness();
  await start();
  runner.receiveUnreadable(new TlError("unknown constructor"));
  await settle();
  t.is(asks(asked, "updates.getDifference"), 2);
  t.is(runner.health.skippedConstructors, 1);
});

test("asks for the difference after a new connection, and after 15 minutes of silence", async (t) => {
  const { runner, start, clock, asked } = createHarness();
  await start();
  runner.connectionRenewed();
  await settle();
  t.is(asks(asked, "updates.getDifference"), 2);
  clock.advance(15 * 60_000 - 1);
  t.is(asks(asked, "updates.getDifference"), 2);
  clock.advance(1);
  await settle();
  t.is(asks(asked, "updates.getDifference"), 3);
});

test("waits 1, 2, 4 … 60 seconds between differences that fail", async (t) => {
  let failures = 0;
  const { start, clock, asked } = createHarness({
    answer: ({ _ }) => {
      if (_ === "updates.getDifference" && (failures += 1) <= 9) throw refusal(500, "PERSISTENT_TIMESTAMP_OUTDATED");
    },
  });
  await start();
  for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60, 60]) {
    const before = asks(asked, "updates.getDifference");
    clock.advance(1000 * seconds - 1);
    await settle();
    t.is(asks(asked, "updates.getDifference"), before);
    clock.advance(1);
    await settle();
    t.is(asks(asked, "updates.getDifference"), before + 1);
  }
});

test("waits as long as a flood wait says", async (t) => {
  let isFirst = true;
  const { start, clock, asked } = createHarness({
    answer: () => {
      if (isFirst) {
        isFirst = false;
        throw refusal(420, "FLOOD_WAIT_30");
      }
    },
  });
  await start();
  clock.advance(29_999);
  await settle();
  t.is(asked.length, 1);
  clock.advance(1);
  await settle();
  t.is(asked.length, 2);
});

test("asks at once when the line is up again, whatever pause its failures had earned", async (t) => {
  let isDown = true;
  const { runner, start, asked } = createHarness({
    answer: () => {
      if (isDown) throw new ConnectionError("no line");
    },
  });
  await start();
  isDown = false;
  runner.connectionRenewed();
  await settle();
  t.is(asks(asked, "updates.getDifference"), 2);
});

test("asks again when no answer comes for two minutes", async (t) => {
  const signals: AbortSignal[] = [];
  const { start, clock } = createHarness({
    invoke: (_request, { signal }) => {
      signals.push(signal);
      return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
    },
  });
  await start();
  clock.advance(119_999);
  t.false(signals[0]?.aborted);
  clock.advance(1);
  await settle();
  t.true(signals[0]?.aborted);
  clock.advance(1000);
  await settle();
  t.is(signals.length, 2);
});

test("stops asking when nobody is signed in any more", async (t) => {
  const { runner, start, clock, asked } = createHarness({
    answer: () => {
      throw refusal(401, "AUTH_KEY_UNREGISTERED");
    },
  });
  await start();
  clock.advance(3_600_000);
  await settle();
  t.is(asked.length, 1);
  t.false(runner.health.isRunning);
});

test("takes the server's state when it does not know ours, and reports the gap", async (t) => {
  const { start, asked, gaps, stored } = createHarness({
    stored: [accountBox(5000)],
    answer: ({ _ }) => {
      if (_ === "updates.getDifference") throw refusal(400, "PERSISTENT_TIMESTAMP_INVALID");
    },
  });
  await start();
  t.deepEqual(
    asked.map(({ _ }) => _),
    ["updates.getDifference", "updates.getState"],
  );
  t.deepEqual(gaps, [{ channelId: null, reason: "reset" }]);
  t.like(stored.get(0), { pts: 10 });
});

test("a difference that is too long is reported and read on from where the server says", async (t) => {
  const { runner, start, gaps, stored } = createHarness({
    answer: (request) => (request._ === "updates.getDifference" && request.pts === 10 ? { _: "updates.differenceTooLong", pts: 500 } : undefined),
  });
  await start();
  t.deepEqual(gaps, [{ channelId: null, reason: "tooLong" }]);
  t.like(stored.get(0), { pts: 500 });
  t.is(runner.health.lostGaps, 1);
});

test("a difference that never ends and brings nothing is asked for less and less often", async (t) => {
  const slice = {
    _: "updates.differenceSlice",
    newMessages: [],
    newEncryptedMessages: [],
    otherUpdates: [],
    users: [],
    chats: [],
    intermediateState: { _: "updates.state", pts: 10, qts: 0, date: 100, seq: 1, unreadCount: 0 },
  };
  const { start, clock, asked, logged } = createHarness({ answer: () => slice });
  await start();
  for (let minute = 0; minute < 10; minute++) {
    clock.advance(60_000);
    await settle();
  }
  t.true(asked.length <= 16, `${asked.length} calls`);
  t.true(logged.some((line) => line.includes("brought nothing and did not end")));
});

test("a difference that goes on for ever is interrupted", async (t) => {
  let pts = 10;
  const { start, asked, logged } = createHarness({
    answer: () => ({
      _: "updates.differenceSlice",
      newMessages: [],
      newEncryptedMessages: [],
      otherUpdates: [],
      users: [],
      chats: [],
      intermediateState: { _: "updates.state", pts: (pts += 1), qts: 0, date: 100, seq: 1, unreadCount: 0 },
    }),
  });
  await start();
  for (let turn = 0; turn < 3000 && logged.length === 0; turn++) await settle();
  t.is(asked.length, 1000);
  t.regex(logged.join("\n"), /did not end after 1000 pieces/);
});

test("gives up a difference whose answers cannot be read, reports the gap and goes on", async (t) => {
  const { start, clock, gaps, runner, handled } = createHarness({
    answer: ({ _ }) => {
      if (_ === "updates.getDifference") throw new TlError("unknown constructor");
    },
  });
  await start();
  for (let second = 0; second < 10; second++) {
    clock.advance(1000);
    await settle();
  }
  t.deepEqual(gaps, [{ channelId: null, reason: "unreadable" }]);
  runner.receive(privateMessage(1, 11));
  await settle();
  t.deepEqual(handled, ["m1"]);
});

test("forgets a channel that became private, asks no more, and still hands on what it pushes", async (t) => {
  const { runner, start, clock, asked, handled, stored } = createHarness({
    stored: [accountBox(10), channelBox(101, 7)],
    answer: ({ _ }) => {
      if (_ === "updates.getChannelDifference") throw refusal(400, "CHANNEL_PRIVATE");
    },
  });
  await start();
  runner.receive(channelMessage(101, 5, 12));
  clock.advance(1000);
  await settle();
  t.is(asks(asked, "updates.getChannelDifference"), 1);
  t.is(runner.health.inaccessibleChannels, 1);
  runner.receive(channelMessage(101, 9, 20));
  clock.advance(3_600_000);
  await settle();
  t.is(asks(asked, "updates.getChannelDifference"), 1);
  t.deepEqual(handled, ["m5", "m9"]);
  t.like(stored.get(101), { pts: 20 });
  runner.receive({ _: "updateShort", update: { _: "updateChannel", channelId: 101 }, date: 1 });
  await settle();
  t.is(asks(asked, "updates.getChannelDifference"), 2);
});

test("takes the first update that it sees of a channel as its beginning", async (t) => {
  const { runner, start, handled, stored, asked } = createHarness();
  await start();
  runner.receive(channelMessage(101, 5, 12));
  await settle();
  t.deepEqual(handled, ["m5"]);
  t.like(stored.get(101), { pts: 12 });
  t.is(asks(asked, "updates.getChannelDifference"), 0);
});

test("fetches the differences of ten channels at once, no more", async (t) => {
  const releases: (() => void)[] = [];
  const channels = Array.from({ length: 15 }, (_, index) => channelBox(101 + index, 7, { knownPts: 8 }));
  const { start, asked } = createHarness({
    stored: [accountBox(10), ...channels],
    answer: (request) =>
      request._ === "updates.getChannelDifference"
        ? new Promise((resolve) => releases.push(() => resolve({ _: "updates.channelDifferenceEmpty", final: true, pts: 8 })))
        : undefined,
  });
  await start();
  t.is(asks(asked, "updates.getChannelDifference"), 10);
  for (const release of releases.splice(0)) release();
  await settle();
  t.is(asks(asked, "updates.getChannelDifference"), 15);
});

test("a channel's difference that is too long is reported with the channel", async (t) => {
  const dialog = { _: "dialog", peer: { _: "peerChannel", channelId: 101 }, topMessage: 9, readInboxMaxId: 0, readOutboxMaxId: 0, unreadCount: 0, unreadMentionsCount: 0, unreadReactionsCount: 0, unreadPollVotesCount: 0, notifySettings: { _: "peerNotifySettings" }, pts: 900 };
  const { start, gaps, stored } = createHarness({
    stored: [accountBox(10), channelBox(101, 7, { knownPts: 8 })],
    answer: ({ _ }) => (_ === "updates.getChannelDifference" ? { _: "updates.channelDifferenceTooLong", final: true, dialog, messages: [], chats: [], users: [] } : undefined),
  });
  await start();
  t.deepEqual(gaps, [{ channelId: 101, reason: "tooLong" }]);
  t.like(stored.get(101), { pts: 900 });
});

test("an update that mentions somebody unknown comes by the difference, with them", async (t) => {
  const known = new Set<number>();
  const difference = {
    _: "updates.difference",
    newMessages: [rawMessage(1)],
    newEncryptedMessages: [],
    otherUpdates: [],
    users: [{ _: "user", id: 11 }],
    chats: [],
    state: { _: "updates.state", pts: 11, qts: 0, date: 101, seq: 1, unreadCount: 0 },
  };
  let isPushed = false;
  const { runner, start, handled, asked } = createHarness({
    knows: (peer) => peer._ === "peerUser" && known.has(peer.userId),
    learnPeers: ({ users }) => users.forEach(({ id }) => known.add(id)),
    answer: () => (isPushed ? difference : undefined),
  });
  known.add(1);
  await start();
  isPushed = true;
  runner.receive(privateMessage(1, 11));
  t.deepEqual(handled, []);
  await settle();
  t.deepEqual(handled, ["m1"]);
  t.is(asks(asked, "updates.getDifference"), 2);
});

test("stop waits for running handlers, begins no others, and stores what is done", async (t) => {
  const releases: (() => void)[] = [];
  const { runner, start, handled, stored } = createHarness({ handle: () => new Promise<void>((resolve) => releases.push(resolve)) });
  await start();
  runner.receive(privateMessage(1, 11));
  runner.receive(privateMessage(2, 12));
  await settle();
  let isStopped = false;
  const stopping = runner.stop().then(() => (isStopped = true));
  await settle();
  t.false(isStopped);
  releases[0]?.();
  await stopping;
  t.deepEqual(handled, ["m1"]);
  t.like(stored.get(0), { pts: 11 });
  runner.receive(privateMessage(3, 13));
  await settle();
  t.deepEqual(handled, ["m1"]);
});

test("stop does not wait for ever: the update of a handler that never ends comes again after the next start", async (t) => {
  const { runner, start, clock, stored, logged } = createHarness({
    handle: (update) => (update._ === "updateNewMessage" && update.pts === 11 ? new Promise(() => {}) : undefined),
  });
  await start();
  runner.receive(privateMessage(1, 11, 11));
  runner.receive(privateMessage(2, 12, 12));
  await settle();
  const stopping = runner.stop(2000);
  clock.advance(1999);
  await settle();
  t.deepEqual(logged, []);
  clock.advance(1);
  await stopping;
  t.deepEqual(logged, ["1 handlers did not end in time; their updates will be handled again"]);
  t.like(stored.get(0), { pts: 10, done: "p12 m2" });
});

test("a handler may stop the client: its update counts as handled", async (t) => {
  const { runner, start, stored, handled } = createHarness({
    handle: async () => {
      await settle();
      await runner.stop();
      handled.push("stopped");
    },
  });
  await start();
  runner.receive(privateMessage(1, 11));
  for (let turn = 0; turn < 5; turn++) await settle();
  t.deepEqual(handled, ["m1", "stopped"]);
  t.like(stored.get(0), { pts: 11 });
});

test("tries again to store the state when the storage has refused", async (t) => {
  let fails = 2;
  const kept: number[] = [];
  const { runner, start, clock, logged } = createHarness({
    store: {
      loadUpdateBoxes: async () => [accountBox(10)],
      saveUpdateBoxes: async (boxes) => {
        if ((fails -= 1) >= 0) throw new Error("disk full");
        kept.push(...boxes.map(({ pts }) => pts));
      },
    },
  });
  await start();
  runner.receive(privateMessage(1, 11));
  for (let second = 0; second < 4; second++) {
    await settle();
    clock.advance(1000);
  }
  await settle();
  t.is(kept.at(-1), 11);
  t.true(logged.some((line) => line.includes("could not be stored")));
});

test("stores no counter before the peers that came with it", async (t) => {
  let release = (): void => {};
  const { runner, start, stored } = createHarness({ learnPeers: () => new Promise<void>((resolve) => (release = resolve)) });
  await start();
  const update = { _: "updateNewMessage", message: rawMessage(1), pts: 11, ptsCount: 1 } as const;
  runner.receive({ _: "updates", updates: [update], users: [{ _: "user", id: 11 }], chats: [], date: 100, seq: 0 });
  await settle();
  t.like(stored.get(0), { pts: 10 });
  release();
  await settle();
  t.like(stored.get(0), { pts: 11 });
});

test("tells its health", async (t) => {
  const { runner, start } = createHarness({ answer: () => EMPTY });
  t.like(runner.health, { isRunning: false, lastPushAt: null, lastDifferenceAt: null, behindBy: 0 });
  await start();
  runner.receive(privateMessage(1, 11));
  await settle();
  t.deepEqual(runner.health, {
    isRunning: true,
    behindBy: 0,
    lastPushAt: new Date(1_700_000_000_000),
    lastDifferenceAt: new Date(1_700_000_000_000),
    isCatchingUp: false,
    pendingGaps: 0,
    pendingUpdates: 0,
    unsettledUpdates: 0,
    skippedConstructors: 0,
    lostGaps: 0,
    inaccessibleChannels: 0,
  });
  await runner.stop();
  t.false(runner.health.isRunning);
});
