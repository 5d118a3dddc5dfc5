import test from "ava";

import type { TlObject } from "../../ts/testing/codec/index.js";
import type { Account } from "../../ts/testing/world/index.js";
import { API, WorldClient, fault } from "../helpers/WorldClient.js";
import { testWorld, type TestWorld } from "../helpers/testWorld.js";

const SELF = { _: "inputPeerSelf" };

interface Pair extends TestWorld {
  readonly demoClient: WorldClient;
  readonly friend: Account;
  readonly friendClient: WorldClient;
  readonly friendPeer: TlObject;
}

/** The demo's person and a friend, both signed in and listening. */
async function pair(options: Parameters<typeof testWorld>[0] = {}): Promise<Pair> {
  const base = testWorld(options);
  const friend = base.world.addUser({ phone: "15550001111", firstName: "Friend", username: "friend" });
  const demoClient = new WorldClient(base.world);
  const friendClient = new WorldClient(base.world);
  await demoClient.signIn("11234567890");
  await friendClient.signIn("15550001111");
  await demoClient.call("updates.getState");
  await friendClient.call("updates.getState");
  const { users } = await demoClient.call("contacts.resolveUsername", { username: "friend" });
  const [user] = users as TlObject[];
  return { ...base, friend, demoClient, friendClient, friendPeer: { _: "inputPeerUser", userId: friend.id, accessHash: user?.["accessHash"] } };
}

test("a message to oneself moves pts by one and stands in the history", async (t) => {
  const { demoClient, demo } = await pair();
  const sent = await demoClient.call("messages.sendMessage", { peer: SELF, message: "hello", randomId: 7n });
  t.like(sent, { _: "updates", updates: [{ _: "updateMessageID", id: 1, randomId: 7n }, { _: "updateNewMessage", pts: 2, ptsCount: 1 }] });
  const history = await demoClient.call("messages.getHistory", { peer: SELF, ...page() });
  t.like(history, { _: "messages.messages", messages: [{ id: 1, message: "hello", peerId: { userId: demo.id }, fromId: { userId: demo.id } }] });
  t.like(await demoClient.call("updates.getState"), { pts: 2, unreadCount: 0 });
  t.deepEqual(demoClient.pushed, []);
});

test("the account's other sessions get what one of them sent", async (t) => {
  const { world, demoClient } = await pair();
  const other = new WorldClient(world);
  await other.signIn("11234567890");
  await other.call("updates.getState");
  await demoClient.call("messages.sendMessage", { peer: SELF, message: "hello", randomId: 7n });
  t.like(other.pushed, [{ _: "updates", updates: [{ _: "updateNewMessage", message: { message: "hello" } }], users: [{ self: true }] }]);
});

test("a message to somebody else is in both histories, each with its own ids and pts", async (t) => {
  const { demoClient, friendClient, friendPeer, demo, friend, world } = await pair();
  await demoClient.call("messages.sendMessage", { peer: SELF, message: "note", randomId: 1n });
  const before = world.messagesOf(friend).length;
  const sent = await demoClient.call("messages.sendMessage", { peer: friendPeer, message: "hi", randomId: 2n });
  t.deepEqual(sent, { _: "updateShortSentMessage", out: true, id: 2, pts: 3, ptsCount: 1, date: 1_700_000_000 });
  const message = { _: "updateNewMessage", pts: before + 2, ptsCount: 1, message: { message: "hi" } };
  t.like(friendClient.pushed.at(-1), { _: "updates", seq: 0, updates: [message], users: [{ id: demo.id }] });
  await demoClient.call("messages.sendMessage", { peer: friendPeer, message: "again", randomId: 3n });
  t.like(friendClient.pushed.at(-1), { _: "updateShortMessage", userId: demo.id, message: "again", pts: before + 3 });
});

test("a repeated random_id is refused and sends nothing", async (t) => {
  const { world, demo, demoClient } = await pair();
  await demoClient.call("messages.sendMessage", { peer: SELF, message: "hello", randomId: 7n });
  await t.throwsAsync(demoClient.call("messages.sendMessage", { peer: SELF, message: "hello", randomId: 7n }), fault(500, "RANDOM_ID_DUPLICATE"));
  t.is(world.messagesOf(demo).length, 1);
});

