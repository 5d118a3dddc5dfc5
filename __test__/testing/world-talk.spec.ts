import test from "ava";

import type { TlObject } from "../../ts/testing/codec/index.js";
import { RpcFault } from "../../ts/testing/index.js";
import { fault } from "../helpers/WorldClient.js";
import { PAGE, inputPeerUser, people, pushedTo, randomId, updatesIn } from "../helpers/worldPeople.js";
import { testWorld } from "../helpers/testWorld.js";

const SELF = { _: "inputPeerSelf" };

function poll(fields: object = {}, answers = ["red", "blue"]): TlObject {
  const text = (value: string): TlObject => ({ _: "textWithEntities", text: value, entities: [] });
  return {
    _: "inputMediaPoll",
    poll: { _: "poll", id: 0n, question: text("Which?"), answers: answers.map((answer) => ({ _: "inputPollAnswer", text: text(answer) })), hash: 0n, ...fields },
  };
}

test("reactions are counted, listed and taken back", async (t) => {
  const all = await people();
  const { anna, ben } = all;
  await anna.client.call("messages.sendMessage", { peer: inputPeerUser(all, anna, ben), message: "hi", randomId: randomId() });
  const peer = inputPeerUser(all, ben, anna);
  const msgId = ben.account.mailbox.lastId;
  const react = async (...emoticons: string[]): Promise<TlObject> => ben.client.call("messages.sendReaction", { peer, msgId, reaction: emoticons.map((emoticon) => ({ _: "reactionEmoji", emoticon })) });
  t.like(updatesIn(await react("👍")), [{ _: "updateMessageReactions", msgId, reactions: { results: [{ chosenOrder: 1, count: 1 }] } }]);
  t.like(pushedTo(anna, "updateMessageReactions"), [{ peer: { userId: ben.account.id }, reactions: { results: [{ count: 1, reaction: { emoticon: "👍" } }] } }]);
  t.like(await ben.client.call("messages.getMessageReactionsList", { peer, id: msgId, limit: 10 }), { count: 1, reactions: [{ my: true }] });
  await t.throwsAsync(react("👍"), fault(400, "MESSAGE_NOT_MODIFIED"));
  await t.throwsAsync(react("x"), fault(400, "REACTION_INVALID"));
  await t.throwsAsync(react("👍", "👎"), fault(400, "REACTIONS_TOO_MANY"));
  await react();
  t.like(await ben.client.call("messages.getHistory", { peer, ...PAGE }), { messages: [{ message: "hi" }] });
});

test("a quiz tells its results to who has voted, and takes one vote", async (t) => {
  const all = await people();
  const { anna, ben } = all;
  const send = async (media: TlObject): Promise<TlObject> => anna.client.call("messages.sendMedia", { peer: inputPeerUser(all, anna, ben), media, message: "", randomId: randomId() });
  await send({ ...poll({ quiz: true, publicVoters: true }), correctAnswers: [1] });
  const peer = inputPeerUser(all, ben, anna);
  const msgId = ben.account.mailbox.lastId;
  t.like(pushedTo(ben, "updateNewMessage"), [{ message: { media: { _: "messageMediaPoll", results: { totalVoters: 0 } } } }]);
  const vote = async (...options: string[]): Promise<TlObject> => ben.client.call("messages.sendVote", { peer, msgId, options: options.map((option) => Buffer.from(option)) });
  await t.throwsAsync(vote("9"), fault(400, "OPTION_INVALID"));
  await t.throwsAsync(vote("0", "1"), fault(400, "OPTIONS_TOO_MUCH"));
  t.like(updatesIn(await vote("0")), [{ _: "updateMessagePoll", results: { totalVoters: 1, results: [{ chosen: true, voters: 1 }, { correct: true, voters: 0 }] } }]);
  await t.throwsAsync(vote("1"), fault(400, "REVOTE_NOT_ALLOWED"));
  t.like(await ben.client.call("messages.getPollVotes", { peer, id: msgId, limit: 10 }), { count: 1, votes: [{ peer: { userId: ben.account.id } }] });
  const annas = anna.account.mailbox.lastId;
  await anna.client.call("messages.editMessage", { peer: inputPeerUser(all, anna, ben), id: annas, media: poll({ closed: true }, []) });
  await t.throwsAsync(vote("1"), fault(400, "MESSAGE_POLL_CLOSED"));
  await t.throwsAsync(send(poll({}, [])), fault(400, "POLL_ANSWERS_INVALID"));
  await t.throwsAsync(send(poll({ quiz: true })), fault(400, "QUIZ_CORRECT_ANSWERS_EMPTY"));
});

