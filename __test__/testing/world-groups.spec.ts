import test from "ava";

import type { TlObject } from "../../ts/testing/codec/index.js";
import { fault } from "../helpers/WorldClient.js";
import { PAGE, inputPeerUser, inputUser, people, pushedTo, randomId, updatesIn, type People } from "../helpers/worldPeople.js";

interface Group extends People {
  readonly chatId: bigint;
  readonly peer: TlObject;
}

/** A basic group that Anna has made with Ben and the bot. */
async function group(options: Parameters<typeof people>[0] = {}): Promise<Group> {
  const all = await people(options);
  const users = [inputUser(all, all.anna, all.ben), inputUser(all, all.anna, all.bot)];
  const { updates } = await all.anna.client.call("messages.createChat", { users, title: " Friends " });
  const [chat] = (updates as TlObject)["chats"] as TlObject[];
  const chatId = chat?.["id"] as bigint;
  return { ...all, chatId, peer: { _: "inputPeerChat", chatId } };
}

test("a new group has its members, and each gets the service message with an own id and pts", async (t) => {
  const { anna, ben, bot, chatId } = await group();
  const ids = [anna, ben, bot].map(({ account }) => account.id);
  const full = await anna.client.call("messages.getFullChat", { chatId });
  t.like(full, {
    fullChat: { participants: { participants: [{ _: "chatParticipantCreator" }, { _: "chatParticipant", inviterId: ids[0] }, { userId: ids[2] }] } },
    chats: [{ _: "chat", creator: true, title: "Friends", participantsCount: 3, version: 1 }],
  });
  t.deepEqual(new Set((full["users"] as TlObject[]).map(({ id }) => id)), new Set(ids));
  for (const member of [ben, bot]) {
    const [update] = pushedTo(member, "updateNewMessage");
    t.like(update, { pts: member.account.mailbox.pts, ptsCount: 1, message: { _: "messageService", peerId: { chatId }, action: { _: "messageActionChatCreate" } } });
  }
});

test("a text in a group goes to every mailbox, shortly once its writer is known", async (t) => {
  const { anna, ben, carl, peer, chatId } = await group();
  const sent = await anna.client.call("messages.sendMessage", { peer, message: "hello", randomId: 7n });
  t.like(sent, { updates: [{ _: "updateMessageID", randomId: 7n }, { _: "updateNewMessage", message: { out: true, fromId: { userId: anna.account.id } } }] });
  t.like(ben.client.pushed.at(-1), { _: "updateShortChatMessage", chatId, fromId: anna.account.id, message: "hello", ptsCount: 1 });
  await ben.client.call("messages.sendMessage", { peer, message: "hi", randomId: randomId() });
  t.like(anna.client.pushed.at(-1), { _: "updates", users: [{ id: ben.account.id }], chats: [{ id: chatId }] });
  t.like(await ben.client.call("messages.getHistory", { peer, ...PAGE }), { messages: [{ message: "hi", out: true }, { message: "hello" }, { _: "messageService" }] });
  t.deepEqual(carl.client.pushed, []);
});

test("a difference tells of a group what was missed, with its chats and users", async (t) => {
  const { anna, ben, peer, chatId } = await group();
  const { pts, date, qts } = await ben.client.call("updates.getState");
  await anna.client.call("messages.sendMessage", { peer, message: "one", randomId: randomId() });
  await anna.client.call("messages.sendMessage", { peer, message: "two", randomId: randomId() });
  t.like(await ben.client.call("updates.getDifference", { pts, date, qts }), {
    _: "updates.difference",
    newMessages: [{ message: "one" }, { message: "two" }],
    chats: [{ id: chatId }],
    users: [{ id: anna.account.id }],
    state: { pts: (pts as number) + 2 },
  });
});

test("replies name the answered message by each member's own id", async (t) => {
  const { anna, ben, peer } = await group();
  // Ben's mailbox is one message ahead of Anna's.
  await ben.client.call("messages.sendMessage", { peer: { _: "inputPeerSelf" }, message: "note", randomId: randomId() });
  await anna.client.call("messages.sendMessage", { peer, message: "question", randomId: randomId() });
  const top = ben.account.mailbox.lastId;
  await ben.client.call("messages.sendMessage", { peer, message: "answer", randomId: randomId(), replyTo: { _: "inputReplyToMessage", replyToMsgId: top } });
  const [message] = pushedTo(anna, "updateNewMessage").slice(-1);
  t.like(message, { message: { message: "answer", mentioned: true, replyTo: { replyToMsgId: anna.account.mailbox.lastId - 1 } } });
});

