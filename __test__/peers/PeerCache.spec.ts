import test from "ava";

import { PeerCache } from "../../ts/peers/index.js";
import type { tl } from "../../ts/tl/index.js";
import { channel, CountingStorage, FakeTimers, message, user } from "./fixtures.js";

async function setUp(capacity = 100) {
  const timers = new FakeTimers();
  const storage = new CountingStorage({}, timers.now);
  await storage.open();
  const errors: unknown[] = [];
  const cache = new PeerCache({ storage, capacity, now: timers.now, schedule: timers.schedule, onError: (error) => errors.push(error) });
  return { timers, storage, cache, errors };
}

const CHANNEL_42 = -1_000_000_000_042;

test("new peers are written at once, in one batch", async (t) => {
  const { storage, cache } = await setUp();
  await cache.learn({ users: [user(5, { phone: "123" }), user(6)], chats: [channel(42)] });
  t.deepEqual(storage.writes, [[5, 6, CHANNEL_42]]);
  t.is((await storage.peerById(CHANNEL_42))?.accessHash, 4200n);
  t.is((await storage.peerByPhone("123"))?.id, 5);
});

test("a new peer is asked to be written before whatever its learner saves next", async (t) => {
  const { storage, cache } = await setUp();
  const order: string[] = [];
  const learnt = cache.learn({ users: [user(5)] })?.then(() => order.push("peer"));
  const saved = storage.saveValue("pts", Uint8Array.of(1)).then(() => order.push("pts"));
  await Promise.all([learnt, saved]);
  t.deepEqual(storage.writes, [[5]]);
});

test("a changed hash is written at once, a changed name within 30 s, nothing new not at all", async (t) => {
  const { storage, cache, timers } = await setUp();
  await cache.learn({ users: [user(5, { username: "old" })] });
  await cache.learn({ users: [user(5, { username: "old" })] });
  t.is(storage.writes.length, 1);
  await cache.learn({ users: [user(5, { username: "new" })] });
  t.is(storage.writes.length, 1);
  timers.advance(30_000);
  t.is(storage.writes.length, 2);
  t.is((await cache.byUsername("new"))?.id, 5);
  t.is(await cache.byUsername("old"), null);
  await cache.learn({ users: [user(5, { username: "new", accessHash: 7n })] });
  t.is(storage.writes.length, 3);
  t.is(await cache.accessHash(5), 7n);
});

test("a name learnt a moment ago is found before it is written", async (t) => {
  const { cache } = await setUp();
  await cache.learn({ users: [user(5)] });
  await cache.learn({ users: [user(5, { username: "fresh" })] });
  t.is((await cache.byUsername("fresh"))?.id, 5);
});

test("what waits to be written is written by flush, once", async (t) => {
  const { storage, cache, timers } = await setUp();
  await cache.learn({ users: [user(5)] });
  await cache.learn({ users: [user(5, { phone: "1" })] });
  await cache.flush();
  t.is(storage.writes.length, 2);
  timers.advance(60_000);
  t.is(storage.writes.length, 2);
});

test("a peer that is met for hours keeps its name from growing old", async (t) => {
  const { storage, cache, timers } = await setUp();
  for (let hour = 0; hour < 48; hour++) {
    await cache.learn({ users: [user(5, { username: "steady" })] });
    timers.advance(60 * 60 * 1000);
  }
  t.is((await cache.byUsername("steady"))?.id, 5);
  t.true(storage.writes.length < 12);
});

test("every active username leads to the peer", async (t) => {
  const { cache } = await setUp();
  const usernames: tl.Username[] = [
    { _: "username", editable: true, active: true, username: "Main" },
    { _: "username", active: true, username: "Gold" },
    { _: "username", username: "asleep" },
  ];
  await cache.learn({ users: [user(5, { usernames })] });
  t.is((await cache.byUsername("main"))?.id, 5);
  t.is((await cache.byUsername("GOLD"))?.id, 5);
  t.is(await cache.byUsername("asleep"), null);
});

test("updateUserName moves the names", async (t) => {
  const { cache } = await setUp();
  await cache.learn({ users: [user(5, { username: "old" })] });
  const usernames: tl.Username[] = [{ _: "username", active: true, username: "New" }];
  await cache.learnUpdate({ _: "updateUserName", userId: 5, firstName: "A", lastName: "B", usernames });
  t.is(await cache.byUsername("old"), null);
  t.is((await cache.byUsername("new"))?.id, 5);
  t.like(cache.get(5), { firstName: "A", lastName: "B", accessHash: 500n });
});

test("a min user neither lowers a full one nor brings its hash", async (t) => {
  const { cache } = await setUp();
  await cache.learn({ users: [user(5, { phone: "123", contact: true, username: "five" })] });
  await cache.learn({ users: [user(5, { min: true, accessHash: 9n, premium: true, firstName: "Short" })] });
  t.is(await cache.accessHash(5), 500n);
  t.like(cache.get(5), { min: undefined, premium: true, contact: true, phone: "123", firstName: "User 5", username: "five" });
});