for (const [input, wanted] of [
  [{ _: "inputMediaGeoPoint", geoPoint: { _: "inputGeoPoint", lat: 1.5, long: 2.5 } }, { _: "messageMediaGeo", geo: { lat: 1.5, long: 2.5 } }],
  [{ _: "inputMediaContact", phoneNumber: "+1 555 000 2222", firstName: "B", lastName: "", vcard: "" }, { _: "messageMediaContact", phoneNumber: "15550002222" }],
  [{ _: "inputMediaDice", emoticon: "🎲" }, { _: "messageMediaDice", emoticon: "🎲" }],
  [{ _: "inputMediaPhotoExternal", url: "https://example.com/a.jpg" }, { _: "messageMediaPhoto", photo: { _: "photo" } }],
] as const) {
  test(`${input._} becomes ${wanted._}`, async (t) => {
    const { anna } = await people();
    const sent = await anna.client.call("messages.sendMedia", { peer: SELF, media: input, message: "", randomId: randomId() });
    t.like(sent, { updates: [{ _: "updateMessageID" }, { message: { media: wanted } }] });
  });
}

for (const [input, error] of [
  [{ _: "inputMediaEmpty" }, "MEDIA_EMPTY"],
  [{ _: "inputMediaGeoPoint", geoPoint: { _: "inputGeoPoint", lat: 91, long: 0 } }, "MEDIA_INVALID"],
  [{ _: "inputMediaDice", emoticon: "x" }, "EMOTICON_INVALID"],
  [{ _: "inputMediaPhotoExternal", url: "nonsense" }, "WEBPAGE_URL_INVALID"],
  [{ _: "inputMediaDocument", id: { _: "inputDocument", id: 1n, accessHash: 1n, fileReference: new Uint8Array() } }, "MEDIA_EMPTY"],
] as const) {
  test(`${input._} that cannot be is refused by ${error}`, async (t) => {
    const { anna } = await people();
    await t.throwsAsync(anna.client.call("messages.sendMedia", { peer: SELF, media: input, message: "", randomId: randomId() }), fault(400, error));
  });
}

test("media by URL are stored without being sent, for albums; polls are not", async (t) => {
  const { anna } = await people();
  const media = { _: "inputMediaPhotoExternal", url: "https://example.com/a.jpg" };
  const stored = await anna.client.call("messages.uploadMedia", { peer: SELF, media });
  t.like(stored, { _: "messageMediaPhoto", photo: { _: "photo" } });
  t.is(anna.account.mailbox.lastId, 0);
  const { id, accessHash, fileReference } = stored["photo"] as TlObject;
  const single = { _: "inputSingleMedia", media: { _: "inputMediaPhoto", id: { _: "inputPhoto", id, accessHash, fileReference } }, randomId: randomId(), message: "" };
  await anna.client.call("messages.sendMultiMedia", { peer: SELF, multiMedia: [single, { ...single, randomId: randomId() }] });
  t.is(anna.account.mailbox.lastId, 2);
  await t.throwsAsync(anna.client.call("messages.uploadMedia", { peer: SELF, media: poll() }), fault(400, "MEDIA_INVALID"));
});

test("a scheduled message is sent when the world's clock has come there", async (t) => {
  const all = await people();
  const { anna, ben, world, pass } = all;
  const peer = inputPeerUser(all, anna, ben);
  const sent = await anna.client.call("messages.sendMessage", { peer, message: "later", randomId: randomId(), scheduleDate: 1_700_000_060 });
  t.like(updatesIn(sent), [{ _: "updateMessageID" }, { _: "updateNewScheduledMessage", message: { message: "later", date: 1_700_000_060 } }]);
  t.like(await anna.client.call("messages.getScheduledHistory", { peer, hash: 0n }), { messages: [{ message: "later" }] });
  t.is(pushedTo(ben, "updateNewMessage").length, 0);
  pass(61);
  world.runDue();
  t.like(pushedTo(ben, "updateNewMessage"), [{ message: { message: "later" } }]);
  t.like(pushedTo(anna, "updateDeleteScheduledMessages"), [{ messages: [1], sentMessages: [anna.account.mailbox.lastId] }]);
  t.like(pushedTo(anna, "updateNewMessage"), [{ message: { fromScheduled: true } }]);
});

test("quotes must stand in the answered text", async (t) => {
  const { anna } = await people();
  await anna.client.call("messages.sendMessage", { peer: SELF, message: "a long story", randomId: randomId() });
  const reply = { _: "inputReplyToMessage", replyToMsgId: 1, quoteText: "long", quoteOffset: 2 };
  const sent = await anna.client.call("messages.sendMessage", { peer: SELF, message: "how long?", randomId: randomId(), replyTo: reply });
  t.like(updatesIn(sent)[1], { message: { replyTo: { quote: true, quoteText: "long", quoteOffset: 2 } } });
  await t.throwsAsync(anna.client.call("messages.sendMessage", { peer: SELF, message: "x", randomId: randomId(), replyTo: { ...reply, quoteText: "short" } }), fault(400, "QUOTE_TEXT_INVALID"));
});

