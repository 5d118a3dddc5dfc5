import test from "ava";

import { PeerKindError, TlError, NotSupportedError } from "../../../ts/errors/index.js";
import * as chats from "../../../ts/methods/chats/index.js";
import type { tl, TlRequest } from "../../../ts/tl/index.js";
import { Chat, ChatPreview } from "../../../ts/types/index.js";
import { hex, vectors } from "../../crypto/vectors.js";
import { channel, message, user } from "../../peers/fixtures.js";
import { checkRefusals, checkRequests } from "../checkRequests.js";
import { ANNA, ANNA_PEER, fakeClient, GROUP, GROUP_CHANNEL, GROUP_ID, GROUP_PEER, updates } from "../fakeClient.js";

const ANNA_USER: tl.InputUser = { _: "inputUser", userId: 5, accessHash: 500n };
const BASIC = -7;
const BASIC_PEER: tl.InputPeer = { _: "inputPeerChat", chatId: 7 };
const INVITED: tl.MessagesInvitedUsers = { _: "messages.invitedUsers", updates: updates(), missingInvitees: [{ _: "missingInvitee", userId: 5 }] };
const HISTORY = (): ((request: TlRequest) => tl.MessagesAffectedHistory) => {
  let offset = 2;
  return () => ({ _: "messages.affectedHistory", pts: 1, ptsCount: 1, offset: --offset });
};
const ALL_FORBIDDEN = {
  sendMessages: true,
  sendMedia: true,
  sendStickers: true,
  sendGifs: true,
  sendGames: true,
  sendInline: true,
  sendPolls: true,
  embedLinks: true,
  changeInfo: true,
  inviteUsers: true,
  pinMessages: true,
  manageTopics: true,
} as const;
const PHOTO: tl.RawInputPhoto = { _: "inputPhoto", id: 1n, accessHash: 2n, fileReference: Uint8Array.of(3) };

