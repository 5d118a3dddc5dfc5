import test from "ava";

import type { TlObject } from "../../ts/testing/codec/index.js";
import { fault } from "../helpers/WorldClient.js";
import { PAGE, inputChannel, inputPeerChannel, inputPeerUser, inputUser, people, pushedTo, randomId, type People, type Somebody } from "../helpers/worldPeople.js";
import type { Channel } from "../../ts/testing/world/index.js";

interface Made extends People {
  readonly channel: Channel;
  /** InputChannel for somebody. */
  readonly input: (viewer: Somebody) => TlObject;
  /** InputPeer for somebody. */
  readonly peer: (viewer: Somebody) => TlObject;
  readonly write: (from: Somebody, message: string) => Promise<TlObject>;
}

/** A supergroup, channel or forum of Anna's with Ben as a member. */
async function made(kind: "supergroup" | "channel" | "forum" = "supergroup", options: Parameters<typeof people>[0] = {}): Promise<Made> {
  const all = await people(options);
  const { anna, ben } = all;
  await anna.client.call("channels.createChannel", { title: "Place", about: "hello", broadcast: kind === "channel", megagroup: kind !== "channel", forum: kind === "forum" });
  const [channel] = [...all.world.state.chats.channels.values()];
  if (channel === undefined) throw new Error("nothing was made");
  const input = (viewer: Somebody): TlObject => inputChannel(all, viewer, channel.id);
  const peer = (viewer: Somebody): TlObject => inputPeerChannel(all, viewer, channel.id);
  await anna.client.call("channels.inviteToChannel", { channel: input(anna), users: [inputUser(all, anna, ben)] });
  const write = async (from: Somebody, message: string): Promise<TlObject> => from.client.call("messages.sendMessage", { peer: peer(from), message, randomId: randomId() });
  return { ...all, channel, input, peer, write };
}

/** The address of an exported invite. */
function linkIn({ link }: TlObject): string {
  return typeof link === "string" ? link : "";
}

const NO_FILTER = { _: "channelMessagesFilterEmpty" };

test("a supergroup has one box for all, and a pts of its own", async (t) => {
  const { anna, ben, channel, peer, write } = await made();
  const mailbox = ben.account.mailbox.pts;
  await write(anna, "one");
  await write(ben, "two");
  t.like(pushedTo(ben, "updateNewChannelMessage").at(-1), { pts: channel.box.pts - 1, ptsCount: 1, message: { id: channel.box.lastId - 1, message: "one", fromId: { userId: anna.account.id } } });
  t.like(pushedTo(anna, "updateNewChannelMessage").at(-1), { pts: channel.box.pts, message: { message: "two" } });
  t.is(ben.account.mailbox.pts, mailbox);
  const history = await ben.client.call("messages.getHistory", { peer: peer(ben), ...PAGE });
  t.like(history, { _: "messages.channelMessages", pts: channel.box.pts, messages: [{ message: "two", out: true }, { message: "one" }, { action: { _: "messageActionChatAddUser" } }, { action: { _: "messageActionChannelCreate" } }] });
});

test("a channel difference comes in slices, and is empty at the end", async (t) => {
  const { anna, ben, channel, input, write } = await made("supergroup", { differenceLimit: 2 });
  const since = channel.box.pts;
  for (const text of ["one", "two", "three"]) await write(anna, text);
  const ask = async (pts: number): Promise<TlObject> => ben.client.call("updates.getChannelDifference", { channel: input(ben), filter: NO_FILTER, pts, limit: 100 });
  const first = await ask(since);
  t.like(first, { _: "updates.channelDifference", pts: since + 2, newMessages: [{ message: "one" }, { message: "two" }], users: [{ id: anna.account.id }] });
  t.false("final" in first);
  t.like(await ask(since + 2), { final: true, pts: since + 3, newMessages: [{ message: "three" }] });
  t.deepEqual(await ask(since + 3), { _: "updates.channelDifferenceEmpty", final: true, pts: since + 3 });
  await t.throwsAsync(ask(since + 99), fault(400, "PERSISTENT_TIMESTAMP_INVALID"));
});

