import test from "ava";
import { parseFileId } from "../../ts/files/index.js";
import { parseText } from "../../ts/text/index.js";
import type { tl } from "../../ts/tl/index.js";
import { Chat, InlineKeyboardMarkup, Message, PeerIndex, User, writeReplyMarkup, type ObjectClient, type ReplyMarkup } from "../../ts/types/index.js";

const nobody = Object.freeze({ me: null }) as ObjectClient;
const channel: tl.RawChannel = { _: "channel", id: 7, title: "C", megagroup: true, username: "cee", photo: { _: "chatPhotoEmpty" }, date: 0 };
const bare = { _: "message", id: 3, peerId: { _: "peerChannel", channelId: 7 }, date: 1, message: "words" } as const;
const messageOf = (fields: Partial<tl.RawMessage>): Message => new Message({ ...bare, ...fields }, PeerIndex.of({ users: [], chats: [channel] }), nobody);

const document = (...attributes: tl.DocumentAttribute[]): tl.MessageMedia => ({
  _: "messageMediaDocument",
  document: { _: "document", id: 1n, accessHash: 2n, fileReference: new Uint8Array(), date: 1, mimeType: "video/mp4", size: 9, dcId: 2, attributes },
});
const video: tl.DocumentAttribute = { _: "documentAttributeVideo", duration: 1.5, w: 3, h: 4 };
const audio: tl.DocumentAttribute = { _: "documentAttributeAudio", duration: 2 };

const FILES: readonly (readonly [string, tl.MessageMedia])[] = [
  ["document", document({ _: "documentAttributeFilename", fileName: "a.bin" })],
  ["video", document(video)],
  ["videoNote", document({ ...video, roundMessage: true })],
  ["animation", document(video, { _: "documentAttributeAnimated" })],
  ["audio", document(audio)],
  ["voice", document({ ...audio, voice: true })],
  ["sticker", document({ _: "documentAttributeSticker", alt: "🙂", stickerset: { _: "inputStickerSetEmpty" } })],
];
for (const [kind, media] of FILES) {
  test(`a file is known as ${kind} by its attributes, and as nothing else`, (t) => {
    const message = messageOf({ media });
    t.is(message.media as string, kind);
    const kinds = FILES.map(([name]) => name).filter((name) => Reflect.get(message, name) !== null);
    t.deepEqual(kinds, [kind]);
    t.is(message.caption, "words");
    t.is(message.text, null);
  });
}

test("the preview of a link leaves its message a text", (t) => {
  const message = messageOf({ media: { _: "messageMediaWebPage", webpage: { _: "webPage", id: 1n, url: "https://a.b", displayUrl: "a.b", hash: 0 } } });
  t.deepEqual([message.text, message.caption, message.media, message.webPage?.url], ["words", null, "webPage", "https://a.b"]);
});

test("media that is expired or newer than the library is none", (t) => {
  for (const media of [{ _: "messageMediaUnsupported" }, { _: "messageMediaPhoto", ttlSeconds: 5 }, { _: "messageMediaEmpty" }] as const) {
    t.is(messageOf({ media }).media, null);
  }
});

test("the message of a topic answers nothing, but what it answers keeps the topic", (t) => {
  const inTopic = messageOf({ replyTo: { _: "messageReplyHeader", forumTopic: true, replyToMsgId: 9 } });
  t.deepEqual([inTopic.replyToMessageId, inTopic.messageThreadId, inTopic.isTopicMessage], [null, 9, true]);
  const answer = messageOf({ replyTo: { _: "messageReplyHeader", forumTopic: true, replyToMsgId: 11, replyToTopId: 9, quoteText: "q" } });
  t.deepEqual([answer.replyToMessageId, answer.messageThreadId, answer.quoteText], [11, 9, "q"]);
});

test("a poll counts its votes by the option's bytes", (t) => {
  const option = (byte: number): Uint8Array => Uint8Array.of(byte);
  const answers = [1, 2].map((byte) => ({ _: "pollAnswer" as const, text: { _: "textWithEntities" as const, text: `${byte}`, entities: [] }, option: option(byte) }));
  const question = { _: "textWithEntities" as const, text: "?", entities: [] };
  const results = { _: "pollResults" as const, totalVoters: 3, results: [{ _: "pollAnswerVoters" as const, option: option(2), voters: 3, chosen: true }] };
  const { poll } = messageOf({ media: { _: "messageMediaPoll", poll: { _: "poll", id: 5n, question, answers, hash: 0n }, results } });
  t.deepEqual([poll?.options.map(({ voterCount }) => voterCount), poll?.chosenOptionId, poll?.correctOptionId, poll?.type], [[0, 3], 1, null, "regular"]);
});

test("a service message says what happened under one name", (t) => {
  const happened = (action: tl.MessageAction): Message => new Message({ _: "messageService", id: 4, peerId: bare.peerId, date: 1, action }, PeerIndex.EMPTY, nobody);
  t.is(happened({ _: "messageActionChatEditTitle", title: "N" }).newChatTitle, "N");
  t.is(happened({ _: "messageActionTopicEdit", closed: false }).service, "forumTopicReopened");
  t.is(happened({ _: "messageActionChatMigrateTo", channelId: 5 }).migrateToChatId, -1_000_000_000_005);
  t.is(happened({ _: "messageActionChatDeleteUser", userId: 5 }).leftChatMember?.id, 5);
  const unknown = happened({ _: "messageActionCustomAction", message: "x" });
  t.deepEqual([unknown.service, unknown.isService, unknown.text], [null, true, null]);
});