checkRequests([
  {
    title: "getChat asks for a user, a group and a channel each in its way",
    call: async (client) => {
      await chats.getChat(client, 5);
      await chats.getChat(client, GROUP_ID);
      await chats.getChat(client, BASIC);
    },
    answers: {
      "users.getFullUser": { _: "users.userFull", fullUser: { _: "userFull", id: 5, about: "hi" }, users: [ANNA], chats: [] },
      "channels.getFullChannel": { _: "messages.chatFull", fullChat: { _: "channelFull", id: 42, about: "d" }, users: [], chats: [GROUP] },
      "messages.getFullChat": { _: "messages.chatFull", fullChat: { _: "chatFull", id: 7, about: "d" }, users: [], chats: [{ _: "chatForbidden", id: 7, title: "x" }] },
    },
    requests: [
      { _: "users.getFullUser", id: ANNA_USER },
      { _: "channels.getFullChannel", channel: GROUP_CHANNEL },
      { _: "messages.getFullChat", chatId: 7 },
    ],
  },
  {
    title: "joinChat joins by name and by invite link",
    call: async (client) => {
      await chats.joinChat(client, "@group");
      await chats.joinChat(client, "https://t.me/+AbCd");
    },
    answers: {
      "channels.joinChannel": { _: "messages.chatInviteJoinResultOk", updates: updates() },
      "messages.importChatInvite": { _: "messages.chatInviteJoinResultOk", updates: updates() },
    },
    requests: [
      { _: "channels.joinChannel", channel: GROUP_CHANNEL },
      { _: "messages.importChatInvite", hash: "AbCd" },
    ],
  },
  {
    title: "leaveChat leaves a channel, and deletes a group if told to, in steps",
    call: async (client) => {
      await chats.leaveChat(client, GROUP_ID);
      await chats.leaveChat(client, BASIC, { delete: true });
    },
    answers: { "channels.leaveChannel": updates(), "messages.deleteChatUser": updates(), "messages.deleteHistory": HISTORY() },
    requests: [
      { _: "channels.leaveChannel", channel: GROUP_CHANNEL },
      { _: "messages.deleteChatUser", chatId: 7, userId: { _: "inputUserSelf" }, revokeHistory: true },
      { _: "messages.deleteHistory", peer: BASIC_PEER, maxId: 0 },
      { _: "messages.deleteHistory", peer: BASIC_PEER, maxId: 0 },
    ],
  },
  {
    title: "makes groups, supergroups and channels, and deletes them",
    call: async (client) => {
      await chats.createGroup(client, "G", 5);
      await chats.createSupergroup(client, "S", { description: "d", isForum: true });
      await chats.createChannel(client, "C");
      await chats.deleteChannel(client, GROUP_ID);
      await chats.deleteSupergroup(client, GROUP_ID);
    },
    answers: { "messages.createChat": INVITED, "channels.createChannel": updates(), "channels.deleteChannel": updates() },
    requests: [
      { _: "messages.createChat", title: "G", users: [ANNA_USER] },
      { _: "channels.createChannel", megagroup: true, forum: true, title: "S", about: "d" },
      { _: "channels.createChannel", broadcast: true, title: "C", about: "" },
      { _: "channels.deleteChannel", channel: GROUP_CHANNEL },
      { _: "channels.deleteChannel", channel: GROUP_CHANNEL },
    ],
  },
  {
    title: "banChatMember bans from a supergroup for a time, and removes from a group",
    call: async (client) => {
      await chats.banChatMember(client, GROUP_ID, 5, { untilDate: new Date(1_700_000_000_000) });
      await chats.banChatMember(client, BASIC, 5);
      await chats.unbanChatMember(client, GROUP_ID, 5);
    },
    answers: { "channels.editBanned": updates(), "messages.deleteChatUser": updates() },
    requests: [
      {
        _: "channels.editBanned",
        channel: GROUP_CHANNEL,
        participant: ANNA_PEER,
        bannedRights: { _: "chatBannedRights", viewMessages: true, ...ALL_FORBIDDEN, untilDate: 1_700_000_000 },
      },
      { _: "messages.deleteChatUser", chatId: 7, userId: ANNA_USER },
      { _: "channels.editBanned", channel: GROUP_CHANNEL, participant: ANNA_PEER, bannedRights: { _: "chatBannedRights", untilDate: 0 } },
    ],
  },
  {
    title: "restrictChatMember forbids what is not allowed",
    call: (client) => chats.restrictChatMember(client, GROUP_ID, 5, { canSendMessages: true, canSendOtherMessages: true }),
    answers: { "channels.editBanned": updates() },
    requests: [
      {
        _: "channels.editBanned",
        channel: GROUP_CHANNEL,
        participant: ANNA_PEER,
        bannedRights: {
          _: "chatBannedRights",
          untilDate: 0,
          sendMedia: true,
          sendPolls: true,
          embedLinks: true,
          changeInfo: true,
          inviteUsers: true,
          pinMessages: true,
          manageTopics: true,
        },
      },
    ],
  },
  {
    title: "promoteChatMember gives rights in a supergroup, and makes an administrator in a group, or takes it back",
    call: async (client) => {
      await chats.promoteChatMember(client, GROUP_ID, 5, { privileges: { canDeleteMessages: true, canRestrictMembers: true, isAnonymous: true }, title: "mod" });
      await chats.promoteChatMember(client, GROUP_ID, 5);
      await chats.promoteChatMember(client, BASIC, 5);
      await chats.promoteChatMember(client, BASIC, 5, { privileges: {} });
    },
    answers: { "channels.editAdmin": updates(), "messages.editChatAdmin": true },
    requests: [
      {
        _: "channels.editAdmin",
        channel: GROUP_CHANNEL,
        userId: ANNA_USER,
        adminRights: { _: "chatAdminRights", deleteMessages: true, banUsers: true, anonymous: true },
        rank: "mod",
      },
      { _: "channels.editAdmin", channel: GROUP_CHANNEL, userId: ANNA_USER, adminRights: { _: "chatAdminRights", other: true } },
      { _: "messages.editChatAdmin", chatId: 7, userId: ANNA_USER, isAdmin: true },
      { _: "messages.editChatAdmin", chatId: 7, userId: ANNA_USER, isAdmin: false },
    ],
  },
  {
    title: "setAdministratorTitle keeps the rights",
    call: (client) => chats.setAdministratorTitle(client, GROUP_ID, 5, "boss"),
    answers: {
      "channels.getParticipant": {
        _: "channels.channelParticipant",
        participant: { _: "channelParticipantAdmin", userId: 5, promotedBy: 1, date: 0, adminRights: { _: "chatAdminRights", banUsers: true } },
        users: [ANNA],
        chats: [],
      },
      "channels.editAdmin": updates(),
    },
    requests: [
      { _: "channels.getParticipant", channel: GROUP_CHANNEL, participant: ANNA_PEER },
      { _: "channels.editAdmin", channel: GROUP_CHANNEL, userId: ANNA_USER, adminRights: { _: "chatAdminRights", banUsers: true }, rank: "boss" },
    ],
  },
  {
    title: "changes title, description, permissions, username, slow mode and protection",
    call: async (client) => {
      await chats.setChatTitle(client, GROUP_ID, "T");
      await chats.setChatTitle(client, BASIC, "T");
      await chats.setChatDescription(client, GROUP_ID, "D");
      await chats.setChatPermissions(client, GROUP_ID, {});
      await chats.setChatUsername(client, GROUP_ID, "@name");
      await chats.setChatUsername(client, GROUP_ID, null);
      await chats.setSlowMode(client, GROUP_ID, 30);
      await chats.setSlowMode(client, GROUP_ID, null);
      await chats.setChatProtectedContent(client, GROUP_ID, true);
    },
    answers: {
      "channels.editTitle": updates(),
      "messages.editChatTitle": updates(),
      "messages.editChatAbout": true,
      "messages.editChatDefaultBannedRights": updates(),
      "channels.updateUsername": true,
      "channels.toggleSlowMode": updates(),
      "messages.toggleNoForwards": updates(),
    },
    requests: [
      { _: "channels.editTitle", channel: GROUP_CHANNEL, title: "T" },
      { _: "messages.editChatTitle", chatId: 7, title: "T" },
      { _: "messages.editChatAbout", peer: GROUP_PEER, about: "D" },
      { _: "messages.editChatDefaultBannedRights", peer: GROUP_PEER, bannedRights: { _: "chatBannedRights", ...ALL_FORBIDDEN, untilDate: 0 } },
      { _: "channels.updateUsername", channel: GROUP_CHANNEL, username: "name" },
      { _: "channels.updateUsername", channel: GROUP_CHANNEL, username: "" },
      { _: "channels.toggleSlowMode", channel: GROUP_CHANNEL, seconds: 30 },
      { _: "channels.toggleSlowMode", channel: GROUP_CHANNEL, seconds: 0 },
      { _: "messages.toggleNoForwards", peer: GROUP_PEER, enabled: true },
    ],
  },
  {
    title: "sets and takes away the photo",
    call: async (client) => {
      await chats.setChatPhoto(client, GROUP_ID, { photo: PHOTO });
      await chats.deleteChatPhoto(client, BASIC);
    },
    answers: { "channels.editPhoto": updates(), "messages.editChatPhoto": updates() },
    requests: [
      { _: "channels.editPhoto", channel: GROUP_CHANNEL, photo: { _: "inputChatPhoto", id: PHOTO } },
      { _: "messages.editChatPhoto", chatId: 7, photo: { _: "inputChatPhotoEmpty" } },
    ],
  },
  {
    title: "pins and unpins messages",
    call: async (client) => {
      await chats.pinChatMessage(client, 5, 3, { disableNotification: true });
      await chats.pinChatMessage(client, 5, 3, { bothSides: true });
      await chats.pinChatMessage(client, GROUP_ID, 3);
      await chats.unpinChatMessage(client, GROUP_ID, 3);
      await chats.unpinAllChatMessages(client, GROUP_ID);
    },
    answers: { "messages.updatePinnedMessage": updates(), "messages.unpinAllMessages": HISTORY() },
    requests: [
      { _: "messages.updatePinnedMessage", peer: ANNA_PEER, id: 3, silent: true, pmOneside: true },
      { _: "messages.updatePinnedMessage", peer: ANNA_PEER, id: 3 },
      { _: "messages.updatePinnedMessage", peer: GROUP_PEER, id: 3 },
      { _: "messages.updatePinnedMessage", peer: GROUP_PEER, id: 3, unpin: true },
      { _: "messages.unpinAllMessages", peer: GROUP_PEER },
      { _: "messages.unpinAllMessages", peer: GROUP_PEER },
    ],
  },
  {
    title: "archives chats, takes them back and marks one as unread",
    call: async (client) => {
      await chats.archiveChats(client, [5, GROUP_ID]);
      await chats.unarchiveChats(client, 5);
      await chats.markChatUnread(client, 5);
    },
    answers: { "folders.editPeerFolders": updates(), "messages.markDialogUnread": true },
    requests: [
      {
        _: "folders.editPeerFolders",
        folderPeers: [
          { _: "inputFolderPeer", peer: ANNA_PEER, folderId: 1 },
          { _: "inputFolderPeer", peer: GROUP_PEER, folderId: 1 },
        ],
      },
      { _: "folders.editPeerFolders", folderPeers: [{ _: "inputFolderPeer", peer: ANNA_PEER, folderId: 0 }] },
      { _: "messages.markDialogUnread", unread: true, peer: { _: "inputDialogPeer", peer: ANNA_PEER } },
    ],
  },
  {
    title: "changes forum topics, General among them",
    call: async (client) => {
      await chats.editForumTopic(client, GROUP_ID, 9, { title: "T", iconEmojiId: 5n });
      await chats.closeForumTopic(client, GROUP_ID, 9);
      await chats.reopenForumTopic(client, GROUP_ID, 9);
      await chats.deleteForumTopic(client, GROUP_ID, 9);
      await chats.editGeneralTopic(client, GROUP_ID, "G");
      await chats.closeGeneralTopic(client, GROUP_ID);
      await chats.reopenGeneralTopic(client, GROUP_ID);
      await chats.hideGeneralTopic(client, GROUP_ID);
      await chats.unhideGeneralTopic(client, GROUP_ID);
    },
    answers: { "messages.editForumTopic": updates(), "messages.deleteTopicHistory": { _: "messages.affectedHistory", pts: 1, ptsCount: 1, offset: 0 } },
    requests: [
      { _: "messages.editForumTopic", peer: GROUP_PEER, topicId: 9, title: "T", iconEmojiId: 5n },
      { _: "messages.editForumTopic", peer: GROUP_PEER, topicId: 9, closed: true },
      { _: "messages.editForumTopic", peer: GROUP_PEER, topicId: 9, closed: false },
      { _: "messages.deleteTopicHistory", peer: GROUP_PEER, topMsgId: 9 },
      { _: "messages.editForumTopic", peer: GROUP_PEER, topicId: 1, title: "G" },
      { _: "messages.editForumTopic", peer: GROUP_PEER, topicId: 1, closed: true },
      { _: "messages.editForumTopic", peer: GROUP_PEER, topicId: 1, closed: false },
      { _: "messages.editForumTopic", peer: GROUP_PEER, topicId: 1, hidden: true },
      { _: "messages.editForumTopic", peer: GROUP_PEER, topicId: 1, hidden: false },
    ],
  },
  {
    title: "deletes all that a member wrote, in steps",
    call: (client) => chats.deleteUserHistory(client, GROUP_ID, 5),
    answers: { "channels.deleteParticipantHistory": HISTORY() },
    requests: [
      { _: "channels.deleteParticipantHistory", channel: GROUP_CHANNEL, participant: ANNA_PEER },
      { _: "channels.deleteParticipantHistory", channel: GROUP_CHANNEL, participant: ANNA_PEER },
    ],
  },
  {
    title: "chooses in whose name to write",
    call: (client) => chats.setSendAsChat(client, GROUP_ID, 5),
    answers: { "messages.saveDefaultSendAs": true },
    requests: [{ _: "messages.saveDefaultSendAs", peer: GROUP_PEER, sendAs: ANNA_PEER }],
  },
]);

