import test from "ava";

import { BadRequest, TextError, TlError, UnknownPeerError, NotSupportedError } from "../../../ts/errors/index.js";
import * as messages from "../../../ts/methods/messages/index.js";
import type { MethodClient } from "../../../ts/methods/MethodClient.js";
import type { tl, TlRequest } from "../../../ts/tl/index.js";
import { message } from "../../peers/fixtures.js";
import { ANNA, fakeClient, GROUP, GROUP_ID, sent, updates } from "../fakeClient.js";

const TO_ANNA: tl.Peer = { _: "peerUser", userId: 5 };
const PAGE = { topics: [], users: [ANNA], chats: [GROUP] } as const;

test("the message of a short answer is put together from the request", async (t) => {
  const client = await fakeClient({
    "messages.sendMessage": { _: "updateShortSentMessage", out: true, id: 7, pts: 1, ptsCount: 1, date: 1000, entities: [{ _: "messageEntityUrl", offset: 0, length: 3 }] },
  });
  const result = await messages.sendMessage(client, "@anna", "a.b", { replyTo: { message: 3, quote: "q" }, disableNotification: true });
  t.is(result.id, 7);
  t.is(result.text, "a.b");
  t.is(result.date.getTime(), 1_000_000);
  t.is(result.chat.id, 5);
  t.like(result.raw, {
    out: true,
    silent: true,
    fromId: { _: "peerUser", userId: 1 },
    entities: [{ _: "messageEntityUrl", offset: 0, length: 3 }],
    replyTo: { _: "messageReplyHeader", replyToMsgId: 3, quote: true, quoteText: "q" },
  });
});

test("a short answer without entities keeps those that were sent, but for input ones", async (t) => {
  const client = await fakeClient({ "messages.sendMessage": { _: "updateShortSentMessage", id: 7, pts: 1, ptsCount: 1, date: 1 } });
  const { raw } = await messages.sendMessage(client, "me", '<b>x</b> <a href="tg://user?id=5">y</a>', { parseMode: "html" });
  t.like(raw, { peerId: { _: "peerUser", userId: 1 }, entities: [{ _: "messageEntityBold", offset: 0, length: 1 }] });
});

test("a sent message is found among others by its random id, in its chat", async (t) => {
  const other = message(8, TO_ANNA, { message: "other" });
  const own = message(9, TO_ANNA, { message: "own" });
  const client = await fakeClient({
    "messages.sendMessage": (request: TlRequest) =>
      updates(
        { _: "updateNewMessage", message: other, pts: 1, ptsCount: 1 },
        { _: "updateNewMessage", message: own, pts: 2, ptsCount: 1 },
        { _: "updateMessageID", id: 9, randomId: (request as tl.MessagesSendMessageRequest).randomId },
      ),
  });
  const result = await messages.sendMessage(client, 5, "own");
  t.is(result.text, "own");
  t.is(result.chat.firstName, "Anna");
});

test("a message that is scheduled comes back as such", async (t) => {
  const client = await fakeClient({
    "messages.sendMessage": updates({ _: "updateNewScheduledMessage", message: message(3, TO_ANNA, { date: 2_000_000_000 }) }),
  });
  const result = await messages.sendMessage(client, 5, "later", { scheduleDate: new Date(2_000_000_000_000) });
  t.is(result.date.getTime(), 2_000_000_000_000);
});

test("an answer without the message is an error, not a made-up message", async (t) => {
  const client = await fakeClient({ "messages.sendMessage": updates(), "messages.editMessage": updates() });
  await t.throwsAsync(messages.sendMessage(client, 5, "x"), { instanceOf: TlError });
  await t.throwsAsync(messages.editMessageText(client, 5, 7, "x"), { instanceOf: TlError });
});

test("each chat has a queue of its own", async (t) => {
  const client = await fakeClient({ "messages.sendMessage": sent(message(1, TO_ANNA)), "messages.sendMedia": sent(message(1, TO_ANNA)) });
  await messages.sendMessage(client, 5, "x");
  await messages.sendDice(client, "@anna");
  await messages.sendMessage(client, GROUP_ID, "x");
  await messages.sendMessage(client, "me", "x");
  t.deepEqual(client.options, [{ order: "chat 5" }, { order: "chat 5" }, { order: `chat ${GROUP_ID}` }, { order: "chat 1" }]);
});

