import test from "ava";

import { NotSupportedError } from "../../../ts/errors/index.js";
import { writeFileId } from "../../../ts/files/index.js";
import * as bots from "../../../ts/methods/bots/index.js";
import type { tl } from "../../../ts/tl/index.js";
import {
  BotCommandScopeAllChatAdministrators,
  BotCommandScopeAllGroupChats,
  BotCommandScopeAllPrivateChats,
  BotCommandScopeChat,
  BotCommandScopeChatAdministrators,
  BotCommandScopeChatMember,
  InlineQueryResultArticle,
  inlineMessageIdOf,
  MenuButtonCommands,
  MenuButtonWebApp,
  type InlineQueryResult,
} from "../../../ts/types/index.js";
import { message } from "../../peers/fixtures.js";
import { checkRefusals, checkRequests } from "../checkRequests.js";
import { ANNA, ANNA_PEER, fakeClient, GROUP_ID, GROUP_PEER, sent, updates } from "../fakeClient.js";

const ANNA_USER: tl.InputUser = { _: "inputUser", userId: 5, accessHash: 500n };
const SENT = sent(message(7, { _: "peerUser", userId: 5 }));
const INLINE: tl.InputBotInlineMessageID = { _: "inputBotInlineMessageID", dcId: 3, id: 1n, accessHash: 2n };
const DOCUMENT_ID = writeFileId({ type: "document", dcId: 2, fileReference: null, id: 9n, accessHash: 8n, source: null });

