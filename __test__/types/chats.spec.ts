import { inspect } from "node:util";
import test from "ava";
import type { tl } from "../../ts/tl/index.js";
import {
  Chat,
  ChatEvent,
  ChatInviteLink,
  ChatMember,
  ChatMemberUpdated,
  MenuButtonWebApp,
  parseInlineMessageId,
  inlineMessageIdOf,
  PeerIndex,
  readMenuButton,
  readPermissions,
  writeCommandScope,
  writeEventFilter,
  writeMenuButton,
  type BotCommandScope,
  type MenuButton,
  type ObjectClient,
} from "../../ts/types/index.js";

const nobody = Object.freeze({ me: null }) as ObjectClient;
const anna: tl.RawUser = { _: "user", id: 7, firstName: "Anna" };
const group: tl.RawChannel = { _: "channel", id: 5, title: "G", megagroup: true, photo: { _: "chatPhotoEmpty" }, date: 0, participantsCount: 3 };
const peers = PeerIndex.of({ users: [anna], chats: [group] });
const rights: tl.RawChatBannedRights = { _: "chatBannedRights", viewMessages: true, untilDate: 0 };

const STATUSES: readonly (readonly [tl.ChatParticipant | tl.ChannelParticipant, string, boolean])[] = [
  [{ _: "chatParticipantCreator", userId: 7 }, "owner", true],
  [{ _: "chatParticipantAdmin", userId: 7, inviterId: 7, date: 1 }, "administrator", true],
  [{ _: "channelParticipantSelf", userId: 7, inviterId: 7, date: 1 }, "member", true],
  [{ _: "channelParticipantBanned", peer: { _: "peerUser", userId: 7 }, kickedBy: 7, date: 1, bannedRights: rights, left: true }, "banned", false],
  [{ _: "channelParticipantBanned", peer: { _: "peerUser", userId: 7 }, kickedBy: 7, date: 1, bannedRights: { ...rights, viewMessages: undefined, sendMessages: true } }, "restricted", true],
  [{ _: "channelParticipantLeft", peer: { _: "peerUser", userId: 7 } }, "left", false],
];
for (const [raw, status, isMember] of STATUSES) {
  test(`a ${raw._} is ${status}`, (t) => {
    const member = new ChatMember(raw, peers);
    t.deepEqual([member.status, member.isMember, member.user?.firstName], [status, isMember, "Anna"]);
  });
}

test("what is forbidden is turned into what is allowed", (t) => {
  t.like(readPermissions({ ...rights, sendGifs: true, sendPlain: true }), { canSendMessages: false, canSendOtherMessages: false, canSendPolls: true });
});

test("somebody who was banned was there before, and is banned now", (t) => {
  const update = new ChatMemberUpdated(
    {
      _: "updateChannelParticipant",
      channelId: 5,
      date: 1,
      actorId: 9,
      userId: 7,
      prevParticipant: { _: "channelParticipant", userId: 7, date: 1 },
      newParticipant: { _: "channelParticipantBanned", peer: { _: "peerUser", userId: 7 }, kickedBy: 9, date: 1, bannedRights: rights },
      qts: 1,
    },
    peers,
    nobody,
  );
  t.deepEqual([update.chat.title, update.fromUser, update.user?.id, update.oldChatMember?.status, update.newChatMember?.status], ["G", null, 7, "member", "banned"]);
});

test("what getChat asks for besides is at hand, and an invite link is no part of a log", (t) => {
  const invite: tl.RawChatInviteExported = { _: "chatInviteExported", link: "https://t.me/+AbCdEfGhIjKlMnOp", adminId: 7, date: 1 };
  const full = { _: "channelFull", about: "words", exportedInvite: invite, participantsCount: 9, canSetStickers: true } as tl.RawChannelFull;
  const chat = new Chat(group, undefined, { full, linkedChat: new Chat({ _: "peerChannel", channelId: 6 }) });
  t.deepEqual([chat.description, chat.bio, chat.membersCount, chat.canSetStickerSet, chat.linkedChat?.id], ["words", null, 9, true, -1_000_000_000_006]);
  t.is(chat.inviteLink, invite.link);
  t.false(inspect(chat).includes("KlMnOp"));
  t.false(inspect(new ChatInviteLink(invite, peers)).includes("KlMnOp"));
  t.deepEqual([new Chat(group).description, new Chat(group).membersCount], [null, 3]);
});