test("random ids do not repeat", async (t) => {
  const ids = new Set<bigint>();
  const client = await fakeClient({
    "messages.sendMessage": (request: TlRequest) => {
      ids.add((request as tl.MessagesSendMessageRequest).randomId);
      return sent(message(1, TO_ANNA))(request as never);
    },
  });
  for (let round = 0; round < 50; round++) await messages.sendMessage(client, 5, "x");
  t.is(ids.size, 50);
});

test("getMessages gives one for one, an array for several, an empty message for none", async (t) => {
  const answer = { _: "messages.messages", ...PAGE, messages: [message(7, TO_ANNA), { _: "messageEmpty", id: 8 }] };
  const client = await fakeClient({ "messages.getMessages": answer });
  t.is((await messages.getMessages(client, 5, 7)).id, 7);
  t.deepEqual((await messages.getMessages(client, 5, [7, 8])).map(({ id, empty }) => [id, empty]), [
    [7, false],
    [8, true],
  ]);
  const none = await fakeClient({ "messages.getMessages": { ...answer, messages: [] } });
  t.true((await messages.getMessages(none, 5, 9)).empty);
});

test("getMessages gets what messages answer", async (t) => {
  const client = await fakeClient({ "channels.getMessages": { _: "messages.channelMessages", ...PAGE, pts: 1, count: 1, messages: [message(3, TO_ANNA)] } });
  const found = await messages.getMessages(client, GROUP_ID, { replyToMessageIds: 7 });
  t.false(Array.isArray(found));
  t.like(client.requests[0], { id: [{ _: "inputMessageReplyTo", id: 7 }] });
});

/** A history with numbers from 250 down to 1, served as Telegram does. */
function history(request: TlRequest): unknown {
  const { offsetId, limit } = request as tl.MessagesGetHistoryRequest;
  const newest = offsetId === 0 ? 250 : offsetId - 1;
  const ids = Array.from({ length: Math.min(limit, newest) }, (_, index) => newest - index);
  return { _: "messages.messagesSlice", ...PAGE, count: 250, messages: ids.map((id) => message(id, TO_ANNA)) };
}

for (const [name, list, count] of [
  ["getChatHistory", (client: MethodClient, options: object) => messages.getChatHistory(client, 5, options), (client: MethodClient) => messages.getChatHistoryCount(client, 5)],
  ["searchMessages", (client: MethodClient, options: object) => messages.searchMessages(client, 5, options), (client: MethodClient) => messages.searchMessagesCount(client, 5)],
  ["searchGlobal", (client: MethodClient, options: object) => messages.searchGlobal(client, options), (client: MethodClient) => messages.searchGlobalCount(client)],
  ["getDiscussionReplies", (client: MethodClient, options: object) => messages.getDiscussionReplies(client, 5, 7, options), (client: MethodClient) => messages.getDiscussionRepliesCount(client, 5, 7)],
] as const) {
  const answers = { "messages.getHistory": history, "messages.search": history, "messages.searchGlobal": history, "messages.getReplies": history };

  test(`${name} goes through all pages, each message once`, async (t) => {
    const client = await fakeClient(answers);
    const ids: number[] = [];
    for await (const { id } of list(client, {})) ids.push(id);
    t.deepEqual(ids, Array.from({ length: 250 }, (_, index) => 250 - index));
    t.is(await count(client), 250);
  });

  test(`${name} fetches no more than its limit, and collects`, async (t) => {
    const client = await fakeClient(answers);
    t.is((await list(client, { limit: 120 }).collect()).length, 120);
    t.deepEqual(
      client.requests.map((request) => (request as tl.MessagesGetHistoryRequest).limit),
      [100, 20],
    );
    t.is((await list(client, { limit: 0 }).collect()).length, 0);
    t.is((await list(client, {}).collect(3)).length, 3);
  });

  test(`${name} ends by its signal`, async (t) => {
    const client = await fakeClient(answers);
    const controller = new AbortController();
    let seen = 0;
    await t.throwsAsync(
      async () => {
        for await (const _ of list(client, { signal: controller.signal })) if (++seen === 5) controller.abort(new Error("enough"));
      },
      { message: "enough" },
    );
    t.is(seen, 5);
    t.is(client.requests.length, 1);
  });
}

