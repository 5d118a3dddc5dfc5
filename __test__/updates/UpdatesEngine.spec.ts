import test from "ava";
import type { tl } from "../../ts/tl/index.js";
import { UpdatesEngine, type BoxRecord } from "../../ts/updates/index.js";
import { privateMessage, rawMessage, SELF_ID } from "./runnerHarness.js";

const ACCOUNT: BoxRecord = { boxId: 0, pts: 10, qts: 3, date: 100, seq: 5, knownPts: 10, done: new Map() };
const channel = (pts: number): BoxRecord => ({ boxId: 101, pts, qts: 0, date: 0, seq: 0, knownPts: pts, done: new Map() });
const STATE: tl.RawUpdatesState = { _: "updates.state", pts: 10, qts: 3, date: 100, seq: 5, unreadCount: 0 };

function create(...records: BoxRecord[]): UpdatesEngine {
  return new UpdatesEngine({ selfId: SELF_ID, knows: () => true }, records.length === 0 ? [ACCOUNT] : records, 0);
}

/** What it gives out, by kind; all of it is settled. */
function kinds(engine: UpdatesEngine): string[] {
  return engine.takeEvents().flatMap((event) => {
    if (event.kind !== "update") return [event.kind];
    if (event.ticket !== null) engine.settle(event.ticket, 0);
    return [event.update._];
  });
}

function container(seq: number, seqStart = seq, updates: tl.Update[] = [{ _: "updateUserName", userId: 5, firstName: `${seq}`, lastName: "", usernames: [] }]): tl.Updates {
  return { _: "updatesCombined", updates, users: [], chats: [], date: 200, seqStart, seq };
}

test("needs the account's box", (t) => {
  t.throws(() => create(channel(5)), { instanceOf: TypeError, message: /account/ });
});

test("containers are applied by their sequence: once, and those that come early wait", (t) => {
  const engine = create();
  engine.receive(container(8, 7), 0);
  t.deepEqual(kinds(engine), []);
  engine.receive(container(6), 0);
  engine.receive(container(6), 0);
  t.deepEqual(kinds(engine), ["updateUserName", "updateUserName"]);
  t.like(engine.takeChanges()[0], { seq: 8 });
});

test("counted updates in a container that comes early do not wait for it", (t) => {
  const engine = create();
  engine.receive(container(8, 8, [{ _: "updateNewMessage", message: rawMessage(1), pts: 11, ptsCount: 1 }]), 0);
  t.deepEqual(kinds(engine), ["updateNewMessage"]);
  t.is(engine.deadlineMs, 500);
});

test("the ids of what was sent come before what has those ids", (t) => {
  const engine = create();
  const updates: tl.Update[] = [
    { _: "updateNewMessage", message: rawMessage(1), pts: 11, ptsCount: 1 },
    { _: "updateMessageID", id: 1, randomId: 5n },
  ];
  engine.receive({ _: "updates", updates, users: [], chats: [], date: 1, seq: 0 }, 0);
  t.deepEqual(engine.takeEvents().length, 2);
  const difference = { newMessages: [rawMessage(2)], newEncryptedMessages: [], otherUpdates: [{ _: "updateMessageID", id: 2, randomId: 6n } as const], users: [], chats: [] };
  engine.catchUp(0);
  engine.takeFetches(0);
  engine.receiveDifference({ _: "updates.difference", ...difference, state: { ...STATE, pts: 12 } }, 0);
  t.deepEqual(kinds(engine), ["updateMessageID", "updateNewMessage"]);
});

test("qts goes by ones, and a gap in it is closed by the same difference", (t) => {
  const engine = create();
  const stopped = (qts: number): tl.Updates => ({ _: "updateShort", update: { _: "updateBotStopped", userId: 5, date: 1, stopped: true, qts }, date: 1 });
  engine.receive(stopped(4), 0);
  t.deepEqual(kinds(engine), ["updateBotStopped"]);
  engine.receive(stopped(6), 0);
  t.deepEqual(kinds(engine), []);
  t.deepEqual(engine.takeFetches(500), [{ kind: "difference", pts: 10, qts: 4, date: 100 }]);
});