checkRequests([
  {
    title: "answers a callback query",
    call: async (client) => {
      await bots.answerCallbackQuery(client, 1n);
      await bots.answerCallbackQuery(client, -5n, { text: "t", showAlert: true, url: "https://a.example", cacheTime: 9 });
    },
    answers: { "messages.setBotCallbackAnswer": true },
    requests: [
      { _: "messages.setBotCallbackAnswer", queryId: 1n, cacheTime: 0 },
      { _: "messages.setBotCallbackAnswer", queryId: -5n, message: "t", alert: true, url: "https://a.example", cacheTime: 9 },
    ],
  },
  {
    title: "answers an inline query with how to show the results",
    call: (client) => bots.answerInlineQuery(client, 1n, [], { isGallery: true, isPersonal: true, nextOffset: "2", switchPmText: "s", switchPmParameter: "p", cacheTime: 0 }),
    answers: { "messages.setInlineBotResults": true },
    requests: [
      {
        _: "messages.setInlineBotResults",
        queryId: 1n,
        results: [],
        cacheTime: 0,
        gallery: true,
        private: true,
        nextOffset: "2",
        switchPm: { _: "inlineBotSwitchPM", text: "s", startParam: "p" },
      },
    ],
  },
  {
    title: "sets, gets and deletes commands for every scope",
    call: async (client) => {
      await bots.setBotCommands(client, [{ command: "/start", description: "Begin" }], { languageCode: "de" });
      const scopes = [
        new BotCommandScopeAllPrivateChats(),
        new BotCommandScopeAllGroupChats(),
        new BotCommandScopeAllChatAdministrators(),
        new BotCommandScopeChat(GROUP_ID),
        new BotCommandScopeChatAdministrators(GROUP_ID),
        new BotCommandScopeChatMember(GROUP_ID, 5),
      ];
      for (const scope of scopes) await bots.deleteBotCommands(client, { scope });
      await bots.getBotCommands(client);
    },
    answers: { "bots.setBotCommands": true, "bots.resetBotCommands": true, "bots.getBotCommands": [] },
    requests: [
      { _: "bots.setBotCommands", scope: { _: "botCommandScopeDefault" }, langCode: "de", commands: [{ _: "botCommand", command: "start", description: "Begin" }] },
      { _: "bots.resetBotCommands", langCode: "", scope: { _: "botCommandScopeUsers" } },
      { _: "bots.resetBotCommands", langCode: "", scope: { _: "botCommandScopeChats" } },
      { _: "bots.resetBotCommands", langCode: "", scope: { _: "botCommandScopeChatAdmins" } },
      { _: "bots.resetBotCommands", langCode: "", scope: { _: "botCommandScopePeer", peer: GROUP_PEER } },
      { _: "bots.resetBotCommands", langCode: "", scope: { _: "botCommandScopePeerAdmins", peer: GROUP_PEER } },
      { _: "bots.resetBotCommands", langCode: "", scope: { _: "botCommandScopePeerUser", peer: GROUP_PEER, userId: ANNA_USER } },
      { _: "bots.getBotCommands", langCode: "", scope: { _: "botCommandScopeDefault" } },
    ],
  },
  {
    title: "sets the menu button and the default privileges",
    call: async (client) => {
      await bots.setChatMenuButton(client, { chatId: 5, menuButton: new MenuButtonWebApp("Open", { url: "https://w.example" }) });
      await bots.setChatMenuButton(client, { menuButton: new MenuButtonCommands() });
      await bots.setChatMenuButton(client);
      await bots.setBotDefaultPrivileges(client, { privileges: { canPostMessages: true }, forChannels: true });
      await bots.setBotDefaultPrivileges(client);
    },
    answers: { "bots.setBotMenuButton": true, "bots.setBotBroadcastDefaultAdminRights": true, "bots.setBotGroupDefaultAdminRights": true },
    requests: [
      { _: "bots.setBotMenuButton", userId: ANNA_USER, button: { _: "botMenuButton", text: "Open", url: "https://w.example" } },
      { _: "bots.setBotMenuButton", userId: { _: "inputUserEmpty" }, button: { _: "botMenuButtonCommands" } },
      { _: "bots.setBotMenuButton", userId: { _: "inputUserEmpty" }, button: { _: "botMenuButtonDefault" } },
      { _: "bots.setBotBroadcastDefaultAdminRights", adminRights: { _: "chatAdminRights", postMessages: true } },
      { _: "bots.setBotGroupDefaultAdminRights", adminRights: { _: "chatAdminRights" } },
    ],
  },
  {
    title: "presses a button, asks a bot for results and sends one",
    call: async (client) => {
      await bots.requestCallbackAnswer(client, 5, 7, "data");
      await bots.getInlineBotResults(client, "@anna", { query: "q", offset: "1", latitude: 1, longitude: 2 });
      await bots.sendInlineBotResult(client, 5, 9n, "r", { disableNotification: true, replyToMessageId: 3 });
    },
    answers: {
      "messages.getBotCallbackAnswer": { _: "messages.botCallbackAnswer", cacheTime: 0 },
      "messages.getInlineBotResults": { _: "messages.botResults", queryId: 9n, results: [], cacheTime: 0, users: [] },
      "messages.sendInlineBotResult": SENT,
    },
    requests: [
      { _: "messages.getBotCallbackAnswer", peer: ANNA_PEER, msgId: 7, data: new Uint8Array(Buffer.from("data")) },
      { _: "messages.getInlineBotResults", bot: ANNA_USER, peer: { _: "inputPeerSelf" }, query: "q", offset: "1", geoPoint: { _: "inputGeoPoint", lat: 1, long: 2 } },
      {
        _: "messages.sendInlineBotResult",
        peer: ANNA_PEER,
        queryId: 9n,
        id: "r",
        randomId: 1n,
        silent: true,
        replyTo: { _: "inputReplyToMessage", replyToMsgId: 3 },
      },
    ],
  },
  {
    title: "sends a game and sets scores, in a chat and inline",
    call: async (client) => {
      await bots.sendGame(client, 5, "chess");
      await bots.setGameScore(client, 5, 10, { chatId: GROUP_ID, messageId: 7, force: true });
      await bots.setGameScore(client, 5, 11, { inlineMessageId: inlineMessageIdOf(INLINE), disableEditMessage: true });
    },
    answers: { "messages.sendMedia": SENT, "messages.setGameScore": updates(), "messages.setInlineGameScore": true },
    requests: [
      { _: "messages.sendMedia", peer: ANNA_PEER, media: { _: "inputMediaGame", id: { _: "inputGameShortName", botId: { _: "inputUserSelf" }, shortName: "chess" } }, message: "", randomId: 1n },
      { _: "messages.setGameScore", peer: GROUP_PEER, id: 7, userId: ANNA_USER, score: 10, force: true, editMessage: true },
      { _: "messages.setInlineGameScore", id: INLINE, userId: ANNA_USER, score: 11 },
    ],
  },
]);

const AUTO: tl.InputBotInlineMessage = { _: "inputBotInlineMessageMediaAuto", message: "" };
const web = (url: string, mimeType: string, attributes: tl.DocumentAttribute[] = []): tl.InputWebDocument => ({ _: "inputWebDocument", url, size: 0, mimeType, attributes });
const URL_A = "https://a.example/a";
const URL_T = "https://a.example/t.jpg";

