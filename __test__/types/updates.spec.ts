import test from "ava";
import type { tl } from "../../ts/tl/index.js";
import { KIND_UPDATES, kindsOf, Message, PeerIndex, UpdateView, wrapUpdate, type ObjectClient, type User } from "../../ts/types/index.js";

const nobody = Object.freeze({ me: null }) as ObjectClient;
const anna: tl.RawUser = { _: "user", id: 7, firstName: "Anna" };
const peers = PeerIndex.of({ users: [anna], chats: [] });
const wrap = (update: tl.Update): unknown => wrapUpdate(update, peers, nobody);
const message: tl.RawMessage = { _: "message", id: 3, peerId: { _: "peerUser", userId: 7 }, date: 1, message: "words" };

test("every update has its kinds, albums come from none", (t) => {
  t.deepEqual(kindsOf({ _: "updateNewMessage" }), ["message"]);
  t.deepEqual(kindsOf({ _: "updateReadChannelInbox" }), ["historyRead"]);
  t.deepEqual(kindsOf({ _: "updatePtsChanged" }), []);
  const named = Object.values(KIND_UPDATES).flat();
  t.is(new Set(named).size, named.length - KIND_UPDATES.albums.length);
});

test("a scheduled message says so, and an edit that only brings a reaction is none", (t) => {
  t.true((wrap({ _: "updateNewScheduledMessage", message }) as Message).scheduled);
  t.false((wrap({ _: "updateNewMessage", message, pts: 1, ptsCount: 1 }) as Message).scheduled);
  const reactions: tl.RawMessageReactions = { _: "messageReactions", results: [] };
  t.is(wrap({ _: "updateEditMessage", message: { ...message, editHide: true, reactions }, pts: 1, ptsCount: 1 }), null);
  t.true(wrap({ _: "updateEditMessage", message: { ...message, editHide: true }, pts: 1, ptsCount: 1 }) instanceof Message);
});

test("a status comes as the user who has it, and the user that came along stays as it was", (t) => {
  const user = wrap({ _: "updateUserStatus", userId: 7, status: { _: "userStatusOnline", expires: 10 } }) as User;
  t.deepEqual([user.firstName, user.status, user.nextOfflineDate], ["Anna", "online", new Date(10_000)]);
  t.is(anna.status, undefined);
  t.is((wrap({ _: "updateUserStatus", userId: 9, status: { _: "userStatusEmpty" } }) as User).id, 9);
});

test("a message of a business account brings its connection and what it answers", (t) => {
  const business = wrap({ _: "updateBotNewBusinessMessage", connectionId: "c", message, replyToMessage: { ...message, id: 2 }, qts: 1 }) as Message & { businessConnectionId: string };
  t.deepEqual([business.businessConnectionId, business.replyToMessage?.id, business.text], ["c", 2, "words"]);
});

test("reactions tell who, before and after", (t) => {
  const heart: tl.Reaction = { _: "reactionEmoji", emoticon: "❤" };
  const update = wrap({ _: "updateBotMessageReaction", peer: { _: "peerChat", chatId: 4 }, msgId: 3, date: 1, actor: { _: "peerUser", userId: 7 }, oldReactions: [], newReactions: [heart], qts: 1 });
  t.deepEqual(JSON.parse(JSON.stringify(update)), {
    _: "MessageReactionUpdated",
    type: "updateBotMessageReaction",
    chat: { _: "Chat", id: -4, type: "group" },
    fromUser: { _: "User", id: 7, firstName: "Anna", status: "longAgo" },
    date: "1970-01-01T00:00:01.000Z",
    messageIds: [3],
    messageId: 3,
    newReactions: [{ _: "Reaction", emoji: "❤" }],
  });
});

const PLACES: readonly (readonly [tl.Update, { readonly chat: number | null; readonly user: number | null; readonly ids: readonly number[] }])[] = [
  [{ _: "updateDeleteChannelMessages", channelId: 5, messages: [1, 2], pts: 1, ptsCount: 2 }, { chat: -1_000_000_000_005, user: null, ids: [1, 2] }],
  [{ _: "updateDeleteMessages", messages: [1], pts: 1, ptsCount: 1 }, { chat: null, user: null, ids: [1] }],
  [{ _: "updateUserTyping", userId: 7, action: { _: "sendMessageTypingAction" } }, { chat: null, user: 7, ids: [] }],
  [{ _: "updateChatUserTyping", chatId: 4, fromId: { _: "peerUser", userId: 7 }, action: { _: "sendMessageTypingAction" } }, { chat: -4, user: 7, ids: [] }],
  [{ _: "updateEncryptedChatTyping", chatId: 4 }, { chat: null, user: null, ids: [] }],
  [{ _: "updateChannelMessageViews", channelId: 5, id: 6, views: 9 }, { chat: -1_000_000_000_005, user: null, ids: [6] }],
  [{ _: "updateBotStopped", userId: 7, date: 1, stopped: true, qts: 1 }, { chat: null, user: 7, ids: [] }],
];
for (const [update, { chat, user, ids }] of PLACES) {
  test(`${update._} says where, who and which messages, as far as it tells`, (t) => {
    const view = wrap(update) as UpdateView;
    t.true(view instanceof UpdateView);
    t.deepEqual([view.chat?.id ?? null, view.fromUser?.id ?? null, view.messageIds], [chat, user, ids]);
  });
}