test("pts that goes backwards is dropped, unless so far that the server must have counted anew", (t) => {
  const engine = create({ ...ACCOUNT, pts: 2_000_000, knownPts: 2_000_000 });
  engine.receive(privateMessage(1, 1_999_000), 0);
  t.deepEqual(kinds(engine), []);
  engine.receive(privateMessage(2, 6), 0);
  t.deepEqual(kinds(engine), ["updateNewMessage"]);
  engine.receive(privateMessage(3, 7), 0);
  t.deepEqual(kinds(engine), ["updateNewMessage"]);
});

test("a difference that ends before where the client is moves nothing back", (t) => {
  const engine = create();
  engine.catchUp(0);
  engine.takeFetches(0);
  engine.receiveDifference({ _: "updates.difference", newMessages: [], newEncryptedMessages: [], otherUpdates: [], users: [], chats: [], state: { ...STATE, pts: 4 } }, 0);
  t.like(engine.takeChanges()[0], { pts: 10 });
});

test("an impossible counter is refused and asks for the difference", (t) => {
  const engine = create();
  engine.receive({ _: "updateShortMessage", id: 1, userId: 5, message: "", pts: 2, ptsCount: 7, date: 1 }, 0);
  t.deepEqual(kinds(engine), ["problem"]);
  t.like(engine.takeFetches(0), [{ kind: "difference" }]);
});

test("a push far beyond what the server then knows of is given up after some looks, and the stream goes on", (t) => {
  const engine = create();
  engine.receive(privateMessage(1, 2 ** 31 - 1), 0);
  let nowMs = 0;
  let looks = 0;
  for (; engine.deadlineMs < nowMs + 60_000; looks++) {
    nowMs = engine.deadlineMs;
    if (engine.takeFetches(nowMs).length > 0) engine.receiveDifference({ _: "updates.differenceEmpty", date: 100, seq: 5 }, nowMs);
  }
  t.is(looks, 6);
  t.deepEqual(kinds(engine), ["problem"]);
  engine.receive(privateMessage(2, 11), nowMs);
  t.deepEqual(kinds(engine), ["updateNewMessage"]);
});

test("updatePtsChanged makes the counters void: the state is fetched and taken, and the gap is told", (t) => {
  const engine = create();
  engine.receive({ _: "updateShort", update: { _: "updatePtsChanged" }, date: 1 }, 0);
  t.deepEqual(kinds(engine), ["updatePtsChanged"]);
  t.deepEqual(engine.takeFetches(0), [{ kind: "state" }]);
  engine.receive(privateMessage(1, 3), 0);
  engine.receiveState({ ...STATE, pts: 2 }, 0);
  t.deepEqual(kinds(engine), ["gap", "updateNewMessage"]);
  t.like(engine.takeChanges()[0], { pts: 3 });
});

test("what comes while a difference runs waits for it, and is dropped if the difference has it", (t) => {
  const engine = create();
  engine.receive({ _: "updatesTooLong" }, 0);
  engine.takeFetches(0);
  engine.receive(privateMessage(1, 11), 0);
  engine.receive(privateMessage(2, 12), 0);
  engine.receive({ _: "updateShort", update: { _: "updateLoginToken" }, date: 1 }, 0);
  t.deepEqual(kinds(engine), ["updateLoginToken"]);
  engine.receiveDifference({ _: "updates.difference", newMessages: [rawMessage(1)], newEncryptedMessages: [], otherUpdates: [], users: [], chats: [], state: { ...STATE, pts: 11 } }, 0);
  t.deepEqual(kinds(engine), ["updateNewMessage", "updateNewMessage"]);
});