test("a chat that was made or joined comes back", async (t) => {
  const client = await fakeClient({ "channels.createChannel": updates(), "channels.joinChannel": { _: "messages.chatInviteJoinResultOk", updates: updates() } });
  t.is((await chats.createSupergroup(client, "S")).id, GROUP_ID);
  t.is((await chats.joinChat(client, GROUP_ID)).title, "Channel 42");
});

test("a chat that wants a web page to be gone through cannot be joined", async (t) => {
  const client = await fakeClient({ "channels.joinChannel": { _: "messages.chatInviteJoinResultWebView", botId: 5, queryId: 1n, users: [] } });
  await t.throwsAsync(chats.joinChat(client, GROUP_ID), { instanceOf: PeerKindError });
});

test("an answer without the new chat is an error", async (t) => {
  const client = await fakeClient({ "channels.createChannel": { _: "updates", updates: [], users: [], chats: [], date: 0, seq: 0 } });
  await t.throwsAsync(chats.createChannel(client, "C"), { instanceOf: TlError });
});

test("a chat that is gone is told as such", async (t) => {
  const client = await fakeClient({
    "users.getFullUser": { _: "users.userFull", fullUser: { _: "userFull", id: 5 }, users: [{ _: "userEmpty", id: 5 }], chats: [] },
    "channels.getFullChannel": { _: "messages.chatFull", fullChat: { _: "channelFull", id: 42, about: "" }, users: [], chats: [] },
  });
  await t.throwsAsync(chats.getChat(client, 5), { instanceOf: RangeError, message: /chatId/ });
  await t.throwsAsync(chats.getChat(client, GROUP_ID), { instanceOf: RangeError, message: /chatId/ });
});