test("members are added and removed, and who is removed sees no more", async (t) => {
  const all = await group();
  const { anna, ben, carl, chatId, peer } = all;
  const added = await anna.client.call("messages.addChatUser", { chatId, userId: inputUser(all, anna, carl), fwdLimit: 0 });
  t.deepEqual(
    updatesIn(added).map(({ _ }) => _),
    ["updateChatParticipants", "updateNewMessage"],
  );
  t.like(pushedTo(carl, "updateNewMessage"), [{ message: { action: { _: "messageActionChatAddUser", users: [carl.account.id] } } }]);
  await t.throwsAsync(anna.client.call("messages.addChatUser", { chatId, userId: inputUser(all, anna, carl), fwdLimit: 0 }), fault(400, "USER_ALREADY_PARTICIPANT"));
  await t.throwsAsync(ben.client.call("messages.deleteChatUser", { chatId, userId: inputUser(all, ben, carl) }), fault(400, "CHAT_ADMIN_REQUIRED"));
  await anna.client.call("messages.deleteChatUser", { chatId, userId: inputUser(all, anna, carl) });
  t.like(pushedTo(carl, "updateNewMessage").at(-1), { message: { action: { _: "messageActionChatDeleteUser", userId: carl.account.id } } });
  await t.throwsAsync(carl.client.call("messages.sendMessage", { peer, message: "x", randomId: randomId() }), fault(400, "PEER_ID_INVALID"));
  t.like(await carl.client.call("messages.getChats", { id: [chatId] }), { chats: [{ _: "chatForbidden", title: "Friends" }] });
  await t.throwsAsync(anna.client.call("messages.deleteChatUser", { chatId, userId: inputUser(all, anna, carl) }), fault(400, "USER_NOT_PARTICIPANT"));
  await ben.client.call("messages.deleteChatUser", { chatId, userId: { _: "inputUserSelf" } });
  t.like(await ben.client.call("messages.getChats", { id: [chatId] }), { chats: [{ _: "chat", left: true }] });
});

test("rights of members and admins are kept", async (t) => {
  const all = await group();
  const { anna, ben, chatId, peer } = all;
  await ben.client.call("messages.editChatTitle", { chatId, title: "Ours" });
  t.like(pushedTo(anna, "updateNewMessage").at(-1), { message: { action: { _: "messageActionChatEditTitle", title: "Ours" } } });
  await t.throwsAsync(ben.client.call("messages.editChatAdmin", { chatId, userId: inputUser(all, ben, ben), isAdmin: true }), fault(400, "CHAT_ADMIN_REQUIRED"));
  const bannedRights = { _: "chatBannedRights", sendPolls: true, changeInfo: true, sendMessages: true, untilDate: 0 };
  await t.throwsAsync(ben.client.call("messages.editChatDefaultBannedRights", { peer, bannedRights }), fault(400, "CHAT_ADMIN_REQUIRED"));
  await anna.client.call("messages.editChatDefaultBannedRights", { peer, bannedRights });
  t.like(pushedTo(ben, "updateChatDefaultBannedRights"), [{ defaultBannedRights: { sendPolls: true, changeInfo: true } }]);
  await t.throwsAsync(ben.client.call("messages.editChatTitle", { chatId, title: "Mine" }), fault(400, "CHAT_ADMIN_REQUIRED"));
  await t.throwsAsync(ben.client.call("messages.sendMessage", { peer, message: "x", randomId: randomId() }), fault(403, "CHAT_WRITE_FORBIDDEN"));
  t.true(await anna.client.value("messages.editChatAdmin", { chatId, userId: inputUser(all, anna, ben), isAdmin: true }));
  t.like(pushedTo(ben, "updateChatParticipantAdmin"), [{ userId: ben.account.id, isAdmin: true }]);
  await ben.client.call("messages.editChatTitle", { chatId, title: "Mine" });
  t.like(await ben.client.call("messages.getChats", { id: [chatId] }), { chats: [{ title: "Mine", adminRights: { changeInfo: true } }] });
});