test("updateChannelTooLong asks for the channel's difference, unless its pts was reached", (t) => {
  const engine = create(ACCOUNT, channel(7));
  const tooLong = (pts?: number): tl.Updates => ({ _: "updateShort", update: { _: "updateChannelTooLong", channelId: 101, pts }, date: 1 });
  engine.receive(tooLong(7), 0);
  t.deepEqual(engine.takeFetches(0), []);
  engine.receive(tooLong(9), 0);
  t.deepEqual(engine.takeFetches(0), [{ kind: "channelDifference", channelId: 101, pts: 7 }]);
  engine.receiveChannelDifference(101, { _: "updates.channelDifferenceEmpty", final: true, pts: 9 }, 0);
  engine.receive(tooLong(), 0);
  t.like(
    engine.takeChanges().find(({ boxId }) => boxId === 101),
    { pts: 9, knownPts: 10 },
  );
  t.deepEqual(engine.takeFetches(0), [{ kind: "channelDifference", channelId: 101, pts: 9 }]);
  engine.receiveChannelDifference(101, { _: "updates.channelDifferenceEmpty", final: true, pts: 9 }, 0);
  t.is(engine.status.behindBy, 0);
  t.deepEqual(engine.takeFetches(60_000), []);
});

test("a channel's difference that is not final goes on at once, one that brings nothing later", (t) => {
  const engine = create(ACCOUNT, channel(7));
  engine.receive({ _: "updateShort", update: { _: "updateChannelTooLong", channelId: 101, pts: 9 }, date: 1 }, 0);
  engine.takeFetches(0);
  const piece = (id: number, pts: number): tl.UpdatesChannelDifference => ({ _: "updates.channelDifference", pts, newMessages: [rawMessage(id, { _: "peerChannel", channelId: 101 })], otherUpdates: [], users: [], chats: [] });
  engine.receiveChannelDifference(101, piece(1, 8), 0);
  t.deepEqual(engine.takeFetches(0), [{ kind: "channelDifference", channelId: 101, pts: 8 }]);
  engine.receiveChannelDifference(101, piece(1, 8), 0);
  t.deepEqual(kinds(engine), ["updateChannelTooLong", "updateNewChannelMessage", "problem"]);
  t.deepEqual(engine.takeFetches(999), []);
  t.is(engine.takeFetches(1000).length, 1);
});

test("of a channel that is seen for the first time in a difference, what is older than the last state is history", (t) => {
  const messages = [1, 2, 3].map((id): tl.Message => rawMessage(id, { _: "peerChannel", channelId: 101 }, 98 + id));
  const tooLong: tl.Updates = { _: "updateShort", update: { _: "updateChannelTooLong", channelId: 101, pts: 4 }, date: 1 };
  const texts = (engine: UpdatesEngine): unknown[] => engine.takeEvents().flatMap((event) => (event.kind === "gap" ? ["gap"] : event.kind === "update" ? (event.context.key ?? []) : []));

  const small = create();
  small.receive(tooLong, 0);
  t.deepEqual(small.takeFetches(0), [{ kind: "channelDifference", channelId: 101, pts: 0 }]);
  small.receiveChannelDifference(101, { _: "updates.channelDifference", final: true, pts: 4, newMessages: messages, otherUpdates: [], users: [], chats: [] }, 0);
  t.deepEqual(texts(small), ["101:m2", "101:m3"]);

  const dialog: tl.Dialog = { _: "dialog", peer: { _: "peerChannel", channelId: 101 }, topMessage: 3, readInboxMaxId: 0, readOutboxMaxId: 0, unreadCount: 0, unreadMentionsCount: 0, unreadReactionsCount: 0, unreadPollVotesCount: 0, notifySettings: { _: "peerNotifySettings" }, pts: 4 };
  const newest = (from: number): tl.UpdatesChannelDifference => ({ _: "updates.channelDifferenceTooLong", final: true, dialog, messages: messages.slice(from).toReversed(), users: [], chats: [] });
  for (const [from, told] of [
    [0, ["101:m2", "101:m3"]],
    [1, ["101:m2", "101:m3", "gap"]],
  ] as const) {
    const large = create();
    large.receive(tooLong, 0);
    large.takeFetches(0);
    large.receiveChannelDifference(101, newest(from), 0);
    t.deepEqual(texts(large), [...told]);
    t.like(
      large.takeChanges().find(({ boxId }) => boxId === 101),
      { knownPts: 4 },
    );
  }
});