test("an event of the log says what it changed, and nothing else", (t) => {
  const happened = (action: tl.ChannelAdminLogEventAction): ChatEvent => new ChatEvent({ _: "channelAdminLogEvent", id: 1n, date: 1, userId: 7, action }, peers, nobody);
  const renamed = happened({ _: "channelAdminLogEventActionChangeTitle", prevValue: "a", newValue: "b" });
  t.deepEqual([renamed.action, renamed.oldTitle, renamed.newTitle, renamed.newDescription, renamed.user.firstName], ["titleChanged", "a", "b", null, "Anna"]);
  const message: tl.RawMessage = { _: "message", id: 3, peerId: { _: "peerChannel", channelId: 5 }, date: 1, message: "" };
  t.is(happened({ _: "channelAdminLogEventActionUpdatePinned", message }).unpinnedMessage?.id, 3);
  t.is(happened({ _: "channelAdminLogEventActionUpdatePinned", message: { ...message, pinned: true } }).action, "messagePinned");
  t.is(happened({ _: "channelAdminLogEventActionChangeLinkedChat", prevValue: 0, newValue: 5 }).newLinkedChat?.title, "G");
  t.is(happened({ _: "channelAdminLogEventActionToggleForum", newValue: true }).action, "unknown");
});

test("a filter of events asks for what it names, and an empty one for all", (t) => {
  t.is(writeEventFilter({}), undefined);
  t.like(writeEventFilter({ inviteLinks: true, deletedMessages: true }), { invites: true, invite: true, delete: true, edit: undefined });
});

test("menu buttons and scopes of commands are written as Telegram takes them, and others refused", async (t) => {
  const button = new MenuButtonWebApp("Open", { url: "https://a.b" });
  t.deepEqual(readMenuButton(writeMenuButton(button)), new MenuButtonWebApp("Open", { url: "https://a.b" }));
  t.throws(() => writeMenuButton({ type: "x" } as never as MenuButton), { instanceOf: TypeError, message: /menuButton/ });
  const resolve = { resolvePeer: async () => ({ _: "inputPeerSelf" }) as const, resolveUser: async () => ({ _: "inputUserSelf" }) as const };
  t.deepEqual(await writeCommandScope({ type: "chatMember", chatId: 1, userId: 2 }, resolve), { _: "botCommandScopePeerUser", peer: { _: "inputPeerSelf" }, userId: { _: "inputUserSelf" } });
  t.deepEqual(await writeCommandScope({ type: "default" }, resolve), { _: "botCommandScopeDefault" });
  await t.throwsAsync(writeCommandScope(null as never as BotCommandScope, resolve), { instanceOf: TypeError, message: /scope/ });
});

for (const id of [{ _: "inputBotInlineMessageID", dcId: 2, id: -5n, accessHash: 7n }, { _: "inputBotInlineMessageID64", dcId: 4, ownerId: 6n, id: 8, accessHash: -9n }] as const) {
  test(`an ${id._} comes back from its text`, (t) => {
    t.deepEqual(parseInlineMessageId(inlineMessageIdOf(id)), id);
  });
}
for (const [what, text] of [["a number", 5], ["an empty text", ""], ["a short text", "AAAA"], ["no base64", "*".repeat(27)]] as const) {
  test(`${what} names no message of inline mode`, (t) => {
    t.throws(() => parseInlineMessageId(text as string), { instanceOf: TypeError, message: /inlineMessageId/ });
  });
}