test("edits, deletions, pins and reads reach every member", async (t) => {
  const { anna, ben, peer } = await group();
  await anna.client.call("messages.sendMessage", { peer, message: "one", randomId: randomId() });
  const [annas, bens] = [anna.account.mailbox.lastId, ben.account.mailbox.lastId];
  await t.throwsAsync(ben.client.call("messages.editMessage", { peer, id: bens, message: "x" }), fault(403, "MESSAGE_AUTHOR_REQUIRED"));
  await anna.client.call("messages.editMessage", { peer, id: annas, message: "eins" });
  t.like(pushedTo(ben, "updateEditMessage"), [{ message: { id: bens, message: "eins" } }]);
  await ben.client.call("messages.readHistory", { peer, maxId: 0 });
  t.like(pushedTo(anna, "updateReadHistoryOutbox"), [{ peer: { _: "peerChat" }, maxId: annas }]);
  await anna.client.call("messages.updatePinnedMessage", { peer, id: annas });
  t.like(pushedTo(ben, "updatePinnedMessages"), [{ pinned: true, messages: [bens] }]);
  t.like(pushedTo(ben, "updateNewMessage").at(-1), { message: { action: { _: "messageActionPinMessage" }, replyTo: { replyToMsgId: bens } } });
  t.like(await ben.client.call("messages.search", { peer, q: "", filter: { _: "inputMessagesFilterPinned" }, minDate: 0, maxDate: 0, ...PAGE }), { messages: [{ id: bens, pinned: true }] });
  await anna.client.call("messages.deleteMessages", { id: [annas], revoke: true });
  t.like(pushedTo(ben, "updateDeleteMessages"), [{ messages: [bens] }]);
});

test("somebody else's message is deleted for oneself alone, unless by an admin", async (t) => {
  const { anna, ben, peer } = await group();
  await anna.client.call("messages.sendMessage", { peer, message: "one", randomId: randomId() });
  const [annas, bens] = [anna.account.mailbox.lastId, ben.account.mailbox.lastId];
  await ben.client.call("messages.deleteMessages", { id: [bens], revoke: true });
  t.true(anna.account.mailbox.messages.has(annas));
  await ben.client.call("messages.sendMessage", { peer, message: "two", randomId: randomId() });
  await anna.client.call("messages.deleteMessages", { id: [anna.account.mailbox.lastId], revoke: true });
  t.false([...ben.account.mailbox.messages.values()].some(({ text }) => text === "two"));
});

test("typing is told to the others", async (t) => {
  const { anna, ben, peer, chatId } = await group();
  await anna.client.value("messages.setTyping", { peer, action: { _: "sendMessageTypingAction" } });
  t.like(ben.client.pushed.at(-1), { _: "updateShort", update: { _: "updateChatUserTyping", chatId, fromId: { userId: anna.account.id } } });
  t.is(pushedTo(anna, "updateChatUserTyping").length, 0);
});

test("dialogs list groups beside people", async (t) => {
  const all = await group();
  const { anna, ben, peer, chatId, pass } = all;
  pass(1);
  await anna.client.call("messages.sendMessage", { peer, message: "one", randomId: randomId() });
  pass(1);
  await ben.client.call("messages.sendMessage", { peer: inputPeerUser(all, ben, anna), message: "two", randomId: randomId() });
  const first = { offsetDate: 0, offsetId: 0, offsetPeer: { _: "inputPeerEmpty" }, limit: 1, hash: 0n };
  const page = await anna.client.call("messages.getDialogs", first);
  t.like(page, { _: "messages.dialogsSlice", count: 2, dialogs: [{ peer: { userId: ben.account.id }, unreadCount: 1 }] });
  const [top] = page["messages"] as TlObject[];
  const next = { ...first, offsetDate: top?.["date"], offsetId: top?.["id"], offsetPeer: inputPeerUser(all, anna, ben) };
  t.like(await anna.client.call("messages.getDialogs", next), { dialogs: [{ peer: { chatId } }], chats: [{ id: chatId }] });
});

test("impossible groups are refused by Telegram's names", async (t) => {
  const all = await group();
  const { anna, carl, chatId } = all;
  const create = async (title: string, users: TlObject[]): Promise<unknown> => anna.client.call("messages.createChat", { title, users });
  await t.throwsAsync(create(" ", [inputUser(all, anna, carl)]), fault(400, "CHAT_TITLE_EMPTY"));
  await t.throwsAsync(create("x", [{ ...inputUser(all, anna, carl), accessHash: 1n }]), fault(400, "USERS_TOO_FEW"));
  await t.throwsAsync(carl.client.call("messages.getFullChat", { chatId }), fault(400, "CHAT_ID_INVALID"));
  await t.throwsAsync(carl.client.call("messages.editChatTitle", { chatId, title: "x" }), fault(400, "CHAT_ID_INVALID"));
  await t.throwsAsync(anna.client.call("messages.editChatTitle", { chatId, title: "Friends" }), fault(400, "CHAT_NOT_MODIFIED"));
  await t.throwsAsync(anna.client.call("messages.addChatUser", { chatId, userId: { ...inputUser(all, anna, carl), accessHash: 1n }, fwdLimit: 0 }), fault(400, "USER_ID_INVALID"));
});