test("a difference over the world's bound is too long, and brings the newest messages", async (t) => {
  const { anna, ben, channel, input, write } = await made("supergroup", { channelDifferenceMax: 3 });
  for (const text of ["one", "two", "three", "four"]) await write(anna, text);
  const difference = await ben.client.call("updates.getChannelDifference", { channel: input(ben), filter: NO_FILTER, pts: 1, limit: 100 });
  t.like(difference, { _: "updates.channelDifferenceTooLong", final: true, dialog: { pts: channel.box.pts, unreadCount: 5 }, messages: [{ message: "four" }] });
});

test("events that are forgotten make a difference too long", async (t) => {
  const { anna, ben, channel, input, write } = await made("supergroup", { rememberedEvents: 2, rememberedMessages: 3 });
  const since = channel.box.pts;
  for (let number = 0; number < 10; number++) await write(anna, `m${number}`);
  const difference = await ben.client.call("updates.getChannelDifference", { channel: input(ben), filter: NO_FILTER, pts: since, limit: 100 });
  t.is(difference._, "updates.channelDifferenceTooLong");
  t.is(channel.box.messages.size, 3);
});

test("the common difference names the channels that moved meanwhile", async (t) => {
  const { anna, ben, channel, pass, write } = await made();
  pass(10);
  const { pts, qts, date } = await ben.client.call("updates.getState");
  t.like(await ben.client.call("updates.getDifference", { pts, qts, date }), { _: "updates.differenceEmpty" });
  await write(anna, "one");
  t.like(await ben.client.call("updates.getDifference", { pts, qts, date }), {
    _: "updates.difference",
    otherUpdates: [{ _: "updateChannelTooLong", channelId: channel.id, pts: channel.box.pts }],
    chats: [{ id: channel.id }],
  });
});

test("edits, deletions and pins move the channel's pts", async (t) => {
  const { anna, ben, channel, input, peer, write } = await made();
  await write(anna, "one");
  const id = channel.box.lastId;
  const { pts } = channel.box;
  await anna.client.call("messages.editMessage", { peer: peer(anna), id, message: "eins" });
  await anna.client.call("messages.updatePinnedMessage", { peer: peer(anna), id, silent: true });
  await t.throwsAsync(ben.client.call("channels.deleteMessages", { channel: input(ben), id: [id] }), fault(403, "MESSAGE_DELETE_FORBIDDEN"));
  t.deepEqual(await anna.client.call("channels.deleteMessages", { channel: input(anna), id: [id] }), { _: "messages.affectedMessages", pts: pts + 3, ptsCount: 1 });
  t.like(pushedTo(ben, "updateEditChannelMessage"), [{ pts: pts + 1 }]);
  t.like(pushedTo(ben, "updatePinnedChannelMessages"), [{ pts: pts + 2, messages: [id], pinned: true }]);
  t.like(pushedTo(ben, "updateDeleteChannelMessages"), [{ pts: pts + 3, messages: [id] }]);
});