const RESULTS: readonly (readonly [result: InlineQueryResult, written: tl.InputBotInlineResult])[] = [
  [
    new InlineQueryResultArticle({ title: "T", inputMessageContent: { messageText: "**x**", disableWebPagePreview: true }, url: URL_A, description: "D", thumbUrl: URL_T, thumbWidth: 1, thumbHeight: 2 }),
    {
      _: "inputBotInlineResult",
      id: "0",
      type: "article",
      title: "T",
      description: "D",
      url: URL_A,
      thumb: web(URL_T, "image/jpeg", [{ _: "documentAttributeImageSize", w: 1, h: 2 }]),
      sendMessage: { _: "inputBotInlineMessageText", message: "x", entities: [{ _: "messageEntityBold", offset: 0, length: 1 }], noWebpage: true },
    },
  ],
  [
    { type: "photo", id: "p", photoUrl: URL_A, caption: "__c__" },
    { _: "inputBotInlineResult", id: "p", type: "photo", content: web(URL_A, "image/jpeg"), thumb: web(URL_A, "image/jpeg"), sendMessage: { ...AUTO, message: "c", entities: [{ _: "messageEntityItalic", offset: 0, length: 1 }] } },
  ],
  [
    { type: "animation", animationUrl: "https://a.example/a.gif", thumbUrl: URL_T },
    {
      _: "inputBotInlineResult",
      id: "0",
      type: "gif",
      content: web("https://a.example/a.gif", "image/gif", [{ _: "documentAttributeVideo", duration: 0, w: 0, h: 0 }, { _: "documentAttributeAnimated" }]),
      thumb: web(URL_T, "image/jpeg"),
      sendMessage: AUTO,
    },
  ],
  [
    { type: "video", videoUrl: URL_A, thumbUrl: URL_T, title: "T", videoWidth: 3, videoHeight: 4, videoDuration: 5 },
    { _: "inputBotInlineResult", id: "0", type: "video", title: "T", content: web(URL_A, "video/mp4", [{ _: "documentAttributeVideo", duration: 5, w: 3, h: 4 }]), thumb: web(URL_T, "image/jpeg"), sendMessage: AUTO },
  ],
  [
    { type: "audio", audioUrl: URL_A, title: "T", performer: "P", audioDuration: 6 },
    { _: "inputBotInlineResult", id: "0", type: "audio", title: "T", description: "P", content: web(URL_A, "audio/mpeg", [{ _: "documentAttributeAudio", duration: 6, title: "T", performer: "P" }]), sendMessage: AUTO },
  ],
  [
    { type: "voice", voiceUrl: URL_A, title: "T" },
    { _: "inputBotInlineResult", id: "0", type: "voice", title: "T", content: web(URL_A, "audio/ogg", [{ _: "documentAttributeAudio", voice: true, duration: 0 }]), sendMessage: AUTO },
  ],
  [
    { type: "document", documentUrl: URL_A, title: "T", mimeType: "application/zip" },
    { _: "inputBotInlineResult", id: "0", type: "file", title: "T", content: web(URL_A, "application/zip"), sendMessage: AUTO },
  ],
  [
    { type: "location", title: "T", latitude: 1, longitude: 2, livePeriod: 60 },
    { _: "inputBotInlineResult", id: "0", type: "geo", title: "T", sendMessage: { _: "inputBotInlineMessageMediaGeo", geoPoint: { _: "inputGeoPoint", lat: 1, long: 2 }, period: 60 } },
  ],
  [
    { type: "venue", title: "T", address: "A", latitude: 1, longitude: 2, foursquareId: "f" },
    {
      _: "inputBotInlineResult",
      id: "0",
      type: "venue",
      title: "T",
      description: "A",
      sendMessage: { _: "inputBotInlineMessageMediaVenue", geoPoint: { _: "inputGeoPoint", lat: 1, long: 2 }, title: "T", address: "A", provider: "foursquare", venueId: "f", venueType: "" },
    },
  ],
  [
    { type: "contact", phoneNumber: "+1", firstName: "A", lastName: "B" },
    { _: "inputBotInlineResult", id: "0", type: "contact", title: "A B", description: "+1", sendMessage: { _: "inputBotInlineMessageMediaContact", phoneNumber: "+1", firstName: "A", lastName: "B", vcard: "" } },
  ],
  [
    { type: "cachedDocument", documentFileId: DOCUMENT_ID, title: "T" },
    { _: "inputBotInlineResultDocument", id: "0", type: "file", title: "T", document: { _: "inputDocument", id: 9n, accessHash: 8n, fileReference: new Uint8Array() }, sendMessage: AUTO },
  ],
  [
    { type: "cachedSticker", stickerFileId: DOCUMENT_ID },
    { _: "inputBotInlineResultDocument", id: "0", type: "sticker", document: { _: "inputDocument", id: 9n, accessHash: 8n, fileReference: new Uint8Array() }, sendMessage: AUTO },
  ],
];

for (const [result, written] of RESULTS) {
  test(`writes an inline result of the type ${result.type}`, async (t) => {
    const client = await fakeClient({ "messages.setInlineBotResults": true });
    await bots.answerInlineQuery(client, 1n, [result]);
    t.deepEqual((client.requests[0] as tl.MessagesSetInlineBotResultsRequest).results, [written]);
  });
}