test("a server that gives empty pages ends a list", async (t) => {
  const client = await fakeClient({ "messages.getHistory": { _: "messages.messagesSlice", ...PAGE, count: 250, messages: [] } });
  t.deepEqual(await messages.getChatHistory(client, 5).collect(), []);
  t.is(client.requests.length, 1);
});

test("getMediaGroup finds all parts of the album, and no other message", async (t) => {
  const part = (id: number, groupedId?: bigint): tl.Message => message(id, TO_ANNA, { groupedId });
  const client = await fakeClient({ "messages.getMessages": { _: "messages.messages", ...PAGE, messages: [part(5, 1n), part(6, 2n), part(7, 2n), part(8), part(9, 2n)] } });
  t.deepEqual((await messages.getMediaGroup(client, 5, 7)).map(({ id }) => id), [6, 7, 9]);
  await t.throwsAsync(messages.getMediaGroup(client, 5, 8), { instanceOf: RangeError, message: /messageId/ });
});

test("copyMediaGroup sends all parts again, with other words where they are given", async (t) => {
  const photo: tl.Photo = { _: "photo", id: 4n, accessHash: 5n, fileReference: new Uint8Array(), date: 0, sizes: [], dcId: 2 };
  const parts = [7, 8].map((id) => message(id, TO_ANNA, { groupedId: 2n, message: `old ${id}`, media: { _: "messageMediaPhoto", photo } }));
  const answers = {
    "messages.getMessages": { _: "messages.messages", ...PAGE, messages: parts },
    "messages.sendMultiMedia": sent(message(10, TO_ANNA), message(11, TO_ANNA)),
  };
  const words = async (captions?: string | readonly (string | null)[]): Promise<string[]> => {
    const client = await fakeClient(answers);
    t.is((await messages.copyMediaGroup(client, "me", 5, 7, { captions })).length, 2);
    return (client.requests[1] as tl.MessagesSendMultiMediaRequest).multiMedia.map((part) => part.message);
  };
  t.deepEqual(await words(), ["old 7", "old 8"]);
  t.deepEqual(await words("new"), ["new", ""]);
  t.deepEqual(await words([null, "new"]), ["old 7", "new"]);
});

type Refusal = readonly [what: string, call: (client: MethodClient) => Promise<unknown>, error: new (...args: never[]) => Error, words: RegExp];

