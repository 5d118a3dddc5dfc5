import test from "ava";

import { BadRequest, Flood, PeerKindError, ResolveLimitError, RpcError, UnknownPeerError } from "../../ts/errors/index.js";
import { PeerCache, PeerResolver, type PeerLike } from "../../ts/peers/index.js";
import { MemoryStorage } from "../../ts/storage/index.js";
import type { tl, TlRequest } from "../../ts/tl/index.js";
import { channel, fakeCalls, FakeTimers, message, user } from "./fixtures.js";

type Answers = Readonly<Record<string, (request: TlRequest) => unknown>>;

async function setUp(answers: Answers = {}, { selfId = 1, isBot = false } = {}) {
  const timers = new FakeTimers();
  const storage = new MemoryStorage({}, timers.now);
  await storage.open();
  const cache = new PeerCache({ storage, now: timers.now, schedule: timers.schedule, onError: () => {} });
  const calls = fakeCalls(cache, answers, selfId, isBot);
  const resolver = new PeerResolver({ cache, calls, now: timers.now });
  return { cache, calls, resolver, timers };
}

const refuse =
  (code: number, text: string): (() => never) =>
  () => {
    throw new (code === 420 ? Flood : BadRequest)({ code, text, method: "test" });
  };
const resolvedUser = (id: number) => () => ({
  _: "contacts.resolvedPeer",
  peer: { _: "peerUser", userId: id },
  chats: [],
  users: [user(77), user(id)],
});

const FIVE: tl.InputPeer = { _: "inputPeerUser", userId: 5, accessHash: 500n };
const CHANNEL: tl.InputPeer = { _: "inputPeerChannel", channelId: 42, accessHash: 4200n };

const KNOWN: readonly (readonly [what: string, like: PeerLike, expected: tl.InputPeer])[] = [
  ["a number", 5, FIVE],
  ["a bigint", 5n, FIVE],
  ["digits", "5", FIVE],
  ["a marked channel", -1_000_000_000_042, CHANNEL],
  ["digits of a marked channel", "-1000000000042", CHANNEL],
  ["a group", -7, { _: "inputPeerChat", chatId: 7 }],
  ["me", "me", { _: "inputPeerSelf" }],
  ["self", "Self", { _: "inputPeerSelf" }],
  ["the own id", 1, { _: "inputPeerSelf" }],
  ["a username", "five", FIVE],
  ["a username with @", "@FIVE", FIVE],
  ["a link", "https://t.me/five", FIVE],
  ["a link to a message", "t.me/c/42/7", CHANNEL],
  ["a phone number", "+1 (123) 456", FIVE],
  ["a link with a phone number", "t.me/+1123456", FIVE],
  ["a peer of TL", { _: "peerChannel", channelId: 42 }, CHANNEL],
  ["a raw user", user(9), { _: "inputPeerUser", userId: 9, accessHash: 900n }],
  ["a raw min user, by what is known of it", user(5, { min: true, accessHash: 1n }), FIVE],
  ["a raw user that is the account", user(1, { self: true }), { _: "inputPeerSelf" }],
  ["a raw group", { _: "chatForbidden", id: 7, title: "" }, { _: "inputPeerChat", chatId: 7 }],
  ["an object with an id", { id: 5 }, FIVE],
  ["a message, by its chat", { id: 12345, chat: { id: -1_000_000_000_042 } }, CHANNEL],
  ["an InputPeer", { _: "inputPeerChat", chatId: 3 }, { _: "inputPeerChat", chatId: 3 }],
  ["an InputUser", { _: "inputUser", userId: 3, accessHash: 4n }, { _: "inputPeerUser", userId: 3, accessHash: 4n }],
  ["an InputChannel", { _: "inputChannel", channelId: 3, accessHash: 4n }, { _: "inputPeerChannel", channelId: 3, accessHash: 4n }],
];

for (const [what, like, expected] of KNOWN) {
  test(`resolves ${what} without a call`, async (t) => {
    const { cache, resolver, calls } = await setUp();
    await cache.learn({ users: [user(5, { username: "Five", phone: "1123456" })], chats: [channel(42)] });
    t.deepEqual(await resolver.resolvePeer(like), expected);
    t.deepEqual(calls.requests, []);
  });
}

const WRONG: readonly (readonly [what: string, like: unknown, error: ErrorConstructor])[] = [
  ["nothing", undefined, TypeError],
  ["null", null, TypeError],
  ["a function", () => 5, TypeError],
  ["an object without an id", {}, TypeError],
  ["an object of TL that is no peer", { _: "message", id: 5 }, TypeError],
  ["an empty InputPeer", { _: "inputPeerEmpty" }, TypeError],
  ["an empty text", "", TypeError],
  ["a text that is no name", "hello there", TypeError],
  ["a name with an umlaut", "@mülleR", TypeError],
  ["a link that leads to no chat", "t.me/addstickers/Animals", TypeError],
  ["id 0", 0, RangeError],
  ["an id of nobody", -1_000_000_000_000, RangeError],
  ["half an id", 1.5, RangeError],
  ["an id of 70 bits", 2n ** 70n, RangeError],
  ["a phone number of two digits", "+12", RangeError],
  ["a phone number with letters", "+1123456abc", RangeError],
];