test("a min user's photo counts only if it says so, its status only when none is known", async (t) => {
  const { cache } = await setUp();
  const photo: tl.UserProfilePhoto = { _: "userProfilePhoto", photoId: 1n, dcId: 2 };
  await cache.learn({ users: [user(5, { status: { _: "userStatusOnline", expires: 1 } })] });
  await cache.learn({ users: [user(5, { min: true, photo, status: { _: "userStatusRecently" } })] });
  t.like(cache.get(5), { photo: undefined, status: { _: "userStatusOnline", expires: 1 } });
  await cache.learn({ users: [user(5, { min: true, applyMinPhoto: true, photo })] });
  t.like(cache.get(5), { photo });
});

test("a min channel changes title and flags, never rights or hash", async (t) => {
  const { cache } = await setUp();
  const adminRights: tl.ChatAdminRights = { _: "chatAdminRights", banUsers: true };
  await cache.learn({ chats: [channel(42, { creator: true, adminRights })] });
  await cache.learn({ chats: [channel(42, { min: true, accessHash: 1n, title: "New", verified: true })] });
  t.like(cache.get(CHANNEL_42), { title: "New", verified: true, creator: true, adminRights, accessHash: 4200n, min: undefined });
});

test("a min peer is named by the message that mentions it, until it comes in full", async (t) => {
  const { cache, storage } = await setUp();
  const peerId: tl.Peer = { _: "peerChannel", channelId: 42 };
  await cache.learn({
    users: [user(5, { min: true })],
    chats: [channel(42)],
    messages: [message(10, peerId, { fromId: { _: "peerUser", userId: 5 } })],
  });
  t.is(await cache.accessHash(5), null);
  t.deepEqual(await cache.context(5), { id: 5, chatId: CHANNEL_42, messageId: 10 });
  await cache.flush();
  t.deepEqual(await storage.peerContext(5), { id: 5, chatId: CHANNEL_42, messageId: 10 });
  await cache.learn({ users: [user(5)] });
  t.is(await cache.context(5), null);
});

test("a context dies with its message", async (t) => {
  const { cache, storage } = await setUp();
  const messages = [message(10, { _: "peerChannel", channelId: 42 }, { viaBotId: 5 })];
  await cache.learn({ users: [user(5, { min: true })], chats: [channel(42)], messages });
  await cache.learnUpdate({ _: "updateDeleteChannelMessages", channelId: 42, messages: [10], pts: 1, ptsCount: 1 });
  t.is(await cache.context(5), null);
  await cache.flush();
  t.is(await storage.peerContext(5), null);
});

test("a chat that is only min itself gives no context", async (t) => {
  const { cache } = await setUp();
  const messages = [message(10, { _: "peerChannel", channelId: 42 }, { viaBotId: 5 })];
  await cache.learn({ users: [user(5, { min: true })], chats: [channel(42, { min: true })], messages });
  t.is(await cache.context(5), null);
});

test("memory is bounded, the session file is not", async (t) => {
  const { cache } = await setUp(10);
  await cache.learn({ users: Array.from({ length: 50 }, (_, index) => user(index + 1)) });
  t.is(cache.get(1), null);
  t.not(cache.get(50), null);
  t.is(await cache.accessHash(1), 100n);
});

test("learns from answers of every shape", async (t) => {
  const { cache } = await setUp();
  await cache.learnFrom([user(1), { _: "userEmpty", id: 99 }]);
  await cache.learnFrom({ _: "auth.authorization", user: user(2) });
  await cache.learnFrom({ _: "chatInviteAlready", chat: channel(3) });
  await cache.learnFrom({ _: "messages.invitedUsers", updates: { _: "updates", updates: [], users: [user(4)], chats: [] } });
  await cache.learnFrom({ _: "auth.loginTokenSuccess", authorization: { _: "auth.authorization", user: user(5) } });
  for (const id of [1, 2, -1_000_000_000_003, 4, 5]) t.not(await cache.accessHash(id), null, String(id));
  for (const nothing of [null, undefined, true, 5, "x", [], [1n], { _: "config" }]) await cache.learnFrom(nothing);
  t.is(await cache.accessHash(99), null);
});

test("finds contexts in the messages of pushed updates", async (t) => {
  const { cache } = await setUp();
  const update = { _: "updateNewChannelMessage", message: message(7, { _: "peerChannel", channelId: 42 }, { viaBotId: 5 }), pts: 1, ptsCount: 1 };
  await cache.learnFrom({ _: "updates", updates: [update], users: [user(5, { min: true })], chats: [channel(42)], date: 0, seq: 0 });
  t.is((await cache.context(5))?.messageId, 7);
});

test("a storage that fails does not stop learning", async (t) => {
  const { cache, storage, errors } = await setUp();
  await storage.close();
  await cache.learn({ users: [user(5)] });
  t.is(errors.length, 1);
  t.is(await cache.accessHash(5), 500n);
});