test("entities outside the text are refused", async (t) => {
  const { anna } = await people();
  const entities = [{ _: "messageEntityBold", offset: 0, length: 9 }];
  await t.throwsAsync(anna.client.call("messages.sendMessage", { peer: SELF, message: "x", randomId: randomId(), entities }), fault(400, "ENTITY_BOUNDS_INVALID"));
});

test("drafts stand in the dialog, and other sessions hear of them", async (t) => {
  const all = await people();
  const { anna, ben } = all;
  const peer = inputPeerUser(all, anna, ben);
  await anna.client.call("messages.sendMessage", { peer, message: "hi", randomId: randomId() });
  t.true(await anna.client.value("messages.saveDraft", { peer, message: "unsent" }));
  const first = { offsetDate: 0, offsetId: 0, offsetPeer: { _: "inputPeerEmpty" }, limit: 1, hash: 0n };
  t.like(await anna.client.call("messages.getDialogs", first), { dialogs: [{ draft: { message: "unsent" } }] });
  await anna.client.call("messages.sendMessage", { peer, message: "sent", randomId: randomId(), clearDraft: true });
  const { dialogs } = await anna.client.call("messages.getDialogs", first);
  t.is((dialogs as TlObject[])[0]?.["draft"], undefined);
});

test("searching finds words everywhere, and kinds of messages", async (t) => {
  const all = await people();
  const { anna, ben, world } = all;
  world.sendMessage(ben.account, anna.account, "needle in private");
  await anna.client.call("messages.sendMedia", { peer: SELF, media: { _: "inputMediaDice", emoticon: "🎲" }, message: "", randomId: randomId() });
  const search = { q: "NEEDLE", filter: { _: "inputMessagesFilterEmpty" }, minDate: 0, maxDate: 0, offsetRate: 0, offsetPeer: { _: "inputPeerEmpty" }, offsetId: 0, limit: 10 };
  t.like(await anna.client.call("messages.searchGlobal", search), { messages: [{ message: "needle in private" }], users: [{ id: ben.account.id }] });
  await t.throwsAsync(anna.client.call("messages.searchGlobal", { ...search, q: "" }), fault(400, "SEARCH_QUERY_EMPTY"));
});

test("people whom a test plays keep the same rules", async (t) => {
  const { world, demo } = testWorld();
  const anna = world.addUser({ phone: "15550001111", firstName: "Anna" });
  const ben = world.addUser({ phone: "15550002222", firstName: "Ben" });
  const group = await world.createGroup({ title: "Friends", creator: anna, members: [ben] });
  const hello = await anna.writes("hello", { to: group });
  const answer = await ben.writes("hi", { to: group, replyTo: hello });
  await anna.edits(hello, "hello all");
  await ben.reacts(hello, "👍");
  t.deepEqual(
    ben.reads(group).map(({ text }) => text),
    ["", "hello all", "hi"],
  );
  t.is(answer.reply?.messageId, ben.reads(group)[1]?.id);
  await t.throwsAsync(ben.edits(hello, "mine"), { instanceOf: RpcFault, message: "403 MESSAGE_AUTHOR_REQUIRED" });
  await t.throwsAsync(anna.edits(world.sendMessage(demo, ben, "secret"), "x"), { instanceOf: RangeError });
  const channel = await world.createChannel({ title: "News", creator: anna, kind: "channel", username: "the_news" });
  await ben.joins(channel);
  const post = await anna.writes("today", { to: channel });
  const copy = await ben.forwards(post, ben);
  t.like(copy.content.forward, { channelPost: post.id });
  await anna.bans(ben, channel);
  t.false(channel.isMember(ben.id));
  await t.throwsAsync(ben.joins(channel), { message: "400 CHANNEL_PRIVATE" });
  await anna.deletes(post);
  t.deepEqual(anna.reads(channel).map(({ text }) => text), [""]);
});