for (const [title, message, text] of [
  ["an empty text", " \n", "MESSAGE_EMPTY"],
  ["a text of 4097 characters", "x".repeat(4097), "MESSAGE_TOO_LONG"],
] as const) {
  test(`${title} is refused`, async (t) => {
    const { demoClient } = await pair();
    await t.throwsAsync(demoClient.call("messages.sendMessage", { peer: SELF, message, randomId: 1n }), fault(400, text));
  });
}

test("a peer with a wrong access hash, a chat and Telegram itself are refused", async (t) => {
  const { demoClient, friend, friendPeer } = await pair();
  for (const peer of [
    { ...friendPeer, accessHash: 1n },
    { _: "inputPeerUser", userId: friend.id + 1000n, accessHash: 0n },
    { _: "inputPeerChat", chatId: 5n },
    { _: "inputPeerEmpty" },
  ]) {
    await t.throwsAsync(demoClient.call("messages.sendMessage", { peer, message: "x", randomId: 1n }), fault(400, "PEER_ID_INVALID"));
  }
});

test("full answers pair the random_id with the message", async (t) => {
  const { demoClient, friendPeer } = await pair({ shortAnswers: false });
  const sent = await demoClient.call("messages.sendMessage", { peer: friendPeer, message: "hello", randomId: 7n });
  t.like(sent, { _: "updates", updates: [{ _: "updateMessageID", id: 1, randomId: 7n }, { _: "updateNewMessage", pts: 2 }] });
});

test("reading a chat tells the reader's other sessions and the writer", async (t) => {
  const { world, demoClient, friendClient, friendPeer, demo } = await pair();
  await demoClient.call("messages.sendMessage", { peer: friendPeer, message: "one", randomId: 1n });
  await demoClient.call("messages.sendMessage", { peer: friendPeer, message: "two", randomId: 2n });
  const { users } = await friendClient.call("contacts.resolveUsername", { username: "demo_person" });
  const peer = { _: "inputPeerUser", userId: demo.id, accessHash: (users as TlObject[])[0]?.["accessHash"] };
  t.like(await friendClient.call("messages.getDialogs", dialogs()), { dialogs: [{ unreadCount: 2, topMessage: 2 }] });
  const affected = await friendClient.call("messages.readHistory", { peer, maxId: 0 });
  t.like(affected, { _: "messages.affectedMessages", pts: 4, ptsCount: 1 });
  t.like(demoClient.pushed.at(-1), { updates: [{ _: "updateReadHistoryOutbox", maxId: 2, ptsCount: 1 }] });
  t.like(await friendClient.call("messages.getDialogs", dialogs()), { dialogs: [{ unreadCount: 0, readInboxMaxId: 2 }] });
  t.like(await friendClient.call("messages.readHistory", { peer, maxId: 0 }), { pts: 4, ptsCount: 0 });
  t.deepEqual(world.rpc.unknown(), []);
});

test("edits and deletions reach both sides", async (t) => {
  const { demoClient, friendClient, friendPeer, friend, world } = await pair();
  await demoClient.call("messages.sendMessage", { peer: friendPeer, message: "one", randomId: 1n });
  await t.throwsAsync(demoClient.call("messages.editMessage", { peer: friendPeer, id: 1, message: "one" }), fault(400, "MESSAGE_NOT_MODIFIED"));
  await demoClient.call("messages.editMessage", { peer: friendPeer, id: 1, message: "eins" });
  t.like(friendClient.pushed.at(-1), { updates: [{ _: "updateEditMessage", message: { message: "eins" } }] });
  await t.throwsAsync(demoClient.call("messages.editMessage", { peer: friendPeer, id: 9, message: "x" }), fault(400, "MESSAGE_ID_INVALID"));
  t.like(await demoClient.call("messages.deleteMessages", { revoke: true, id: [1] }), { ptsCount: 1 });
  t.like(friendClient.pushed.at(-1), { updates: [{ _: "updateDeleteMessages", messages: [1] }] });
  t.deepEqual(world.messagesOf(friend), []);
});