const REFUSALS: readonly Refusal[] = [
  ["an empty text", (c) => messages.sendMessage(c, 5, ""), RangeError, /text/],
  ["a text of blanks", (c) => messages.sendMessage(c, 5, " \n "), RangeError, /text/],
  ["formatting with nothing in it", (c) => messages.sendMessage(c, 5, "<b></b>", { parseMode: "html" }), RangeError, /text/],
  // @ts-expect-error as a JavaScript caller may
  ["a text without its entities", (c) => messages.sendMessage(c, 5, { text: "x" }), TypeError, /text must be a string, or a text with its entities/],
  // @ts-expect-error as a JavaScript caller may
  ["a text that is null", (c) => messages.sendMessage(c, 5, null), TypeError, /text must be a string/],
  // @ts-expect-error as a JavaScript caller may
  ["a text that is a number", (c) => messages.sendMessage(c, 5, 5), TypeError, /text/],
  ["broken HTML", (c) => messages.sendMessage(c, 5, "<b>x", { parseMode: "html" }), TextError, /./],
  // @ts-expect-error as a JavaScript caller may
  ["an unknown parse mode", (c) => messages.sendMessage(c, 5, "x", { parseMode: "bbcode" }), RangeError, /parseMode/],
  ["an entity out of range", (c) => messages.sendMessage(c, 5, "x", { entities: [{ _: "messageEntityBold", offset: 0, length: 2 }] }), RangeError, /entit/],
  // @ts-expect-error as a JavaScript caller may
  ["no chat", (c) => messages.sendMessage(c, undefined, "x"), TypeError, /chatId/],
  ["a chat never met", (c) => messages.sendMessage(c, 6, "x"), UnknownPeerError, /6/],
  ["message 0 as what is answered", (c) => messages.sendMessage(c, 5, "x", { replyToMessageId: 0 }), RangeError, /replyToMessageId/],
  ["half a thread", (c) => messages.sendMessage(c, 5, "x", { messageThreadId: 1.5 }), RangeError, /messageThreadId/],
  ["a date that is none", (c) => messages.sendMessage(c, 5, "x", { scheduleDate: new Date(Number.NaN) }), RangeError, /scheduleDate/],
  // @ts-expect-error as a JavaScript caller may
  ["a date that is a number", (c) => messages.sendMessage(c, 5, "x", { scheduleDate: 5 }), TypeError, /scheduleDate/],
  ["a button that does nothing", (c) => messages.sendMessage(c, 5, "x", { replyMarkup: { inlineKeyboard: [[{ text: "a" }]] } }), TypeError, /"a"/],
  ["callback data of 65 bytes", (c) => messages.sendMessage(c, 5, "x", { replyMarkup: { inlineKeyboard: [[{ text: "a", callbackData: "ä".repeat(33) }]] } }), RangeError, /callbackData/],
  // @ts-expect-error as a JavaScript caller may
  ["a row that is no array", (c) => messages.sendMessage(c, 5, "x", { replyMarkup: { inlineKeyboard: [{ text: "a" }] } }), TypeError, /inlineKeyboard/],
  // @ts-expect-error as a JavaScript caller may
  ["markup of no kind", (c) => messages.sendMessage(c, 5, "x", { replyMarkup: { buttons: [] } }), TypeError, /replyMarkup/],
  ["an edit of message -1", (c) => messages.editMessageText(c, 5, -1, "x"), RangeError, /messageId/],
  ["an edit to nothing", (c) => messages.editMessageText(c, 5, 1, ""), RangeError, /text/],
  // @ts-expect-error as a JavaScript caller may
  ["a caption that is missing", (c) => messages.editMessageCaption(c, 5, 1), TypeError, /caption/],
  ["an inline message id of 3 bytes", (c) => messages.editInlineText(c, "abcd", "x"), TypeError, /inlineMessageId/],
  // @ts-expect-error as a JavaScript caller may
  ["message ids that are strings", (c) => messages.deleteMessages(c, 5, ["1"]), TypeError, /messageIds/],
  // @ts-expect-error as a JavaScript caller may
  ["no message ids", (c) => messages.getMessages(c, 5, undefined), TypeError, /messageIds/],
  ["a poll with one answer", (c) => messages.sendPoll(c, 5, "?", ["a"]), RangeError, /options/],
  // @ts-expect-error as a JavaScript caller may
  ["a poll with an answer that is a number", (c) => messages.sendPoll(c, 5, "?", ["a", 5]), TypeError, /options must be texts/],
  ["a poll without a question", (c) => messages.sendPoll(c, 5, "", ["a", "b"]), RangeError, /question/],
  ["a quiz without a right answer", (c) => messages.sendPoll(c, 5, "?", ["a", "b"], { type: "quiz" }), RangeError, /correctOptionId/],
  ["a place beyond the pole", (c) => messages.sendLocation(c, 5, 91, 0), RangeError, /latitude/],
  ["a longitude that is no number", (c) => messages.sendLocation(c, 5, 0, Number.NaN), RangeError, /longitude/],
  // @ts-expect-error as a JavaScript caller may
  ["an unknown action", (c) => messages.sendChatAction(c, 5, "dancing"), RangeError, /action/],
  // @ts-expect-error as a JavaScript caller may
  ["a reaction that is an object", (c) => messages.sendReaction(c, 5, 1, { emoji: {} }), TypeError, /emoji/],
  ["a reaction whose id has lost bits", (c) => messages.sendReaction(c, 5, 1, { emoji: 2 ** 60 }), TypeError, /emoji/],
  ["a photo of the computer", (c) => messages.sendPhoto(c, 5, "./photo.jpg"), NotSupportedError, /photo/],
  // @ts-expect-error as a JavaScript caller may
  ["bytes as a document", (c) => messages.sendDocument(c, 5, new Uint8Array(5)), NotSupportedError, /document/],
  // @ts-expect-error as a JavaScript caller may
  ["a video that is a number", (c) => messages.sendVideo(c, 5, 5), TypeError, /video/],
  // @ts-expect-error as a JavaScript caller may
  ["a sticker that is a message", (c) => messages.sendSticker(c, 5, { _: "message" }), TypeError, /sticker/],
  ["a file id that is none", (c) => messages.sendCachedMedia(c, 5, "hello"), NotSupportedError, /fileId/],
  ["an album of one part", (c) => messages.sendMediaGroup(c, 5, [{ type: "photo", media: "https://a.example" }]), RangeError, /media/],
];