for (const [what, like, error] of WRONG) {
  test(`refuses ${what}, naming the parameter`, async (t) => {
    const { resolver, calls } = await setUp();
    await t.throwsAsync(resolver.resolvePeer(like as PeerLike, "chat"), { instanceOf: error, message: /chat/ });
    t.deepEqual(calls.requests, []);
  });
}

test("refuses secret chats as such", async (t) => {
  const { resolver } = await setUp();
  await t.throwsAsync(resolver.resolvePeer(-1_999_999_999_999), { instanceOf: PeerKindError });
});

test("looks an unknown username up once, however many ask, and keeps it", async (t) => {
  const { resolver, calls } = await setUp({ "contacts.resolveUsername": resolvedUser(5) });
  const answers = await Promise.all(Array.from({ length: 20 }, () => resolver.resolvePeer("@somebody")));
  for (const answer of answers) t.deepEqual(answer, FIVE);
  t.deepEqual(calls.requests, [{ _: "contacts.resolveUsername", username: "somebody" }]);
  // The object had no such name: it was kept under the one that was asked for.
  t.deepEqual(await resolver.resolvePeer("SomeBody"), FIVE);
  t.is(calls.requests.length, 1);
});

test("a username older than a day is looked up again", async (t) => {
  const { resolver, calls, timers } = await setUp({ "contacts.resolveUsername": resolvedUser(5) });
  await resolver.resolvePeer("somebody");
  timers.advance(25 * 60 * 60 * 1000);
  await resolver.resolvePeer("somebody");
  t.is(calls.requests.length, 2);
});

test("a username that nobody has is asked for once in ten minutes", async (t) => {
  const { resolver, calls, timers } = await setUp({ "contacts.resolveUsername": refuse(400, "USERNAME_NOT_OCCUPIED") });
  const first = await t.throwsAsync(resolver.resolvePeer("@nobody"), { instanceOf: UnknownPeerError });
  t.deepEqual(first?.tried, ["session file", "Telegram"]);
  t.regex(first?.message ?? "", /@nobody/);
  await t.throwsAsync(resolver.resolvePeer("@Nobody"), { instanceOf: UnknownPeerError });
  t.is(calls.requests.length, 1);
  timers.advance(10 * 60 * 1000);
  await t.throwsAsync(resolver.resolvePeer("@nobody"), { instanceOf: UnknownPeerError });
  t.is(calls.requests.length, 2);
});

test("other refusals come through, and are not remembered", async (t) => {
  const { resolver, calls } = await setUp({ "contacts.resolveUsername": refuse(500, "INTERNAL") });
  await t.throwsAsync(resolver.resolvePeer("somebody"), { instanceOf: RpcError });
  await t.throwsAsync(resolver.resolvePeer("somebody"), { instanceOf: RpcError });
  t.is(calls.requests.length, 2);
});

test("after a flood wait no name is looked up until it is over", async (t) => {
  const { resolver, calls, timers } = await setUp({ "contacts.resolveUsername": refuse(420, "FLOOD_WAIT_3600") });
  await t.throwsAsync(resolver.resolvePeer("somebody"), { instanceOf: Flood });
  const error = await t.throwsAsync(resolver.resolvePeer("another"), { instanceOf: ResolveLimitError });
  t.is(error?.retryAfterSec, 3600);
  t.is(calls.requests.length, 1);
  timers.advance(3_600_000);
  await t.throwsAsync(resolver.resolvePeer("another"), { instanceOf: Flood });
});

test("a loop over unknown names ends at the budget, which refills slowly", async (t) => {
  const { resolver, calls, timers } = await setUp({ "contacts.resolveUsername": refuse(400, "USERNAME_NOT_OCCUPIED") });
  const outcomes = await Promise.allSettled(Array.from({ length: 60 }, (_, index) => resolver.resolvePeer(`nobody${index}`)));
  const limited = outcomes.filter((outcome) => outcome.status === "rejected" && outcome.reason instanceof ResolveLimitError);
  t.is(calls.requests.length, 50);
  t.is(limited.length, 10);
  timers.advance(432_000);
  await t.throwsAsync(resolver.resolvePeer("nobody100"), { instanceOf: UnknownPeerError });
  await t.throwsAsync(resolver.resolvePeer("nobody101"), { instanceOf: ResolveLimitError });
});

test("looks a phone number up, and shows no more than its beginning", async (t) => {
  const { resolver, calls } = await setUp({ "contacts.resolvePhone": refuse(400, "PHONE_NOT_OCCUPIED") });
  const error = await t.throwsAsync(resolver.resolvePeer("+1-123-456-7890"), { instanceOf: UnknownPeerError });
  t.notRegex(error?.message ?? "", /456/);
  t.deepEqual(calls.requests, [{ _: "contacts.resolvePhone", phone: "11234567890" }]);
});