test("who is restricted may not write, who is banned sees nothing", async (t) => {
  const { anna, ben, channel, input, peer, write, pass, ...all } = await made();
  const edit = async (rights: object): Promise<unknown> =>
    anna.client.call("channels.editBanned", { channel: input(anna), participant: inputPeerUser({ ...all, pass }, anna, ben), bannedRights: { _: "chatBannedRights", untilDate: 0, ...rights } });
  await edit({ sendMessages: true, untilDate: 1_700_000_100 });
  await t.throwsAsync(write(ben, "x"), fault(400, "USER_BANNED_IN_CHANNEL"));
  t.like(await ben.client.call("channels.getChannels", { id: [input(ben)] }), { chats: [{ bannedRights: { sendMessages: true, untilDate: 1_700_000_100 } }] });
  pass(101);
  await write(ben, "free again");
  await edit({ viewMessages: true });
  await t.throwsAsync(ben.client.call("messages.getHistory", { peer: peer(ben), ...PAGE }), fault(400, "CHANNEL_PRIVATE"));
  await t.throwsAsync(ben.client.call("updates.getChannelDifference", { channel: input(ben), filter: NO_FILTER, pts: 1, limit: 10 }), fault(400, "CHANNEL_PRIVATE"));
  t.like(pushedTo(ben, "updateChannel").at(-1), { channelId: channel.id });
  t.like(ben.client.pushed.at(-1), { chats: [{ _: "channelForbidden", title: "Place" }] });
  const kicked = { channel: input(anna), filter: { _: "channelParticipantsKicked", q: "" }, offset: 0, limit: 10, hash: 0n };
  t.like(await anna.client.call("channels.getParticipants", kicked), { count: 1, participants: [{ _: "channelParticipantBanned", left: true, kickedBy: anna.account.id }] });
});

test("admins get no more rights than their promoter has", async (t) => {
  const all = await made();
  const { anna, ben, carl, input, write } = all;
  await anna.client.call("channels.inviteToChannel", { channel: input(anna), users: [inputUser(all, anna, carl)] });
  const promote = async (by: Somebody, whom: Somebody, rights: object): Promise<unknown> =>
    by.client.call("channels.editAdmin", { channel: input(by), userId: inputUser(all, by, whom), adminRights: { _: "chatAdminRights", ...rights }, rank: "boss" });
  await t.throwsAsync(promote(ben, carl, { banUsers: true }), fault(400, "CHAT_ADMIN_REQUIRED"));
  await promote(anna, ben, { addAdmins: true, banUsers: true });
  await t.throwsAsync(promote(ben, carl, { pinMessages: true }), fault(403, "RIGHT_FORBIDDEN"));
  await promote(ben, carl, { banUsers: true });
  t.like(await anna.client.call("channels.getParticipant", { channel: input(anna), participant: inputPeerUser(all, anna, carl) }), {
    participant: { _: "channelParticipantAdmin", promotedBy: ben.account.id, rank: "boss", adminRights: { banUsers: true } },
  });
  const defaults = { peer: all.peer(anna), bannedRights: { _: "chatBannedRights", sendMessages: true, untilDate: 0 } };
  await anna.client.call("messages.editChatDefaultBannedRights", defaults);
  await write(carl, "admins may");
  await t.throwsAsync(promote(carl, anna, { banUsers: true }), fault(400, "CHAT_ADMIN_REQUIRED"));
});

test("posts of a channel are the channel's own, and only its admins write", async (t) => {
  const { anna, ben, channel, peer, write } = await made("channel");
  await write(anna, "news");
  t.like(pushedTo(ben, "updateNewChannelMessage").at(-1), { message: { post: true, message: "news", views: 1, peerId: { channelId: channel.id } } });
  t.is((pushedTo(ben, "updateNewChannelMessage").at(-1)?.["message"] as TlObject | undefined)?.["fromId"], undefined);
  await t.throwsAsync(write(ben, "x"), fault(403, "CHAT_WRITE_FORBIDDEN"));
  const forwarded = await ben.client.call("messages.forwardMessages", { fromPeer: peer(ben), id: [channel.box.lastId], randomId: [randomId()], toPeer: { _: "inputPeerSelf" } });
  t.like(forwarded, { updates: [{ _: "updateMessageID" }, { message: { message: "news", fwdFrom: { fromId: { channelId: channel.id }, channelPost: channel.box.lastId } } }] });
});

