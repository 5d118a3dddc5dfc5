import test from "ava";
import type { tl } from "../../ts/tl/index.js";
import { openContainer } from "../../ts/updates/openContainer.js";

const SELF_ID = 1;
const TYPING: tl.Update = { _: "updateUserTyping", userId: 5, action: { _: "sendMessageTypingAction" } };

test("a short private message becomes a full one, from whoever wrote it", (t) => {
  const short: tl.Updates = { _: "updateShortMessage", id: 7, userId: 5, message: "hi", pts: 11, ptsCount: 1, date: 100, mentioned: true, viaBotId: 9, ttlPeriod: 60 };
  const common = { _: "message", id: 7, message: "hi", date: 100, mentioned: true, viaBotId: 9, ttlPeriod: 60 };
  const peerId = { _: "peerUser", userId: 5 };
  t.deepEqual(openContainer(short, SELF_ID)?.updates[0] as unknown, {
    _: "updateNewMessage",
    message: { ...common, peerId, fromId: { _: "peerUser", userId: 5 } },
    pts: 11,
    ptsCount: 1,
  });
  t.like(openContainer({ ...short, out: true }, SELF_ID)?.updates[0], { message: { out: true, peerId, fromId: { _: "peerUser", userId: SELF_ID } } });
});

test("a short message of a group becomes a full one in that group", (t) => {
  const short: tl.Updates = { _: "updateShortChatMessage", id: 7, fromId: 5, chatId: 21, message: "hi", pts: 11, ptsCount: 1, date: 100 };
  t.deepEqual(openContainer(short, SELF_ID)?.updates[0] as unknown, {
    _: "updateNewMessage",
    message: { _: "message", id: 7, message: "hi", date: 100, peerId: { _: "peerChat", chatId: 21 }, fromId: { _: "peerUser", userId: 5 } },
    pts: 11,
    ptsCount: 1,
  });
});

test("containers tell their sequence, unless it is 0", (t) => {
  const content = { updates: [TYPING], users: [], chats: [], date: 100 };
  t.deepEqual(openContainer({ _: "updates", ...content, seq: 8 }, SELF_ID)?.sequence, { start: 8, end: 8 });
  t.deepEqual(openContainer({ _: "updatesCombined", ...content, seqStart: 6, seq: 8 }, SELF_ID)?.sequence, { start: 6, end: 8 });
  t.is(openContainer({ _: "updates", ...content, seq: 0 }, SELF_ID)?.sequence, null);
  t.is(openContainer({ _: "updateShort", update: TYPING, date: 1 }, SELF_ID)?.sequence, null);
});

test("what says no more than that something was missed gives nothing", (t) => {
  t.is(openContainer({ _: "updatesTooLong" }, SELF_ID), null);
  t.is(openContainer({ _: "updateShortSentMessage", id: 1, pts: 2, ptsCount: 1, date: 3 }, SELF_ID), null);
});