test("pushes are dropped, doubled and held back on order, and the difference tells all", async (t) => {
  const { anna, ben, world } = await people();
  const { pts, date, qts } = await anna.client.call("updates.getState");
  const write = (text: string): unknown => world.sendMessage(ben.account, anna.account, text);
  const heard = (): unknown[] => anna.client.pushed.flatMap(updatesIn).map((update) => (update["message"] as TlObject)["message"] ?? update["message"]);
  const userId = anna.account.id;
  world.pushes.add({ action: "drop", userId });
  write("lost");
  world.pushes.add({ action: "duplicate", userId });
  write("double");
  world.pushes.add({ action: "hold", userId, behind: 2, update: "updateNewMessage" });
  for (const text of ["late", "early", "earlier"]) write(text);
  t.deepEqual(heard(), ["double", "double", "early", "earlier", "late"]);
  const held = world.pushes.add({ action: "hold", userId, times: 2, behind: 9 });
  write("a");
  write("b");
  t.is(held.hits, 2);
  held.remove();
  t.deepEqual(heard().slice(-2), ["b", "a"]);
  const { newMessages } = await anna.client.call("updates.getDifference", { pts, date, qts });
  t.is((newMessages as TlObject[]).length, 7);
});

test("a mailbox forgets its oldest messages and events", async (t) => {
  const { anna, ben, world } = await people({ rememberedMessages: 5, rememberedEvents: 5 });
  const { pts, date, qts } = await anna.client.call("updates.getState");
  for (let number = 0; number < 50; number++) world.sendMessage(ben.account, anna.account, `m${number}`);
  t.is(world.messagesOf(anna.account).length, 5);
  t.deepEqual(await anna.client.call("updates.getDifference", { pts, date, qts }), { _: "updates.differenceTooLong", pts: anna.account.mailbox.pts });
});

for (const [fault, name] of [
  [{ action: "lose" }, "action"],
  [{ action: "drop", userId: 5 }, "userId"],
  [{ action: "drop", times: 0 }, "times"],
  [{ action: "drop", skip: -1 }, "skip"],
  [{ action: "hold", behind: 0.5 }, "behind"],
] as const) {
  test(`a fault of pushes with a wrong ${name} is refused`, (t) => {
    // @ts-expect-error -- as programs in JavaScript can call it
    t.throws(() => testWorld().world.pushes.add(fault), { message: new RegExp(`^${name} must`) });
  });
}

test("groups and channels of the wrong kind are refused before anything is made", async (t) => {
  const { world, demo } = testWorld();
  // @ts-expect-error -- an account that no test plays
  await t.throwsAsync(world.createGroup({ title: "x", creator: {} }), { instanceOf: TypeError, message: /^creator must/ });
  // @ts-expect-error -- no list
  await t.throwsAsync(world.createGroup({ title: "x", creator: demo, members: 5 }), { instanceOf: TypeError, message: /^members must/ });
  // @ts-expect-error -- no text
  await t.throwsAsync(world.createChannel({ title: 5, creator: demo }), { instanceOf: TypeError, message: /^title must/ });
  // @ts-expect-error -- no such kind
  await t.throwsAsync(world.createChannel({ title: "x", creator: demo, kind: "gigagroup" }), { instanceOf: RangeError, message: /^kind must/ });
  t.is(world.state.chats.channels.size + world.state.chats.groups.size, 0);
});

test("a username in the text is a mention", async (t) => {
  const { world } = testWorld();
  const anna = world.addUser({ phone: "15550001111", firstName: "Anna" });
  const ben = world.addUser({ phone: "15550002222", firstName: "Ben", username: "ben_ben" });
  const group = await world.createGroup({ title: "Friends", creator: anna, members: [ben] });
  await anna.writes("look, @Ben_Ben!", { to: group });
  t.like(await ben.calls("messages.getUnreadMentions", { peer: ben.input(group), ...PAGE }), { messages: [{ mentioned: true }] });
});

for (const [text, wanted] of [
  ["see https://example.com/a?b=c.", [["messageEntityUrl", 4, 25]]],
  ["ask @ben_ben, not ben@example.com", [["messageEntityMention", 4, 8], ["messageEntityEmail", 18, 15]]],
  ["/start@helper_bot now /stop", [["messageEntityBotCommand", 0, 17], ["messageEntityBotCommand", 22, 5]]],
  ["#свобода and #1", [["messageEntityHashtag", 0, 8]]],
  ["a/b c//d @ # /", []],
] as const) {
  test(`the server finds ${wanted.length} entities in ${JSON.stringify(text)}`, async (t) => {
    const { demo } = testWorld();
    const { entities } = await demo.writes(text);
    const found: unknown = entities.map(({ _, offset, length }) => [_, offset, length]);
    t.deepEqual(found, wanted);
  });
}

test("nothing is found inside code, nor in a world that does not look", async (t) => {
  const entities = [{ _: "messageEntityCode", offset: 0, length: 6 }];
  t.deepEqual((await testWorld().demo.writes("/start", { entities })).entities, entities);
  t.deepEqual((await testWorld({ detectsEntities: false }).demo.writes("/start")).entities, []);
});