test("a public channel is found by its name, read without joining, and joined", async (t) => {
  const { anna, carl, channel, input } = await made();
  const name = async (username: string): Promise<unknown> => anna.client.value("channels.updateUsername", { channel: input(anna), username });
  await t.throwsAsync(name("?"), fault(400, "USERNAME_INVALID"));
  await t.throwsAsync(name("ben_user"), fault(400, "USERNAME_OCCUPIED"));
  await t.throwsAsync(carl.client.call("channels.joinChannel", { channel: input(carl) }), fault(400, "CHANNEL_PRIVATE"));
  await name("our_place");
  t.like(await carl.client.call("contacts.resolveUsername", { username: "Our_Place" }), { peer: { channelId: channel.id }, chats: [{ left: true, username: "our_place" }] });
  t.like(await carl.client.call("updates.getChannelDifference", { channel: input(carl), filter: NO_FILTER, pts: 1, limit: 10 }), { timeout: 30 });
  await carl.client.call("channels.joinChannel", { channel: input(carl) });
  t.like(pushedTo(anna, "updateNewChannelMessage").at(-1), { message: { action: { _: "messageActionChatAddUser", users: [carl.account.id] } } });
  await t.throwsAsync(carl.client.call("channels.joinChannel", { channel: input(carl) }), fault(400, "USER_ALREADY_PARTICIPANT"));
  await carl.client.call("channels.leaveChannel", { channel: input(carl) });
  await t.throwsAsync(carl.client.call("channels.leaveChannel", { channel: input(carl) }), fault(400, "USER_NOT_PARTICIPANT"));
});

test("an invite link lets people in until it is used up, over or revoked", async (t) => {
  const { anna, carl, channel, input, peer, world, pass } = await made();
  const dora = world.addUser({ phone: "15550009999", firstName: "Dora" });
  const link = linkIn(await anna.client.call("messages.exportChatInvite", { peer: peer(anna), usageLimit: 1, expireDate: 1_700_000_500 }));
  const hash = link.replace("https://t.me/+", "");
  t.like(await carl.client.call("messages.checkChatInvite", { hash }), { _: "chatInvite", megagroup: true, title: "Place", participantsCount: 2 });
  t.like(await carl.client.call("messages.importChatInvite", { hash }), { _: "messages.chatInviteJoinResultOk" });
  t.true(channel.isMember(carl.account.id));
  t.like(await carl.client.call("messages.checkChatInvite", { hash }), { _: "chatInviteAlready", chat: { id: channel.id } });
  await t.throwsAsync(dora.joins(link), fault(400, "USERS_TOO_MUCH"));
  pass(501);
  await t.throwsAsync(dora.joins(link), fault(400, "INVITE_HASH_EXPIRED"));
  await t.throwsAsync(carl.client.call("messages.checkChatInvite", { hash: "" }), fault(400, "INVITE_HASH_EMPTY"));
  await t.throwsAsync(carl.client.call("messages.importChatInvite", { hash: "!" }), fault(400, "INVITE_HASH_INVALID"));
  await t.throwsAsync(carl.client.call("messages.exportChatInvite", { peer: peer(carl) }).then(() => carl.client.call("channels.getFullChannel", { channel: { ...input(carl), accessHash: 1n } })), fault(400, "CHAT_ADMIN_REQUIRED"));
});

