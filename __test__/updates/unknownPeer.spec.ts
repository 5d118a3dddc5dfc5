import test from "ava";
import type { tl } from "../../ts/tl/index.js";
import { unknownPeer } from "../../ts/updates/unknownPeer.js";

const user = (userId: number): tl.Peer => ({ _: "peerUser", userId });
const BASE = { id: 1, peerId: user(1), date: 1 } as const;
const PLAIN: tl.RawMessage = { _: "message", ...BASE, message: "" };

const MESSAGES: readonly (readonly [where: string, message: tl.Message])[] = [
  ["the chat", { ...PLAIN, peerId: user(9) }],
  ["the sender", { ...PLAIN, fromId: user(9) }],
  ["the origin of a forward", { ...PLAIN, fwdFrom: { _: "messageFwdHeader", date: 1, fromId: user(9) } }],
  ["the chat that a forward was saved from", { ...PLAIN, fwdFrom: { _: "messageFwdHeader", date: 1, savedFromPeer: user(9) } }],
  ["the inline bot", { ...PLAIN, viaBotId: 9 }],
  ["a mention by id", { ...PLAIN, entities: [{ _: "messageEntityMentionName", offset: 0, length: 1, userId: 9 }] }],
  ["a new member", { _: "messageService", ...BASE, action: { _: "messageActionChatAddUser", users: [1, 9] } }],
  ["a member who left", { _: "messageService", ...BASE, action: { _: "messageActionChatDeleteUser", userId: 9 } }],
];

const knows = (peer: tl.Peer): boolean => peer._ === "peerUser" && peer.userId === 1;

for (const [where, message] of MESSAGES) {
  test(`finds somebody unknown as ${where}`, (t) => {
    t.deepEqual(unknownPeer({ _: "updateNewMessage", message, pts: 1, ptsCount: 1 }, knows), user(9));
    t.is(unknownPeer({ _: "updateEditMessage", message, pts: 1, ptsCount: 1 }, () => true), null);
  });
}

test("finds nobody in what holds no message", (t) => {
  t.is(unknownPeer({ _: "updateNewMessage", message: { _: "messageEmpty", id: 1 }, pts: 1, ptsCount: 1 }, () => false), null);
  t.is(unknownPeer({ _: "updateDeleteMessages", messages: [1], pts: 1, ptsCount: 1 }, () => false), null);
  t.is(unknownPeer({ _: "updateServiceNotification", type: "", message: "text", media: { _: "messageMediaEmpty" }, entities: [] }, () => false), null);
});