test("adds members, and tells who could not be", async (t) => {
  const client = await fakeClient({ "channels.inviteToChannel": INVITED, "messages.addChatUser": INVITED });
  t.deepEqual(await chats.addChatMembers(client, GROUP_ID, [5, "me"]), [5]);
  t.deepEqual(await chats.addChatMembers(client, BASIC, 5, { forwardLimit: 3 }), [5]);
  t.deepEqual(client.requests, [
    { _: "channels.inviteToChannel", channel: GROUP_CHANNEL, users: [ANNA_USER, { _: "inputUserSelf" }] },
    { _: "messages.addChatUser", chatId: 7, userId: ANNA_USER, fwdLimit: 3 },
  ]);
});

/** 450 members, served as Telegram does. */
function participants(request: TlRequest): tl.ChannelsChannelParticipants {
  const { offset, limit } = request as tl.ChannelsGetParticipantsRequest;
  const ids = Array.from({ length: Math.min(limit, 450 - offset) }, (_, index) => 1000 + offset + index);
  return { _: "channels.channelParticipants", count: 450, participants: ids.map((userId) => ({ _: "channelParticipant", userId, date: 0 })), chats: [], users: ids.map((id) => user(id)) };
}

test("getChatMembers goes through all pages of a supergroup", async (t) => {
  const client = await fakeClient({ "channels.getParticipants": participants });
  const members = await chats.getChatMembers(client, GROUP_ID).collect();
  t.deepEqual(members.map(({ user: member }) => member?.id), Array.from({ length: 450 }, (_, index) => 1000 + index));
  t.is(client.requests.length, 3);
  t.is((await chats.getChatMembers(client, GROUP_ID, { limit: 5, query: "a" }).collect()).length, 5);
  t.like(client.requests[3], { limit: 5, filter: { _: "channelParticipantsSearch", q: "a" } });
});

