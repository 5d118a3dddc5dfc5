import { inspect } from "node:util";
import test from "ava";
import { ClientStateError } from "../../ts/errors/index.js";
import type { tl } from "../../ts/tl/index.js";
import { Chat, Message, PeerIndex, User, type ObjectClient } from "../../ts/types/index.js";

const anna: tl.RawUser = { _: "user", id: 7, firstName: "Anna", lastName: "Z", phone: "11234567890", usernames: [{ _: "username", active: true, username: "anna" }] };
const group: tl.RawChat = { _: "chat", id: 7, title: "G", photo: { _: "chatPhotoEmpty" }, participantsCount: 2, date: 0, version: 1 };
const channel: tl.RawChannel = { _: "channel", id: 7, title: "C", broadcast: true, photo: { _: "chatPhotoEmpty" }, date: 0 };
const peers = PeerIndex.of({ users: [anna, { _: "userEmpty", id: 8 }], chats: [channel, group, { _: "chatEmpty", id: 9 }] });
const nobody = Object.freeze({ me: null }) as ObjectClient;

test("a peer index tells users, groups and channels of one number apart", (t) => {
  t.is(peers.user(7), anna);
  t.is(peers.peer({ _: "peerChat", chatId: 7 }), group);
  t.is(peers.peer({ _: "peerChannel", channelId: 7 }), channel);
  t.is(peers.user(8), null);
  t.is(peers.group(9), null);
  t.is(PeerIndex.EMPTY.user(7), null);
});

test("a peer index asks for those who did not come along, or only in part", (t) => {
  const full = { ...channel, title: "whole" };
  const known = PeerIndex.of({ users: [{ ...anna, min: true, firstName: "part" }], chats: [{ ...channel, min: true }] }, (id) => (id === 7 ? anna : id === -1_000_000_000_007 ? full : null));
  t.is(known.user(7), anna);
  t.is(known.channel(7), full);
  t.is(known.group(7), null);
  t.is(PeerIndex.of({ users: [{ ...anna, min: true }], chats: [] }).user(7)?.min, true);
  t.is(PeerIndex.of({ users: [], chats: [] }, () => group).user(7), null);
});

test("a chat has its marked id and type, known wholly or only by its peer", (t) => {
  const seen = [anna, group, channel, { _: "peerChannel", channelId: 5 }, { _: "peerChat", chatId: 5 }] as const;
  t.deepEqual(
    seen.map((raw) => new Chat(raw)).map(({ id, type, fullName }) => [id, type, fullName]),
    [
      [7, "private", "Anna Z"],
      [-7, "group", "G"],
      [-1_000_000_000_007, "channel", "C"],
      [-1_000_000_000_005, "channel", ""],
      [-5, "group", ""],
    ],
  );
});

test("a message knows who sent it, also where a private chat leaves it out", (t) => {
  const raw: tl.RawMessage = { _: "message", id: 3, peerId: { _: "peerUser", userId: 7 }, date: 1_700_000_000, message: "hi" };
  const message = new Message(raw, peers, nobody);
  t.is(message.fromUser?.raw, anna);
  t.is(message.chat, message.chat);
  t.is(message.chat.raw, anna);
  t.is(message.text, "hi");
  t.deepEqual(message.date, new Date("2023-11-14T22:13:20Z"));
  const me = new User({ _: "user", self: true, id: 1 });
  t.is(new Message({ ...raw, out: true }, peers, { ...nobody, me }).fromUser, me);
});

test("a sender who was never met is known by the id alone", (t) => {
  const message = new Message({ _: "message", id: 3, peerId: { _: "peerUser", userId: 99 }, date: 1, message: "hi" }, PeerIndex.EMPTY, nobody);
  t.deepEqual([message.fromUser?.id, message.fromUser?.isMin], [99, true]);
});

test("a log shows no whole phone number, and JSON has neither null nor false", (t) => {
  t.false(inspect(new User(anna)).includes("1234567"));
  t.true(inspect(new User(anna)).startsWith("User {"));
  t.deepEqual(JSON.parse(JSON.stringify(new Chat(channel))), { _: "Chat", id: -1_000_000_000_007, type: "channel", title: "C" });
});

test("a view that belongs to no client cannot act", (t) => {
  const view = new (class extends User {
    override get client(): ObjectClient {
      return super.client;
    }
  })(anna);
  t.throws(() => view.client, { instanceOf: ClientStateError });
});