test("names a min peer by the message that mentions it", async (t) => {
  const { cache, resolver, calls } = await setUp();
  const messages = [message(10, { _: "peerChannel", channelId: 42 }, { fromId: { _: "peerUser", userId: 5 }, fwdFrom: { _: "messageFwdHeader", date: 0, fromId: { _: "peerChannel", channelId: 43 } } })];
  await cache.learn({ users: [user(5, { min: true })], chats: [channel(42), channel(43, { min: true })], messages });
  t.deepEqual(await resolver.resolvePeer(5), { _: "inputPeerUserFromMessage", peer: CHANNEL, msgId: 10, userId: 5 });
  t.deepEqual(await resolver.resolveUser(5), { _: "inputUserFromMessage", peer: CHANNEL, msgId: 10, userId: 5 });
  t.deepEqual(await resolver.resolveChannel(-1_000_000_000_043), { _: "inputChannelFromMessage", peer: CHANNEL, msgId: 10, channelId: 43 });
  t.deepEqual(calls.requests, []);
});

test("asks Telegram once for an id that nothing is known of", async (t) => {
  const { resolver, calls } = await setUp({ "users.getUsers": () => [user(5)] });
  t.deepEqual(await resolver.resolvePeer(5), FIVE);
  t.deepEqual(calls.requests, [{ _: "users.getUsers", id: [{ _: "inputUser", userId: 5, accessHash: 0n }] }]);
});

test("says which ways were tried for an id, and asks Telegram once in ten minutes", async (t) => {
  const { resolver, calls, timers } = await setUp({ "users.getUsers": () => [], "channels.getChannels": refuse(400, "CHANNEL_INVALID") });
  const error = await t.throwsAsync(resolver.resolvePeer(5), { instanceOf: UnknownPeerError });
  t.deepEqual(error?.tried, ["memory", "session file", "messages that mention it", "Telegram"]);
  await t.throwsAsync(resolver.resolvePeer(5), { instanceOf: UnknownPeerError });
  await t.throwsAsync(resolver.resolvePeer(-1_000_000_000_042), { instanceOf: UnknownPeerError, message: /channel -1000000000042/ });
  t.is(calls.requests.length, 2);
  timers.advance(600_000);
  await t.throwsAsync(resolver.resolvePeer(5), { instanceOf: UnknownPeerError });
  t.is(calls.requests.length, 3);
});

test("a bot goes on with hash 0 for a user whom Telegram shows without one", async (t) => {
  const { resolver } = await setUp({ "users.getUsers": () => [user(5, { accessHash: undefined })] }, { isBot: true });
  t.deepEqual(await resolver.resolvePeer(5), { _: "inputPeerUser", userId: 5, accessHash: 0n });
});

test("resolves an invite link of a chat that was joined, and tells of others", async (t) => {
  const joined = await setUp({ "messages.checkChatInvite": () => ({ _: "chatInviteAlready", chat: channel(42) }) });
  t.deepEqual(await joined.resolver.resolvePeer("t.me/+AbCd"), CHANNEL);
  const invite = { _: "chatInvite", title: "A chat" };
  const strange = await setUp({ "messages.checkChatInvite": () => invite });
  t.like(await strange.resolver.resolveLink("t.me/+AbCd"), { kind: "invite", hash: "AbCd", invite });
  await t.throwsAsync(strange.resolver.resolvePeer("t.me/+AbCd"), { instanceOf: UnknownPeerError, message: /join/ });
});

test("resolves a contact token, a post and a link that leads to no chat", async (t) => {
  const { resolver, cache } = await setUp({ "contacts.importContactToken": () => user(5) });
  await cache.learn({ chats: [channel(42, { username: "news" })] });
  t.like(await resolver.resolveLink("t.me/contact/abc"), { kind: "contactToken", peer: FIVE });
  t.like(await resolver.resolveLink("t.me/news/7"), { kind: "message", messageId: 7, peer: CHANNEL });
  t.deepEqual(await resolver.resolveLink("t.me/addstickers/Animals"), { kind: "stickerSet", slug: "Animals" });
  await t.throwsAsync(resolver.resolveLink("hello"), { instanceOf: TypeError, message: /link/ });
});

test("says of which kind a peer must be", async (t) => {
  const { resolver } = await setUp();
  await t.throwsAsync(resolver.resolveUser(-7), { instanceOf: PeerKindError, message: /user is wanted/ });
  await t.throwsAsync(resolver.resolveChannel(-7), { instanceOf: PeerKindError, message: /basic group/ });
  await t.throwsAsync(resolver.resolveChannel("me"), { instanceOf: PeerKindError, message: /user/ });
  t.deepEqual(await resolver.resolveUser("me"), { _: "inputUserSelf" });
});