const BASIC_FULL = {
  _: "messages.chatFull",
  fullChat: {
    _: "chatFull",
    id: 7,
    about: "",
    participants: { _: "chatParticipants", chatId: 7, version: 1, participants: [{ _: "chatParticipantCreator", userId: 1 }, { _: "chatParticipant", userId: 5, inviterId: 1, date: 0 }] },
    notifySettings: { _: "peerNotifySettings" },
  },
  chats: [],
  users: [user(1, { firstName: "Self" }), ANNA],
};

test("members of a basic group come from the whole group", async (t) => {
  const client = await fakeClient({ "messages.getFullChat": BASIC_FULL });
  t.deepEqual((await chats.getChatMembers(client, BASIC).collect()).map(({ status }) => status), ["owner", "member"]);
  t.deepEqual((await chats.getChatMembers(client, BASIC, { query: "ann" }).collect()).map((member) => member.user?.id), [5]);
  t.is(await chats.getChatMembersCount(client, BASIC), 2);
  t.is((await chats.getChatMember(client, BASIC, "me")).status, "owner");
  t.is((await chats.getChatMember(client, BASIC, 5)).user?.firstName, "Anna");
});

test("a member of a supergroup is asked for by itself", async (t) => {
  const answer = { _: "channels.channelParticipant", participant: { _: "channelParticipantBanned", peer: { _: "peerUser", userId: 5 }, kickedBy: 1, date: 0, bannedRights: { _: "chatBannedRights", viewMessages: true, untilDate: 0 } }, users: [ANNA], chats: [] };
  const client = await fakeClient({ "channels.getParticipant": answer });
  t.is((await chats.getChatMember(client, GROUP_ID, 5)).status, "banned");
});