test("who asks to be let in waits for an admin, and bots hear of it", async (t) => {
  const all = await made();
  const { anna, carl, bot, channel, input, peer } = all;
  await anna.client.call("channels.editAdmin", { channel: input(anna), userId: inputUser(all, anna, bot), adminRights: { _: "chatAdminRights", inviteUsers: true } });
  const link = linkIn(await anna.client.call("messages.exportChatInvite", { peer: peer(anna), requestNeeded: true }));
  const hash = link.replace("https://t.me/+", "");
  await t.throwsAsync(carl.client.call("messages.importChatInvite", { hash }), fault(400, "INVITE_REQUEST_SENT"));
  t.like(pushedTo(bot, "updateBotChatInviteRequester"), [{ userId: carl.account.id, qts: bot.account.qtsLog.qts, invite: { link, requested: 1 } }]);
  t.like(pushedTo(anna, "updatePendingJoinRequests"), [{ requestsPending: 1, recentRequesters: [carl.account.id] }]);
  const wanted = { peer: peer(anna), requested: true, offsetDate: 0, offsetUser: { _: "inputUserEmpty" }, limit: 10 };
  t.like(await anna.client.call("messages.getChatInviteImporters", wanted), { count: 1, importers: [{ requested: true, userId: carl.account.id }] });
  await bot.client.call("messages.hideChatJoinRequest", { peer: { ...peer(bot), accessHash: 0n }, userId: { _: "inputUser", userId: carl.account.id, accessHash: all.world.state.accounts.accessHash(bot.account, carl.account) }, approved: true });
  t.true(channel.isMember(carl.account.id));
  t.like(pushedTo(anna, "updateNewChannelMessage").at(-1), { message: { fromId: { userId: carl.account.id }, action: { _: "messageActionChatJoinedByRequest" } } });
  t.like(pushedTo(anna, "updatePendingJoinRequests").at(-1), { requestsPending: 0 });
  t.like(pushedTo(bot, "updateChannelParticipant").at(-1), { userId: carl.account.id, newParticipant: { _: "channelParticipant" } });
  const missing = { peer: peer(anna), userId: inputUser(all, anna, carl), approved: false };
  await t.throwsAsync(anna.client.call("messages.hideChatJoinRequest", missing), fault(400, "HIDE_REQUESTER_MISSING"));
});

test("a basic group becomes a supergroup, and takes its members along", async (t) => {
  const all = await people();
  const { anna, ben, world } = all;
  await anna.client.call("messages.createChat", { users: [inputUser(all, anna, ben)], title: "Old" });
  const [group] = [...world.state.chats.groups.values()];
  const chatId = group?.id ?? 0n;
  await t.throwsAsync(ben.client.call("messages.migrateChat", { chatId }), fault(400, "CHAT_ADMIN_REQUIRED"));
  await anna.client.call("messages.migrateChat", { chatId });
  const [channel] = [...world.state.chats.channels.values()];
  t.like(pushedTo(ben, "updateNewMessage").at(-1), { message: { action: { _: "messageActionChatMigrateTo", channelId: channel?.id } } });
  t.like(pushedTo(ben, "updateNewChannelMessage").at(-1), { message: { action: { _: "messageActionChannelMigrateFrom", chatId } } });
  t.like(await ben.client.call("messages.getChats", { id: [chatId] }), { chats: [{ deactivated: true, migratedTo: { channelId: channel?.id } }] });
  t.true(channel?.isMember(ben.account.id));
  await t.throwsAsync(anna.client.call("messages.sendMessage", { peer: { _: "inputPeerChat", chatId }, message: "x", randomId: randomId() }), fault(400, "PEER_ID_INVALID"));
});

test("topics of a forum are opened, written in, edited and closed", async (t) => {
  const { anna, ben, channel, peer, write } = await made("forum");
  const { updates } = await anna.client.call("messages.createForumTopic", { peer: peer(anna), title: "News", iconColor: 0x6fb9f0, randomId: randomId() });
  const topicId = (updates as TlObject[])[0]?.["id"] as number;
  const reply = { _: "inputReplyToMessage", replyToMsgId: topicId };
  await ben.client.call("messages.sendMessage", { peer: peer(ben), message: "in the topic", randomId: randomId(), replyTo: reply });
  await write(ben, "in general");
  t.like(pushedTo(anna, "updateNewChannelMessage").at(-2), { message: { message: "in the topic", replyTo: { forumTopic: true, replyToMsgId: topicId } } });
  t.like(await ben.client.call("messages.getReplies", { peer: peer(ben), msgId: topicId, ...PAGE }), { messages: [{ message: "in the topic" }, { _: "messageService", id: topicId }] });
  const list = await ben.client.call("messages.getForumTopics", { peer: peer(ben), offsetDate: 0, offsetId: 0, offsetTopic: 0, limit: 10 });
  t.like(list, { _: "messages.forumTopics", count: 2, topics: [{ id: 1, title: "General" }, { id: topicId, title: "News", topMessage: channel.box.lastId - 1 }] });
  await anna.client.call("messages.editForumTopic", { peer: peer(anna), topicId, closed: true });
  await t.throwsAsync(ben.client.call("messages.sendMessage", { peer: peer(ben), message: "x", randomId: randomId(), replyTo: reply }), fault(400, "TOPIC_CLOSED"));
  await t.throwsAsync(anna.client.call("messages.editForumTopic", { peer: peer(anna), topicId, closed: true }), fault(400, "TOPIC_NOT_MODIFIED"));
  await t.throwsAsync(anna.client.call("messages.editForumTopic", { peer: peer(anna), topicId: 999, closed: true }), fault(400, "TOPIC_ID_INVALID"));
});