test("an answer to a web app names the message if it has buttons", async (t) => {
  const client = await fakeClient({ "messages.sendWebViewResultMessage": { _: "webViewMessageSent", msgId: INLINE } });
  const result = new InlineQueryResultArticle({ title: "T", inputMessageContent: { messageText: "x" } });
  t.is((await bots.answerWebAppQuery(client, "q", result)).inlineMessageId, inlineMessageIdOf(INLINE));
  const without = await fakeClient({ "messages.sendWebViewResultMessage": { _: "webViewMessageSent" } });
  t.is((await bots.answerWebAppQuery(without, "q", result)).inlineMessageId, null);
});

test("reads the menu button, commands and the table of a game", async (t) => {
  const client = await fakeClient({
    "bots.getBotMenuButton": { _: "botMenuButton", text: "Open", url: "https://w.example" },
    "bots.getBotCommands": [{ _: "botCommand", command: "start", description: "Begin" }],
    "messages.getGameHighScores": { _: "messages.highScores", scores: [{ _: "highScore", pos: 1, userId: 5, score: 10 }], users: [ANNA] },
  });
  t.deepEqual(await bots.getChatMenuButton(client), new MenuButtonWebApp("Open", { url: "https://w.example" }));
  t.like((await bots.getBotCommands(client))[0], { command: "start", description: "Begin" });
  const [first] = await bots.getGameHighScores(client, 5, GROUP_ID, { messageId: 7 });
  t.deepEqual([first?.position, first?.score, first?.user?.firstName], [1, 10, "Anna"]);
});

test("tells the default privileges for groups and channels, and null where none are set", async (t) => {
  const client = await fakeClient({
    "users.getFullUser": { _: "users.userFull", fullUser: { _: "userFull", id: 1, botGroupAdminRights: { _: "chatAdminRights", banUsers: true } }, users: [], chats: [] },
  });
  t.like(await bots.getBotDefaultPrivileges(client), { canRestrictMembers: true, canPinMessages: false });
  t.is(await bots.getBotDefaultPrivileges(client, { forChannels: true }), null);
});

test("a score inline goes to the DC of the message", async (t) => {
  const client = await fakeClient({ "messages.setInlineGameScore": true });
  t.is(await bots.setGameScore(client, 5, 1, { inlineMessageId: inlineMessageIdOf(INLINE) }), null);
  t.deepEqual(client.options, [{ dcId: 3 }]);
});

checkRefusals([
  // @ts-expect-error as a JavaScript caller may
  ["a query id that is a number", (c) => bots.answerCallbackQuery(c, 5), TypeError, /callbackQueryId/],
  ["a query id of 65 bits", (c) => bots.answerCallbackQuery(c, 2n ** 64n), RangeError, /callbackQueryId/],
  ["51 results", (c) => bots.answerInlineQuery(c, 1n, Array.from({ length: 51 }, () => ({ type: "photo", photoUrl: URL_A }))), RangeError, /results/],
  // @ts-expect-error as a JavaScript caller may
  ["an article without content", (c) => bots.answerInlineQuery(c, 1n, [{ type: "article", title: "T" }]), TypeError, /inputMessageContent/],
  // @ts-expect-error as a JavaScript caller may
  ["a result of no type", (c) => bots.answerInlineQuery(c, 1n, [{ type: "hologram" }]), RangeError, /type/],
  ["a cached result with a path", (c) => bots.answerInlineQuery(c, 1n, [{ type: "cachedPhoto", photoFileId: "./a.jpg" }]), NotSupportedError, /file id/],
  // @ts-expect-error as a JavaScript caller may
  ["commands that are no array", (c) => bots.setBotCommands(c, { command: "a" }), TypeError, /commands/],
  // @ts-expect-error as a JavaScript caller may
  ["a command without a description", (c) => bots.setBotCommands(c, [{ command: "a" }]), TypeError, /description/],
  // @ts-expect-error as a JavaScript caller may
  ["an unknown scope", (c) => bots.getBotCommands(c, { scope: { type: "moon" } }), TypeError, /scope/],
  // @ts-expect-error as a JavaScript caller may
  ["an unknown menu button", (c) => bots.setChatMenuButton(c, { menuButton: { type: "moon" } }), TypeError, /menuButton/],
  ["callback data of no bytes", (c) => bots.requestCallbackAnswer(c, 5, 7, ""), RangeError, /callbackData/],
  ["a score below 0", (c) => bots.setGameScore(c, 5, -1, { chatId: 5, messageId: 1 }), RangeError, /score/],
  ["a score in no message", (c) => bots.setGameScore(c, 5, 1), TypeError, /chatId/],
]);