test("getDialogs goes on where the page before ended, and pairs each chat with its newest message", async (t) => {
  const dialog = (peer: tl.Peer, topMessage: number): tl.Dialog => ({
    _: "dialog",
    peer,
    topMessage,
    readInboxMaxId: 0,
    readOutboxMaxId: 0,
    unreadCount: topMessage,
    unreadMentionsCount: 0,
    unreadReactionsCount: 0,
    unreadPollVotesCount: 0,
    notifySettings: { _: "peerNotifySettings" },
  });
  const toAnna: tl.Peer = { _: "peerUser", userId: 5 };
  const toGroup: tl.Peer = { _: "peerChannel", channelId: 42 };
  const client = await fakeClient({
    "messages.getDialogs": (request: TlRequest) => {
      const { offsetId } = request as tl.MessagesGetDialogsRequest;
      const peers = { users: [ANNA], chats: [GROUP], count: 2 };
      if (offsetId === 0) return { _: "messages.dialogsSlice", ...peers, dialogs: [dialog(toGroup, 9)], messages: [message(9, toAnna, { message: "not this" }), message(9, toGroup, { message: "top", date: 77 })] };
      if (offsetId === 9) return { _: "messages.dialogsSlice", ...peers, dialogs: [dialog(toAnna, 8)], messages: [message(8, toAnna)] };
      return { _: "messages.dialogsSlice", ...peers, dialogs: [], messages: [] };
    },
  });
  const dialogs = await chats.getDialogs(client).collect();
  t.deepEqual(dialogs.map(({ chat, topMessage }) => [chat.id, topMessage?.text]), [
    [GROUP_ID, "top"],
    [5, null],
  ]);
  t.like(client.requests[1], { offsetDate: 77, offsetId: 9, offsetPeer: GROUP_PEER, excludePinned: true });
  t.is(await chats.getDialogsCount(client), 2);
});

const topic = (id: number): tl.ForumTopic => ({
  _: "forumTopic",
  id,
  date: id,
  peer: { _: "peerChannel", channelId: 42 },
  title: `T${id}`,
  iconColor: 0,
  topMessage: id * 10,
  readInboxMaxId: 0,
  readOutboxMaxId: 0,
  unreadCount: 0,
  unreadMentionsCount: 0,
  unreadReactionsCount: 0,
  unreadPollVotesCount: 0,
  fromId: { _: "peerUser", userId: 5 },
  notifySettings: { _: "peerNotifySettings" },
});
const TOPICS = { _: "messages.forumTopics", messages: [], chats: [GROUP], users: [ANNA], pts: 1 } as const;

test("a topic that was made comes back, and topics are gone through", async (t) => {
  const client = await fakeClient({
    "messages.createForumTopic": updates({ _: "updateMessageID", id: 9, randomId: 1n }),
    "messages.getForumTopicsByID": { ...TOPICS, count: 1, topics: [topic(9)] },
    "messages.getForumTopics": (request: TlRequest) => {
      const { offsetTopic } = request as tl.MessagesGetForumTopicsRequest;
      return { ...TOPICS, count: 3, topics: offsetTopic === 0 ? [topic(3), topic(2)] : [topic(1)] };
    },
  });
  t.is((await chats.createForumTopic(client, GROUP_ID, "T9", { iconColor: 1 })).title, "T9");
  t.deepEqual((await chats.getForumTopics(client, GROUP_ID).collect()).map(({ id }) => id), [3, 2, 1]);
});