test("strangers come as min where the world is so, and are spoken of through a message", async (t) => {
  const all = await made("supergroup", { minPeers: true });
  const { anna, ben, channel, peer, write } = all;
  await write(anna, "hello");
  const [user] = (ben.client.pushed.at(-1)?.["users"] ?? []) as TlObject[];
  t.like(user, { id: anna.account.id, min: true });
  const send = async (to: TlObject): Promise<unknown> => ben.client.call("messages.sendMessage", { peer: to, message: "hi", randomId: randomId() });
  await t.throwsAsync(send({ _: "inputPeerUser", userId: anna.account.id, accessHash: user?.["accessHash"] }), fault(400, "PEER_ID_INVALID"));
  const through = { _: "inputPeerUserFromMessage", peer: peer(ben), msgId: channel.box.lastId, userId: anna.account.id };
  await send(through);
  await t.throwsAsync(send({ ...through, msgId: 1 + channel.box.lastId }), fault(400, "PEER_ID_INVALID"));
  t.like(await ben.client.call("updates.getChannelDifference", { channel: all.input(ben), filter: NO_FILTER, pts: 1, limit: 10 }), { users: [{ id: anna.account.id }] });
});

test("reading a supergroup is told to the reader's other sessions and to the writers", async (t) => {
  const { anna, ben, channel, input, write } = await made();
  await write(anna, "one");
  await write(anna, "two");
  // The message that told of the invitation counts too.
  t.is(channel.unreadFor(ben.account.id), 3);
  t.true(await ben.client.value("channels.readHistory", { channel: input(ben), maxId: channel.box.lastId - 1 }));
  t.is(channel.unreadFor(ben.account.id), 1);
  t.like(pushedTo(anna, "updateReadChannelOutbox"), [{ channelId: channel.id, maxId: channel.box.lastId - 1 }]);
});

test("slow mode, protected content and wrong hashes are answered by Telegram's names", async (t) => {
  const all = await made();
  const { anna, ben, channel, input, peer, write, pass } = all;
  await anna.client.call("channels.toggleSlowMode", { channel: input(anna), seconds: 10 });
  await write(ben, "one");
  await t.throwsAsync(write(ben, "two"), fault(420, "SLOWMODE_WAIT_10"));
  pass(10);
  await write(ben, "two");
  await anna.client.call("messages.toggleNoForwards", { peer: peer(anna), enabled: true });
  await t.throwsAsync(
    ben.client.call("messages.forwardMessages", { fromPeer: peer(ben), id: [channel.box.lastId], randomId: [randomId()], toPeer: { _: "inputPeerSelf" } }),
    fault(400, "CHAT_FORWARDS_RESTRICTED"),
  );
  await t.throwsAsync(ben.client.call("channels.getFullChannel", { channel: { ...input(ben), accessHash: 1n } }), fault(400, "CHANNEL_INVALID"));
  await t.throwsAsync(ben.client.call("channels.editTitle", { channel: input(ben), title: " " }), fault(400, "CHAT_TITLE_EMPTY"));
  await t.throwsAsync(anna.client.call("channels.toggleSlowMode", { channel: input(anna), seconds: 7 }), fault(400, "SECONDS_INVALID"));
});