test("a link leads to a message of a public or private channel", (t) => {
  t.is(messageOf({}).link, "https://t.me/cee/3");
  t.is(new Message(bare, PeerIndex.EMPTY, nobody).link, "https://t.me/c/7/3");
  t.is(messageOf({ peerId: { _: "peerUser", userId: 7 } }).link, null);
});

test("a keyboard comes back as it was sent", async (t) => {
  const sent: ReplyMarkup = { inlineKeyboard: [[{ text: "a", callbackData: "x" }, { text: "b", url: "https://a.b" }]] };
  const raw = await writeReplyMarkup(sent, () => Promise.reject(new Error("nobody is asked for")));
  const read = messageOf({ replyMarkup: raw }).replyMarkup;
  t.true(read instanceof InlineKeyboardMarkup);
  t.deepEqual(JSON.parse(JSON.stringify(read)), sent);
});

const BAD_MARKUPS: readonly (readonly [string, unknown, RegExp])[] = [
  ["null", null, /replyMarkup must be an object/],
  ["an object without a keyboard", {}, /must have inlineKeyboard/],
  ["rows that are no arrays", { inlineKeyboard: [{ text: "a", url: "x" }] }, /array of rows/],
  ["a button without a text", { inlineKeyboard: [[{ url: "x" }]] }, /text must be a string/],
  ["a button that does nothing", { inlineKeyboard: [[{ text: "a" }]] }, /"a" does nothing/],
  ["a button that does two things", { inlineKeyboard: [[{ text: "a", url: "x", callbackData: "y" }]] }, /callbackData and url/],
  ["65 bytes of data", { inlineKeyboard: [[{ text: "a", callbackData: "ä".repeat(33) }]] }, /1–64 bytes, not 66/],
];
for (const [what, markup, message] of BAD_MARKUPS) {
  test(`a keyboard of ${what} is refused`, async (t) => {
    await t.throwsAsync(writeReplyMarkup(markup as ReplyMarkup, () => Promise.reject(new Error("nobody is asked for"))), { message });
  });
}

test("a file's id names it for Telegram again, and its unique id for everybody", (t) => {
  const { video: seen } = messageOf({ media: document(video) });
  t.like(parseFileId(seen?.fileId ?? ""), { type: "video", dcId: 2, id: 1n, accessHash: 2n });
  t.is(seen?.fileUniqueId, messageOf({ media: document({ _: "documentAttributeFilename", fileName: "x" }) }).document?.fileUniqueId);
  const sizes: tl.PhotoSize[] = [{ _: "photoSize", type: "x", w: 9, h: 9, size: 100 }, { _: "photoSize", type: "m", w: 3, h: 3, size: 10 }, { _: "photoStrippedSize", type: "i", bytes: Uint8Array.of(1) }];
  const { photo } = messageOf({ media: { _: "messageMediaPhoto", photo: { _: "photo", id: 8n, accessHash: 9n, fileReference: Uint8Array.of(5), date: 1, sizes, dcId: 4 } } });
  t.like(parseFileId(photo?.fileId ?? ""), { type: "photo", id: 8n, fileReference: Uint8Array.of(5), source: { kind: "thumbnail", type: "photo", size: "x" } });
  t.deepEqual([photo?.width, photo?.fileSize, photo?.thumbs.length], [9, 100, 3]);
});

test("the photo of a chat has an id for each of its sizes", (t) => {
  const { photo } = new Chat({ ...channel, accessHash: 6n, photo: { _: "chatPhoto", photoId: 5n, dcId: 3 } });
  const source = { kind: "chatPhoto", isBig: true, chatId: -1_000_000_000_007n, accessHash: 6n } as const;
  t.deepEqual(parseFileId(photo?.bigFileId ?? "").source, source);
  t.deepEqual(parseFileId(photo?.smallFileId ?? "").source, { ...source, isBig: false });
  t.is(new Chat(channel).photo, null);
});

test("a formatted text is at hand as it would be written", (t) => {
  const message = messageOf({ message: "a <b> c", entities: [{ _: "messageEntityBold", offset: 2, length: 3 }] });
  t.is(message.html, "a <b>&lt;b&gt;</b> c");
  t.deepEqual(parseText("markdown", message.markdown), { text: "a <b> c", entities: [{ _: "messageEntityBold", offset: 2, length: 3 }] });
  t.deepEqual(message.entities.map(({ type, offset, length }) => [type, offset, length]), [["bold", 2, 3]]);
  t.is(messageOf({ message: "" }).html, "");
});

test("a mention leads to the account, whatever its name", (t) => {
  t.is(new User({ _: "user", id: 7, firstName: "A<b>" }).mention, '<a href="tg://user?id=7">A&lt;b&gt;</a>');
  t.regex(new User({ _: "user", id: 7, deleted: true }).mention, /tg:\/\/user\?id=7/);
});