test("tells in whose name one may write, and who is online", async (t) => {
  const client = await fakeClient({
    "channels.getSendAs": { _: "channels.sendAsPeers", peers: [{ _: "sendAsPeer", peer: { _: "peerChannel", channelId: 43 } }], chats: [channel(43)], users: [] },
    "messages.getOnlines": { _: "chatOnlines", onlines: 12 },
  });
  t.deepEqual((await chats.getSendAsChats(client, GROUP_ID)).map(({ title }) => title), ["Channel 43"]);
  t.is(await chats.getChatOnlineCount(client, GROUP_ID), 12);
});

test("unpinChatMessage without a number unpins the last one, and says when there is none", async (t) => {
  const found = (ids: readonly number[]): tl.MessagesMessages => ({ _: "messages.messages", messages: ids.map((id) => message(id, { _: "peerUser", userId: 5 })), topics: [], users: [], chats: [] });
  const client = await fakeClient({ "messages.search": found([8]), "messages.updatePinnedMessage": updates() });
  await chats.unpinChatMessage(client, 5);
  t.like(client.requests[1], { id: 8, unpin: true });
  const none = await fakeClient({ "messages.search": found([]) });
  await t.throwsAsync(chats.unpinChatMessage(none, 5), { instanceOf: RangeError, message: /messageId/ });
});

checkRefusals([
  ["to join a user", (c) => chats.joinChat(c, 5), PeerKindError, /user/],
  ["to leave a private chat", (c) => chats.leaveChat(c, 5), PeerKindError, /user/],
  ["to restrict in a basic group", (c) => chats.restrictChatMember(c, BASIC, 5, {}), PeerKindError, /basic group/],
  ["to ban until a date that is none", (c) => chats.banChatMember(c, GROUP_ID, 5, { untilDate: new Date(Number.NaN) }), RangeError, /untilDate/],
  // @ts-expect-error as a JavaScript caller may
  ["permissions that are missing", (c) => chats.setChatPermissions(c, GROUP_ID), TypeError, /permissions/],
  // @ts-expect-error as a JavaScript caller may
  ["privileges that are a string", (c) => chats.promoteChatMember(c, GROUP_ID, 5, { privileges: "all" }), TypeError, /privileges/],
  ["to promote a channel", (c) => chats.promoteChatMember(c, GROUP_ID, GROUP_ID), PeerKindError, /user/],
  // @ts-expect-error as a JavaScript caller may
  ["a title that is a number", (c) => chats.setChatTitle(c, GROUP_ID, 5), TypeError, /title/],
  ["a title for a private chat", (c) => chats.setChatTitle(c, 5, "T"), PeerKindError, /user/],
  // @ts-expect-error as a JavaScript caller may
  ["protection that is a string", (c) => chats.setChatProtectedContent(c, GROUP_ID, "yes"), TypeError, /enabled/],
  ["a slow mode below zero", (c) => chats.setSlowMode(c, GROUP_ID, -1), RangeError, /seconds/],
  ["a photo of the computer", (c) => chats.setChatPhoto(c, GROUP_ID, { photo: "./a.jpg" }), NotSupportedError, /photo/],
  ["a photo by link", (c) => chats.setChatPhoto(c, GROUP_ID, { photo: "https://a.example/b.jpg" }), TypeError, /photo/],
  ["no photo", (c) => chats.setChatPhoto(c, GROUP_ID, {}), TypeError, /photo/],
  ["a topic of number 0", (c) => chats.closeForumTopic(c, GROUP_ID, 0), RangeError, /topicId/],
  ["too many forwarded messages", (c) => chats.addChatMembers(c, BASIC, 5, { forwardLimit: 101 }), RangeError, /forwardLimit/],
  ["a group without a title", (c) => chats.createGroup(c, undefined as never, 5), TypeError, /title/],
]);

test("an unknown filter of members is told at once", async (t) => {
  const client = await fakeClient();
  // @ts-expect-error as a JavaScript caller may
  t.throws(() => chats.getChatMembers(client, GROUP_ID, { filter: "rich" }), { instanceOf: RangeError, message: /filter/ });
});

