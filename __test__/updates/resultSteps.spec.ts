import test from "ava";
import type { TlRequest } from "../../ts/tl/index.js";
import { stepsIn, updatesIn } from "../../ts/updates/resultSteps.js";

const CHANNEL = { _: "inputChannel", channelId: 101, accessHash: 1n } as const;
const CHANNEL_PEER = { _: "inputPeerChannel", channelId: 101, accessHash: 1n } as const;
const AFFECTED = { _: "messages.affectedHistory", pts: 15, ptsCount: 2, offset: 0 };

test("finds the container of updates in an answer, also inside another one", (t) => {
  const updates = { _: "updates", updates: [], users: [], chats: [], date: 1, seq: 0 };
  t.is(updatesIn(updates) as unknown, updates);
  t.is(updatesIn({ _: "messages.invitedUsers", updates, missingInvitees: [] }) as unknown, updates);
  for (const other of [null, undefined, true, 5, "x", [updates], { _: "users.users" }, { _: "x", updates: [] }]) t.is(updatesIn(other), null);
});

const STEPS: readonly (readonly [what: string, request: TlRequest, boxId: number])[] = [
  ["deleted messages of private chats", { _: "messages.deleteMessages", id: [1] }, 0],
  ["read history of a user", { _: "messages.readHistory", peer: { _: "inputPeerSelf" }, maxId: 1 }, 0],
  ["deleted messages of a channel", { _: "channels.deleteMessages", channel: CHANNEL, id: [1] }, 101],
  ["read mentions of a channel", { _: "messages.readMentions", peer: CHANNEL_PEER }, 101],
  ["unpinned messages of a channel that is named by a message", { _: "messages.unpinAllMessages", peer: { _: "inputPeerChannelFromMessage", peer: { _: "inputPeerSelf" }, msgId: 1, channelId: 101 } }, 101],
  ["the same inside a wrapper", { _: "invokeWithTakeout", takeoutId: 1n, query: { _: "messages.readMentions", peer: CHANNEL_PEER } }, 101],
];
for (const [what, request, boxId] of STEPS) {
  test(`${what} move the right counter`, (t) => {
    t.deepEqual(stepsIn(request, AFFECTED), [{ kind: "step", boxId, at: 15, count: 2, key: null }]);
  });
}

test("a message that was sent moves the account's counter, and is known by its id", (t) => {
  const request: TlRequest = { _: "messages.sendMessage", peer: { _: "inputPeerSelf" }, message: "x", randomId: 1n };
  const sent = { _: "updateShortSentMessage", id: 77, pts: 15, ptsCount: 1, date: 1 };
  t.is(updatesIn(sent), null);
  t.deepEqual(stepsIn(request, sent), [{ kind: "step", boxId: 0, at: 15, count: 1, key: "m77" }]);
});

test("lists of dialogs are a base for channels, other answers a hint", (t) => {
  const dialog = (channelId: number): object => ({ _: "dialog", peer: { _: "peerChannel", channelId }, pts: 9 });
  const dialogs = { _: "messages.dialogs", dialogs: [dialog(101), { _: "dialog", peer: { _: "peerUser", userId: 1 } }, dialog(102)] };
  t.deepEqual(stepsIn({ _: "help.getConfig" }, dialogs), [
    { kind: "hint", channelId: 101, pts: 9, isBase: true },
    { kind: "hint", channelId: 102, pts: 9, isBase: true },
  ]);
  const full = { _: "messages.chatFull", fullChat: { _: "channelFull", id: 101, pts: 9 } };
  t.deepEqual(stepsIn({ _: "channels.getFullChannel", channel: CHANNEL }, full), [{ kind: "hint", channelId: 101, pts: 9, isBase: false }]);
  const history = { _: "messages.channelMessages", pts: 9 };
  t.deepEqual(stepsIn({ _: "channels.getMessages", channel: CHANNEL, id: [] }, history), [{ kind: "hint", channelId: 101, pts: 9, isBase: false }]);
  t.deepEqual(stepsIn({ _: "messages.searchGlobal", q: "", filter: { _: "inputMessagesFilterEmpty" }, minDate: 0, maxDate: 0, offsetRate: 0, offsetPeer: { _: "inputPeerEmpty" }, offsetId: 0, limit: 1 }, history), []);
  t.deepEqual(stepsIn({ _: "help.getConfig" }, { _: "config" }), []);
});