test("history is paged by offset, add_offset, min_id and max_id", async (t) => {
  const { world, demo, demoClient } = await pair();
  for (let number = 1; number <= 10; number++) {
    world.sendMessage(demo, demo, `m${number}`);
  }
  const ids = async (fields: object): Promise<unknown[]> => {
    const { messages } = await demoClient.call("messages.getHistory", { peer: SELF, ...page(), ...fields });
    return (messages as TlObject[]).map(({ id }) => id);
  };
  t.deepEqual(await ids({ limit: 3 }), [10, 9, 8]);
  t.deepEqual(await ids({ limit: 3, offsetId: 8 }), [7, 6, 5]);
  t.deepEqual(await ids({ limit: 2, offsetId: 8, addOffset: 2 }), [5, 4]);
  t.deepEqual(await ids({ limit: 3, offsetId: 5, addOffset: -2 }), [6, 5, 4]);
  t.deepEqual(await ids({ limit: 100, minId: 7, maxId: 10 }), [9, 8]);
  t.like(await demoClient.call("messages.getHistory", { peer: SELF, ...page(), limit: 3 }), { _: "messages.messagesSlice", count: 10 });
  const { messages } = await demoClient.call("messages.getMessages", { id: [{ _: "inputMessageID", id: 2 }, { _: "inputMessageID", id: 99 }] });
  t.like(messages, [{ _: "message", message: "m2" }, { _: "messageEmpty", id: 99 }]);
});

test("bots answer, but do not begin, and are refused what is for people", async (t) => {
  const { world, demo, demoClient } = await pair();
  const bot = new WorldClient(world);
  await bot.call("auth.importBotAuthorization", { flags: 0, ...API, botAuthToken: "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11" });
  await bot.call("updates.getState");
  const person = { _: "inputPeerUser", userId: demo.id, accessHash: 0n };
  await t.throwsAsync(bot.call("messages.sendMessage", { peer: person, message: "x", randomId: 1n }), fault(400, "PEER_ID_INVALID"));
  const { users } = await demoClient.call("contacts.resolveUsername", { username: "@demo_bot" });
  const peer = { _: "inputPeerUser", userId: 123456n, accessHash: (users as TlObject[])[0]?.["accessHash"] };
  t.like(await demoClient.call("messages.sendMessage", { peer, message: "/start", randomId: 1n }), { _: "updates" });
  t.like(bot.pushed.at(-1), { updates: [{ message: { message: "/start" } }] });
  await bot.call("messages.sendMessage", { peer: person, message: "hello", randomId: 2n });
  t.like(demoClient.pushed.at(-1), { _: "updateShortMessage", message: "hello" });
  await t.throwsAsync(bot.call("messages.getDialogs", dialogs()), fault(400, "BOT_METHOD_INVALID"));
  await t.throwsAsync(bot.call("messages.getHistory", { peer: person, ...page() }), fault(400, "BOT_METHOD_INVALID"));
});

test("updates go to the latest session that wants them", async (t) => {
  const { world, demo, demoClient, friend } = await pair();
  const quiet = new WorldClient(world);
  await quiet.signIn("11234567890");
  // Its sign-in wanted updates; a session that is only used without them gets none.
  const onlyFiles = new WorldClient(world);
  await onlyFiles.bare("help.getConfig", { _: "invokeWithoutUpdates", query: { _: "invokeWithLayer", layer: 230, query: initOnly() } });
  world.sendMessage(friend, demo, "hi");
  t.is(demoClient.pushed.length > 0, true);
  t.deepEqual(onlyFiles.pushed, []);
});

function initOnly(): TlObject {
  return {
    _: "initConnection", apiId: 1, deviceModel: "x", systemVersion: "x", appVersion: "x",
    systemLangCode: "en", langPack: "", langCode: "en", query: { _: "help.getConfig" },
  };
}

function page(): Record<string, number | bigint> {
  return { offsetId: 0, offsetDate: 0, addOffset: 0, limit: 100, maxId: 0, minId: 0, hash: 0n };
}

function dialogs(): Record<string, TlObject | number | bigint> {
  return { offsetDate: 0, offsetId: 0, offsetPeer: { _: "inputPeerEmpty" }, limit: 100, hash: 0n };
}