test("getChat tells of the pinned message and the linked chat, and previews a chat not joined", async (t) => {
  const client = await fakeClient({
    "channels.getFullChannel": { _: "messages.chatFull", fullChat: { _: "channelFull", id: 42, about: "d", pinnedMsgId: 9, linkedChatId: 43 }, users: [], chats: [GROUP, channel(43)] },
    "channels.getMessages": { _: "messages.channelMessages", pts: 1, count: 1, messages: [message(9, { _: "peerChannel", channelId: 42 }, { message: "pinned" })], topics: [], users: [], chats: [] },
    "messages.checkChatInvite": { _: "chatInvite", title: "Secret", photo: { _: "photoEmpty", id: 0n }, participantsCount: 5, color: 0 },
  });
  const chat = await chats.getChat(client, GROUP_ID);
  t.true(chat instanceof Chat);
  t.is((chat as Chat).description, "d");
  t.is((chat as Chat).pinnedMessage?.text, "pinned");
  t.is((chat as Chat).linkedChat?.title, "Channel 43");
  const preview = await chats.getChat(client, "t.me/+AbCd");
  t.true(preview instanceof ChatPreview);
  t.is(preview.title, "Secret");
});

test("goes through the log of a chat until it ends", async (t) => {
  const client = await fakeClient({
    "channels.getAdminLog": (request: TlRequest) => {
      const { maxId } = request as tl.ChannelsGetAdminLogRequest;
      const ids = maxId === 0n ? [9n, 8n] : maxId === 8n ? [7n] : [];
      return { _: "channels.adminLogResults", events: ids.map((id) => ({ _: "channelAdminLogEvent", id, date: 0, userId: 5, action: { _: "channelAdminLogEventActionChangeTitle", prevValue: "a", newValue: "b" } })), users: [ANNA], chats: [] };
    },
  });
  t.deepEqual((await chats.getChatEventLog(client, GROUP_ID, { query: "q", userIds: 5, filters: { chatInfo: true } }).collect()).map(({ id, action }) => [id, action]), [
    [9n, "titleChanged"],
    [8n, "titleChanged"],
    [7n, "titleChanged"],
  ]);
  t.like(client.requests[0], { q: "q", admins: [ANNA_USER], eventsFilter: { _: "channelAdminLogEventsFilter", info: true } });
});

test("finds groups near a place, with how far they are", async (t) => {
  const located: tl.Update = { _: "updatePeerLocated", peers: [{ _: "peerLocated", peer: { _: "peerChannel", channelId: 42 }, expires: 0, distance: 70 }, { _: "peerSelfLocated", expires: 0 }] };
  const client = await fakeClient({ "contacts.getLocated": updates(located) });
  t.deepEqual((await chats.getNearbyChats(client, 1, 2)).map(({ id, distance }) => [id, distance]), [[GROUP_ID, 70]]);
});

test("hands a group over with a proof of the password, which itself is not sent", async (t) => {
  const srp = vectors<{ kind: string; password: string; salt1: string; salt2: string; g: number; p: string; srp_B: string }>("srp").find(({ kind }) => kind === "srp");
  if (srp === undefined) return t.fail("srp.json has changed");
  const algorithm: tl.PasswordKdfAlgo = {
    _: "passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow",
    salt1: hex(srp.salt1),
    salt2: hex(srp.salt2),
    g: srp.g,
    p: hex(srp.p),
  };
  const client = await fakeClient({
    "account.getPassword": { _: "account.password", hasPassword: true, currentAlgo: algorithm, srpB: hex(srp.srp_B), srpId: 9n, newAlgo: algorithm, newSecureAlgo: { _: "securePasswordKdfAlgoUnknown" }, secureRandom: new Uint8Array() },
    "messages.editChatCreator": updates(),
  });
  await chats.transferChatOwnership(client, GROUP_ID, 5, srp.password);
  t.like(client.requests[1], { _: "messages.editChatCreator", peer: GROUP_PEER, userId: ANNA_USER });
  const { password } = client.requests[1] as tl.MessagesEditChatCreatorRequest;
  t.like(password, { _: "inputCheckPasswordSRP", srpId: 9n });
  t.is((password as tl.RawInputCheckPasswordSRP).M1.length, 32);
  await t.throwsAsync(chats.transferChatOwnership(client, GROUP_ID, 5, 5 as never), { instanceOf: TypeError, message: /password/ });
});
