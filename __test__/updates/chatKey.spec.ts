import test from "ava";
import type { tl } from "../../ts/tl/index.js";
import { chatKey } from "../../ts/updates/chatKey.js";
import { keyOf } from "../../ts/updates/keyOf.js";
import { positionOf } from "../../ts/updates/positionOf.js";
import { rawMessage } from "./runnerHarness.js";

const CHANNEL: tl.Peer = { _: "peerChannel", channelId: 101 };

const UPDATES: readonly (readonly [update: tl.Update, chat: string, key: string | null, boxId: number | null])[] = [
  [{ _: "updateNewMessage", message: rawMessage(7), pts: 3, ptsCount: 1 }, "u11", "m7", 0],
  [{ _: "updateNewMessage", message: rawMessage(7, { _: "peerChat", chatId: 21 }), pts: 3, ptsCount: 1 }, "g21", "m7", 0],
  [{ _: "updateEditMessage", message: rawMessage(7), pts: 3, ptsCount: 1 }, "u11", "p3", 0],
  [{ _: "updateNewChannelMessage", message: rawMessage(7, CHANNEL), pts: 3, ptsCount: 1 }, "c101", "m7", 101],
  [{ _: "updateEditChannelMessage", message: rawMessage(7, CHANNEL), pts: 3, ptsCount: 1 }, "c101", "p3", 101],
  [{ _: "updateDeleteChannelMessages", channelId: 101, messages: [7], pts: 3, ptsCount: 1 }, "c101", "p3", 101],
  [{ _: "updateDeleteMessages", messages: [7], pts: 3, ptsCount: 1 }, "", "p3", 0],
  [{ _: "updateReadHistoryOutbox", peer: { _: "peerUser", userId: 5 }, maxId: 7, pts: 3, ptsCount: 1 }, "u5", "p3", 0],
  [{ _: "updateBotStopped", userId: 5, date: 1, stopped: true, qts: 4 }, "u5", "q4", 0],
  [{ _: "updateChannelParticipant", channelId: 101, date: 1, actorId: 1, userId: 5, qts: 4 }, "c101", "q4", 0],
  [{ _: "updateReadChannelInbox", channelId: 101, maxId: 7, stillUnreadCount: 0, pts: 3 }, "c101", null, null],
  [{ _: "updateNewScheduledMessage", message: rawMessage(7) }, "u11", null, null],
  [{ _: "updateUserName", userId: 5, firstName: "", lastName: "", usernames: [] }, "u5", null, null],
  [{ _: "updateConfig" }, "", null, null],
  [{ _: "updateNewMessage", message: { _: "messageEmpty", id: 7 }, pts: 3, ptsCount: 1 }, "", "m7", 0],
];

for (const [update, chat, key, boxId] of UPDATES) {
  test(`${update._} of ${chat || "no chat"} finds its queue, its box and its key`, (t) => {
    t.is(chatKey(update), chat);
    t.is(keyOf(update), key);
    t.is(positionOf(update)?.boxId ?? null, boxId);
  });
}

test("secret chats have queues and keys of their own", (t) => {
  const message: tl.EncryptedMessage = { _: "encryptedMessage", randomId: 9n, chatId: 7, date: 1, bytes: new Uint8Array(), file: { _: "encryptedFileEmpty" } };
  const update: tl.Update = { _: "updateNewEncryptedMessage", message, qts: 4 };
  t.is(chatKey(update), "s7");
  t.is(keyOf(update), "e7:9");
});