for (const [what, call, error, words] of REFUSALS) {
  test(`refuses ${what}, and sends nothing`, async (t) => {
    const client = await fakeClient({ "users.getUsers": [] });
    await t.throwsAsync(call(client), { instanceOf: error, message: words });
    t.deepEqual(client.requests.filter(({ _ }) => _ !== "users.getUsers"), []);
  });
}

test("a wrong limit or filter of a list is told at once", async (t) => {
  const client = await fakeClient();
  t.throws(() => messages.getChatHistory(client, 5, { limit: -1 }), { instanceOf: RangeError, message: /limit/ });
  t.throws(() => messages.getChatHistory(client, 5, { limit: 1.5 }), { instanceOf: RangeError, message: /limit/ });
  // @ts-expect-error as a JavaScript caller may
  t.throws(() => messages.searchMessages(client, 5, { filter: "cats" }), { instanceOf: RangeError, message: /filter/ });
});

test("what Telegram refuses comes through", async (t) => {
  const refusal = new BadRequest({ code: 400, text: "MESSAGE_NOT_MODIFIED", method: "messages.editMessage" });
  const client = await fakeClient({ "messages.editMessage": refusal });
  t.is(await t.throwsAsync(messages.editMessageText(client, 5, 7, "x")), refusal);
});

test("votes and closed polls come back as they are now", async (t) => {
  const poll: tl.Poll = { _: "poll", id: 9n, hash: 8n, question: { _: "textWithEntities", text: "?", entities: [] }, answers: [{ _: "pollAnswer", text: { _: "textWithEntities", text: "a", entities: [] }, option: Uint8Array.of(65) }] };
  const polled = (totalVoters: number): tl.Message => message(7, TO_ANNA, { media: { _: "messageMediaPoll", poll, results: { _: "pollResults", totalVoters } } });
  const client = await fakeClient({
    "messages.getMessages": { _: "messages.messages", ...PAGE, messages: [polled(1)] },
    "messages.sendVote": updates({ _: "updateMessagePoll", pollId: 9n, poll, results: { _: "pollResults", totalVoters: 2 } }),
    "messages.editMessage": updates({ _: "updateEditMessage", message: polled(3), pts: 1, ptsCount: 1 }),
  });
  t.is((await messages.votePoll(client, 5, 7, 0)).totalVoterCount, 2);
  t.is((await messages.stopPoll(client, 5, 7)).totalVoterCount, 3);
  await t.throwsAsync(messages.votePoll(client, 5, 7, 1), { instanceOf: RangeError, message: /options/ });
  const none = await fakeClient({ "messages.getMessages": { _: "messages.messages", ...PAGE, messages: [message(7, TO_ANNA)] } });
  await t.throwsAsync(messages.votePoll(none, 5, 7, 0), { instanceOf: RangeError, message: /messageId/ });
});

test("gets the pictures of custom emoji by their ids", async (t) => {
  const document = { _: "document", id: 5n, accessHash: 1n, fileReference: new Uint8Array(), date: 0, mimeType: "video/webm", size: 1, dcId: 2, attributes: [] };
  const client = await fakeClient({ "messages.getCustomEmojiDocuments": [document, { _: "documentEmpty", id: 6n }] });
  t.deepEqual((await messages.getCustomEmojiStickers(client, [5n, 6n])).map(({ isVideo }) => isVideo), [true]);
  // @ts-expect-error as a JavaScript caller may
  await t.throwsAsync(messages.getCustomEmojiStickers(client, [5]), { instanceOf: TypeError, message: /customEmojiIds/ });
});