test("a channel that is watched is polled as often as the server says, until nobody watches it", (t) => {
  const engine = create(ACCOUNT, channel(7));
  const unwatch = engine.watchChannel(101, 0);
  t.is(engine.takeFetches(0).length, 1);
  engine.receiveChannelDifference(101, { _: "updates.channelDifferenceEmpty", final: true, pts: 7, timeout: 42 }, 1000);
  t.is(engine.deadlineMs, 43_000);
  t.is(engine.takeFetches(43_000).length, 1);
  unwatch();
  engine.receiveChannelDifference(101, { _: "updates.channelDifferenceEmpty", final: true, pts: 7, timeout: 42 }, 44_000);
  t.deepEqual(engine.takeFetches(100_000), []);
});

test("an answer that shows a channel further on asks for its difference after half a second", (t) => {
  const engine = create(ACCOUNT, channel(7));
  engine.receiveStep({ kind: "hint", channelId: 101, pts: 7, isBase: true }, 0);
  t.deepEqual(engine.takeFetches(1000), []);
  engine.receiveStep({ kind: "hint", channelId: 101, pts: 9, isBase: true }, 1000);
  t.is(engine.deadlineMs, 1500);
  t.is(engine.takeFetches(1500).length, 1);
  engine.receiveStep({ kind: "hint", channelId: 102, pts: 50, isBase: true }, 0);
  engine.receiveStep({ kind: "hint", channelId: 103, pts: 50, isBase: false }, 0);
  t.deepEqual(
    engine.takeChanges().map(({ boxId, pts }) => [boxId, pts]),
    [
      [101, 7],
      [102, 50],
    ],
  );
});

test("a call's result that overtakes pushes does not let them be lost, and its message is not told twice", (t) => {
  const engine = create();
  const own: tl.Updates = { _: "updates", updates: [{ _: "updateNewMessage", message: rawMessage(2), pts: 12, ptsCount: 1 }], users: [], chats: [], date: 1, seq: 0 };
  engine.receive(own, 0, true);
  t.deepEqual(kinds(engine), []);
  engine.takeFetches(500);
  engine.receiveDifference({ _: "updates.difference", newMessages: [rawMessage(1), rawMessage(2)], newEncryptedMessages: [], otherUpdates: [], users: [], chats: [], state: { ...STATE, pts: 12 } }, 500);
  t.deepEqual(
    engine.takeEvents().map((event) => (event.kind === "update" ? event.context.key : event.kind)),
    ["m1"],
  );
});

test("tells the server how far it is after a hundred thousand updates that needed no difference", (t) => {
  const engine = create();
  const affected = (at: number, count: number): void => engine.receiveStep({ kind: "step", boxId: 0, at, count, key: null }, 0);
  affected(100_010, 100_000);
  t.deepEqual(engine.takeFetches(0), []);
  affected(100_011, 1);
  t.deepEqual(engine.takeFetches(0), [{ kind: "difference", pts: 100_011, qts: 3, date: 100 }]);
});

test("ten thousand updates may wait for a gap; more are dropped and come by the difference", (t) => {
  const engine = create();
  for (let index = 0; index <= 10_000; index++) engine.receive(privateMessage(index, 20 + index), 0);
  t.deepEqual(kinds(engine), ["problem"]);
  t.is(engine.status.pending, 0);
  t.is(engine.takeFetches(0).length, 1);
});
