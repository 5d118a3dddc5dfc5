import test from "ava";

import * as messages from "../../../ts/methods/messages/index.js";
import type { MethodClient } from "../../../ts/methods/MethodClient.js";
import type { tl, TlRequest } from "../../../ts/tl/index.js";
import { md } from "../../../ts/text/index.js";
import { inlineMessageIdOf } from "../../../ts/types/index.js";
import { message } from "../../peers/fixtures.js";
import { ANNA_PEER, fakeClient, GROUP_CHANNEL, GROUP_ID, GROUP_PEER, sent, updates, type Answers } from "../fakeClient.js";

const MESSAGE = message(7, { _: "peerUser", userId: 5 }, { message: "hello" });
const EDITED = updates({ _: "updateEditMessage", message: MESSAGE, pts: 1, ptsCount: 1 });
const REPLY = { _: "inputReplyToMessage", replyToMsgId: 3 } as const;
const NO_MESSAGES = { _: "messages.messages", messages: [], topics: [], chats: [], users: [] } as const;
const POLL: tl.Poll = {
  _: "poll",
  id: 9n,
  hash: 8n,
  question: { _: "textWithEntities", text: "?", entities: [] },
  answers: [0, 1].map((place) => ({ _: "pollAnswer", text: { _: "textWithEntities", text: `${place}`, entities: [] }, option: Uint8Array.of(place + 65) })),
};
const POLLED = message(7, { _: "peerUser", userId: 5 }, { media: { _: "messageMediaPoll", poll: POLL, results: { _: "pollResults", totalVoters: 3 } } });
const POLL_MESSAGE = { ...NO_MESSAGES, messages: [POLLED] };
const VOTED = updates({ _: "updateMessagePoll", pollId: 9n, poll: POLL, results: { _: "pollResults", totalVoters: 3 } });
const PHOTO: tl.InputPhoto = { _: "inputPhoto", id: 1n, accessHash: 2n, fileReference: Uint8Array.of(3) };
const RAW_PHOTO: tl.RawPhoto = { _: "photo", id: 1n, accessHash: 2n, fileReference: Uint8Array.of(3), date: 0, sizes: [], dcId: 2 };
const INLINE: tl.InputBotInlineMessageID = { _: "inputBotInlineMessageID64", dcId: 4, ownerId: 5n, id: 6, accessHash: 7n };
const MEDIA_SENT = { "messages.sendMedia": sent(MESSAGE) };

interface Case {
  readonly title: string;
  readonly call: (client: MethodClient) => unknown;
  readonly answers: Answers;
  readonly requests: readonly TlRequest[];
}

const media = (title: string, call: Case["call"], inputMedia: tl.InputMedia, more: object = {}): Case => ({
  title,
  call,
  answers: MEDIA_SENT,
  requests: [{ _: "messages.sendMedia", peer: ANNA_PEER, media: inputMedia, message: "", randomId: 1n, ...more }],
});

const CASES: readonly Case[] = [
  {
    title: "sendMessage reads the formatting and sends the text",
    call: (client) => messages.sendMessage(client, 5, "a **bold** text"),
    answers: { "messages.sendMessage": sent(MESSAGE) },
    requests: [
      { _: "messages.sendMessage", peer: ANNA_PEER, message: "a bold text", randomId: 1n, entities: [{ _: "messageEntityBold", offset: 2, length: 4 }] },
    ],
  },
  {
    title: "sendMessage takes what a template has made, whatever the parse mode",
    call: (client) => messages.sendMessage(client, 5, md`**${"<b>*"}**`, { parseMode: "html" }),
    answers: { "messages.sendMessage": sent(MESSAGE) },
    requests: [{ _: "messages.sendMessage", peer: ANNA_PEER, message: "<b>*", randomId: 1n, entities: [{ _: "messageEntityBold", offset: 0, length: 4 }] }],
  },
  {
    title: "sendMessage passes on how to send",
    call: (client) =>
      messages.sendMessage(client, "@anna", "x", {
        replyToMessageId: 3,
        messageThreadId: 2,
        disableNotification: true,
        disableWebPagePreview: true,
        protectContent: true,
        scheduleDate: new Date(1_700_000_000_999),
        sendAs: GROUP_ID,
        effectId: 12n,
        parseMode: "disabled",
      }),
    answers: { "messages.sendMessage": sent(MESSAGE) },
    requests: [
      {
        _: "messages.sendMessage",
        peer: ANNA_PEER,
        message: "x",
        randomId: 1n,
        replyTo: { ...REPLY, topMsgId: 2 },
        silent: true,
        noWebpage: true,
        noforwards: true,
        scheduleDate: 1_700_000_000,
        sendAs: GROUP_PEER,
        effect: 12n,
      },
    ],
  },
  {
    title: "sendMessage into a topic answers its first message",
    call: (client) => messages.sendMessage(client, GROUP_ID, "x", { messageThreadId: 2 }),
    answers: { "messages.sendMessage": sent(MESSAGE) },
    requests: [{ _: "messages.sendMessage", peer: GROUP_PEER, message: "x", randomId: 1n, replyTo: { _: "inputReplyToMessage", replyToMsgId: 2, topMsgId: 2 } }],
  },
  {
    title: "sendMessage quotes a message of another chat",
    call: (client) => messages.sendMessage(client, 5, "x", { replyTo: { message: 3, quote: "**words**", offset: 10, chat: GROUP_ID, topic: 2 } }),
    answers: { "messages.sendMessage": sent(MESSAGE) },
    requests: [
      {
        _: "messages.sendMessage",
        peer: ANNA_PEER,
        message: "x",
        randomId: 1n,
        replyTo: { ...REPLY, topMsgId: 2, replyToPeerId: GROUP_PEER, quoteText: "**words**", quoteOffset: 10 },
      },
    ],
  },
  {
    title: "sendMessage mentions a user by id, and drops the mention of a user never met",
    call: (client) => messages.sendMessage(client, 5, '<a href="tg://user?id=5">Anna</a> <a href="tg://user?id=999">Nobody</a>', { parseMode: "html" }),
    answers: { "messages.sendMessage": sent(MESSAGE), "users.getUsers": [] },
    requests: [
      { _: "users.getUsers", id: [{ _: "inputUser", userId: 999, accessHash: 0n }] },
      {
        _: "messages.sendMessage",
        peer: ANNA_PEER,
        message: "Anna Nobody",
        randomId: 1n,
        entities: [{ _: "inputMessageEntityMentionName", offset: 0, length: 4, userId: { _: "inputUser", userId: 5, accessHash: 500n } }],
      },
    ],
  },
  media(
    "sendMessage with a link preview of its own sends it as media",
    (client) => messages.sendMessage(client, 5, "see https://a.example/b c", { linkPreview: { size: "large", isAbove: true } }),
    { _: "inputMediaWebPage", url: "https://a.example/b", forceLargeMedia: true, optional: true },
    { message: "see https://a.example/b c", invertMedia: true },
  ),
  {
    title: "sendMessage sends inline buttons of every kind",
    call: (client) =>
      messages.sendMessage(client, 5, "x", {
        replyMarkup: {
          inlineKeyboard: [
            [
              { text: "a", callbackData: "data" },
              { text: "b", url: "https://a.example" },
              { text: "c", userId: 5 },
            ],
            [
              { text: "d", switchInlineQuery: "q" },
              { text: "e", switchInlineQueryCurrentChat: "" },
              { text: "f", copyText: "copy" },
              { text: "g", webApp: { url: "https://w.example" } },
              { text: "h", loginUrl: { url: "https://l.example", requestWriteAccess: true } },
            ],
            [
              { text: "i", callbackGame: true },
              { text: "j", pay: true },
            ],
          ],
        },
      }),
    answers: { "messages.sendMessage": sent(MESSAGE) },
    requests: [
      {
        _: "messages.sendMessage",
        peer: ANNA_PEER,
        message: "x",
        randomId: 1n,
        replyMarkup: {
          _: "replyInlineMarkup",
          rows: [
            {
              _: "keyboardInlineButtonRow",
              buttons: [
                { _: "keyboardInlineButton", text: "a", type: { _: "inlineButtonTypeCallback", data: new Uint8Array(Buffer.from("data")) } },
                { _: "keyboardInlineButton", text: "b", type: { _: "inlineButtonTypeUrl", url: "https://a.example" } },
                { _: "keyboardInlineButton", text: "c", type: { _: "inputInlineButtonTypeUserProfile", userId: { _: "inputUser", userId: 5, accessHash: 500n } } },
              ],
            },
            {
              _: "keyboardInlineButtonRow",
              buttons: [
                { _: "keyboardInlineButton", text: "d", type: { _: "inlineButtonTypeSwitchInline", query: "q" } },
                { _: "keyboardInlineButton", text: "e", type: { _: "inlineButtonTypeSwitchInline", query: "", samePeer: true } },
                { _: "keyboardInlineButton", text: "f", type: { _: "inlineButtonTypeCopy", copyText: "copy" } },
                { _: "keyboardInlineButton", text: "g", type: { _: "inlineButtonTypeWebView", url: "https://w.example" } },
                {
                  _: "keyboardInlineButton",
                  text: "h",
                  type: { _: "inputInlineButtonTypeUrlAuth", url: "https://l.example", requestWriteAccess: true },
                },
              ],
            },
            {
              _: "keyboardInlineButtonRow",
              buttons: [
                { _: "keyboardInlineButton", text: "i", type: { _: "inlineButtonTypeGame" } },
                { _: "keyboardInlineButton", text: "j", type: { _: "inlineButtonTypeBuy" } },
              ],
            },
          ],
        },
      },
    ],
  },
  {
    title: "sendMessage sends a keyboard",
    call: (client) =>
      messages.sendMessage(client, 5, "x", {
        replyMarkup: { keyboard: [["yes", { text: "phone", requestContact: true }, { text: "place", requestLocation: true }]], resizeKeyboard: true, oneTimeKeyboard: true },
      }),
    answers: { "messages.sendMessage": sent(MESSAGE) },
    requests: [
      {
        _: "messages.sendMessage",
        peer: ANNA_PEER,
        message: "x",
        randomId: 1n,
        replyMarkup: {
          _: "replyKeyboardMarkup",
          resize: true,
          singleUse: true,
          rows: [
            {
              _: "keyboardButtonRow",
              buttons: [
                { _: "keyboardButton", text: "yes", type: { _: "buttonTypeDefault" } },
                { _: "keyboardButton", text: "phone", type: { _: "buttonTypeRequestPhone" } },
                { _: "keyboardButton", text: "place", type: { _: "buttonTypeRequestGeoLocation" } },
              ],
            },
          ],
        },
      },
    ],
  },
  {
    title: "sendMessage takes a keyboard away, and forces a reply",
    call: async (client) => {
      await messages.sendMessage(client, 5, "x", { replyMarkup: { removeKeyboard: true, selective: true } });
      await messages.sendMessage(client, 5, "x", { replyMarkup: { forceReply: true, placeholder: "name" } });
    },
    answers: { "messages.sendMessage": sent(MESSAGE) },
    requests: [
      { _: "messages.sendMessage", peer: ANNA_PEER, message: "x", randomId: 1n, replyMarkup: { _: "replyKeyboardHide", selective: true } },
      { _: "messages.sendMessage", peer: ANNA_PEER, message: "x", randomId: 2n, replyMarkup: { _: "replyKeyboardForceReply", singleUse: true, placeholder: "name" } },
    ],
  },
  {
    title: "editMessageText changes text, preview and buttons",
    call: (client) => messages.editMessageText(client, 5, 7, "**new**", { disableWebPagePreview: true, replyMarkup: { inlineKeyboard: [[{ text: "a", url: "https://a.example" }]] } }),
    answers: { "messages.editMessage": EDITED },
    requests: [
      {
        _: "messages.editMessage",
        peer: ANNA_PEER,
        id: 7,
        message: "new",
        entities: [{ _: "messageEntityBold", offset: 0, length: 3 }],
        noWebpage: true,
        replyMarkup: {
          _: "replyInlineMarkup",
          rows: [{ _: "keyboardInlineButtonRow", buttons: [{ _: "keyboardInlineButton", text: "a", type: { _: "inlineButtonTypeUrl", url: "https://a.example" } }] }],
        },
      },
    ],
  },
  {
    title: "editMessageCaption may empty the caption",
    call: (client) => messages.editMessageCaption(client, 5, 7, ""),
    answers: { "messages.editMessage": EDITED },
    requests: [{ _: "messages.editMessage", peer: ANNA_PEER, id: 7, message: "" }],
  },
  {
    title: "editMessageReplyMarkup takes the buttons away",
    call: (client) => messages.editMessageReplyMarkup(client, 5, 7),
    answers: { "messages.editMessage": EDITED },
    requests: [{ _: "messages.editMessage", peer: ANNA_PEER, id: 7 }],
  },
  {
    title: "editMessageMedia puts in a file by link",
    call: (client) => messages.editMessageMedia(client, 5, 7, { media: "https://a.example/b.mp4", type: "video", caption: "*x*", parseMode: "disabled" }),
    answers: { "messages.editMessage": EDITED },
    requests: [{ _: "messages.editMessage", peer: ANNA_PEER, id: 7, message: "*x*", media: { _: "inputMediaDocumentExternal", url: "https://a.example/b.mp4" } }],
  },
  {
    title: "the editInline methods ask the DC of the message",
    call: async (client) => {
      await messages.editInlineText(client, inlineMessageIdOf(INLINE), "x");
      await messages.editInlineCaption(client, "BAAAAAUAAAAAAAAABgAAAAcAAAAAAAAA", "y");
      await messages.editInlineMedia(client, inlineMessageIdOf(INLINE), { type: "photo", media: "https://a.example/b.jpg" });
      await messages.editInlineReplyMarkup(client, inlineMessageIdOf(INLINE));
    },
    answers: { "messages.editInlineBotMessage": true },
    requests: [
      { _: "messages.editInlineBotMessage", id: INLINE, message: "x" },
      { _: "messages.editInlineBotMessage", id: INLINE, message: "y" },
      { _: "messages.editInlineBotMessage", id: INLINE, message: "", media: { _: "inputMediaPhotoExternal", url: "https://a.example/b.jpg" } },
      { _: "messages.editInlineBotMessage", id: INLINE },
    ],
  },
  {
    title: "deleteMessages of a private chat deletes for both sides, a hundred at a time",
    call: (client) => messages.deleteMessages(client, 5, Array.from({ length: 101 }, (_, index) => index + 1)),
    answers: { "messages.deleteMessages": { _: "messages.affectedMessages", pts: 1, ptsCount: 1 } },
    requests: [
      { _: "messages.deleteMessages", id: Array.from({ length: 100 }, (_, index) => index + 1), revoke: true },
      { _: "messages.deleteMessages", id: [101], revoke: true },
    ],
  },
  {
    title: "deleteMessages of a supergroup asks the channel",
    call: (client) => messages.deleteMessages(client, GROUP_ID, 7),
    answers: { "channels.deleteMessages": { _: "messages.affectedMessages", pts: 1, ptsCount: 1 } },
    requests: [{ _: "channels.deleteMessages", channel: GROUP_CHANNEL, id: [7] }],
  },
  {
    title: "forwardMessages gives each message an id of its own",
    call: (client) => messages.forwardMessages(client, 5, GROUP_ID, [1, 2], { dropAuthor: true, messageThreadId: 9, disableNotification: true }),
    answers: { "messages.forwardMessages": sent(MESSAGE) },
    requests: [
      { _: "messages.forwardMessages", fromPeer: GROUP_PEER, toPeer: ANNA_PEER, id: [1, 2], randomId: [1n, 2n], dropAuthor: true, topMsgId: 9, silent: true },
    ],
  },
  {
    title: "readChatHistory reads a private chat and a channel",
    call: async (client) => {
      await messages.readChatHistory(client, 5);
      await messages.readChatHistory(client, GROUP_ID, { maxId: 3 });
    },
    answers: { "messages.readHistory": { _: "messages.affectedMessages", pts: 1, ptsCount: 1 }, "channels.readHistory": true },
    requests: [
      { _: "messages.readHistory", peer: ANNA_PEER, maxId: 0 },
      { _: "channels.readHistory", channel: GROUP_CHANNEL, maxId: 3 },
    ],
  },
  {
    title: "sendReaction reacts with emoji and custom emoji, and takes reactions back",
    call: async (client) => {
      await messages.sendReaction(client, 5, 7, "👍", { big: true });
      await messages.sendReaction(client, 5, 7, { emoji: ["👍", 5n] });
      await messages.sendReaction(client, 5, 7);
    },
    answers: { "messages.sendReaction": updates() },
    requests: [
      { _: "messages.sendReaction", peer: ANNA_PEER, msgId: 7, big: true, reaction: [{ _: "reactionEmoji", emoticon: "👍" }] },
      { _: "messages.sendReaction", peer: ANNA_PEER, msgId: 7, reaction: [{ _: "reactionEmoji", emoticon: "👍" }, { _: "reactionCustomEmoji", documentId: 5n }] },
      { _: "messages.sendReaction", peer: ANNA_PEER, msgId: 7, reaction: [] },
    ],
  },
  media(
    "sendPoll sends a poll",
    (client) => messages.sendPoll(client, 5, "Tea **or** coffee?", ["Tea", "Coffee"], { isAnonymous: false, openPeriod: 60 }),
    {
      _: "inputMediaPoll",
      poll: {
        _: "poll",
        id: 0n,
        hash: 0n,
        publicVoters: true,
        closePeriod: 60,
        question: { _: "textWithEntities", text: "Tea or coffee?", entities: [{ _: "messageEntityBold", offset: 4, length: 2 }] },
        answers: [
          { _: "pollAnswer", text: { _: "textWithEntities", text: "Tea", entities: [] }, option: Uint8Array.of(0) },
          { _: "pollAnswer", text: { _: "textWithEntities", text: "Coffee", entities: [] }, option: Uint8Array.of(1) },
        ],
      },
    },
  ),
  media(
    "sendPoll takes texts with their entities",
    (client) => messages.sendPoll(client, 5, md`${"*"}?`, [md`**a**`, "**b**"], { type: "quiz", correctOptionId: 1, explanation: md`__so__` }),
    {
      _: "inputMediaPoll",
      correctAnswers: [1],
      solution: "so",
      solutionEntities: [{ _: "messageEntityItalic", offset: 0, length: 2 }],
      poll: {
        _: "poll",
        id: 0n,
        hash: 0n,
        quiz: true,
        question: { _: "textWithEntities", text: "*?", entities: [] },
        answers: [
          { _: "pollAnswer", text: { _: "textWithEntities", text: "a", entities: [{ _: "messageEntityBold", offset: 0, length: 1 }] }, option: Uint8Array.of(0) },
          { _: "pollAnswer", text: { _: "textWithEntities", text: "**b**", entities: [] }, option: Uint8Array.of(1) },
        ],
      },
    },
  ),
  media(
    "sendPoll sends a quiz with an explanation",
    (client) => messages.sendPoll(client, 5, "1 + 1", ["2", "3"], { type: "quiz", correctOptionId: 0, explanation: "_it_ is" }),
    {
      _: "inputMediaPoll",
      correctAnswers: [0],
      solution: "_it_ is",
      solutionEntities: [],
      poll: {
        _: "poll",
        id: 0n,
        hash: 0n,
        quiz: true,
        question: { _: "textWithEntities", text: "1 + 1", entities: [] },
        answers: [
          { _: "pollAnswer", text: { _: "textWithEntities", text: "2", entities: [] }, option: Uint8Array.of(0) },
          { _: "pollAnswer", text: { _: "textWithEntities", text: "3", entities: [] }, option: Uint8Array.of(1) },
        ],
      },
    },
  ),
  {
    title: "votePoll sends the options of the poll itself, retractVote none",
    call: async (client) => {
      await messages.votePoll(client, 5, 7, [1]);
      await messages.retractVote(client, 5, 7);
    },
    answers: { "messages.getMessages": POLL_MESSAGE, "messages.sendVote": VOTED },
    requests: [
      { _: "messages.getMessages", id: [{ _: "inputMessageID", id: 7 }] },
      { _: "messages.sendVote", peer: ANNA_PEER, msgId: 7, options: [Uint8Array.of(66)] },
      { _: "messages.sendVote", peer: ANNA_PEER, msgId: 7, options: [] },
    ],
  },
  {
    title: "stopPoll closes the poll by its id",
    call: (client) => messages.stopPoll(client, 5, 7),
    answers: { "messages.getMessages": POLL_MESSAGE, "messages.editMessage": updates({ _: "updateEditMessage", message: POLLED, pts: 1, ptsCount: 1 }) },
    requests: [
      { _: "messages.getMessages", id: [{ _: "inputMessageID", id: 7 }] },
      {
        _: "messages.editMessage",
        peer: ANNA_PEER,
        id: 7,
        media: { _: "inputMediaPoll", poll: { _: "poll", id: 9n, hash: 8n, closed: true, question: { _: "textWithEntities", text: "", entities: [] }, answers: [] } },
      },
    ],
  },
  media("sendDice throws a die", (client) => messages.sendDice(client, 5), { _: "inputMediaDice", emoticon: "🎲" }),
  media("sendDice throws what it is told to", (client) => messages.sendDice(client, 5, { emoji: "🎯", replyToMessageId: 3 }), { _: "inputMediaDice", emoticon: "🎯" }, { replyTo: REPLY }),
  media("sendLocation sends a place", (client) => messages.sendLocation(client, 5, 52.5, -13.25), {
    _: "inputMediaGeoPoint",
    geoPoint: { _: "inputGeoPoint", lat: 52.5, long: -13.25 },
  }),
  media("sendVenue sends a place with name and address", (client) => messages.sendVenue(client, 5, 1, 2, "Bar", "Street 1", { foursquareId: "4" }), {
    _: "inputMediaVenue",
    geoPoint: { _: "inputGeoPoint", lat: 1, long: 2 },
    title: "Bar",
    address: "Street 1",
    provider: "foursquare",
    venueId: "4",
    venueType: "",
  }),
  media("sendContact sends a number with a name", (client) => messages.sendContact(client, 5, "+1-123-456-7890", "Anna", { lastName: "B" }), {
    _: "inputMediaContact",
    phoneNumber: "+1-123-456-7890",
    firstName: "Anna",
    lastName: "B",
    vcard: "",
  }),
  media(
    "sendPhoto sends a photo by link, with caption and spoiler",
    (client) => messages.sendPhoto(client, 5, "https://a.example/b.jpg", { caption: "**b**", hasSpoiler: true, ttlSeconds: 5 }),
    { _: "inputMediaPhotoExternal", url: "https://a.example/b.jpg", spoiler: true, ttlSeconds: 5 },
    { message: "b", entities: [{ _: "messageEntityBold", offset: 0, length: 1 }] },
  ),
  media("sendPhoto sends a photo of TL", (client) => messages.sendPhoto(client, 5, PHOTO), { _: "inputMediaPhoto", id: PHOTO }),
  media("sendDocument sends a URL object", (client) => messages.sendDocument(client, 5, new URL("https://a.example/b.pdf")), {
    _: "inputMediaDocumentExternal",
    url: "https://a.example/b.pdf",
  }),
  media("sendVideo passes a finished InputMedia on", (client) => messages.sendVideo(client, 5, { _: "inputMediaDocumentExternal", url: "https://a.example/b" }), {
    _: "inputMediaDocumentExternal",
    url: "https://a.example/b",
  }),
  {
    title: "sendMediaGroup fetches links first, then sends all parts at once",
    call: (client) => messages.sendMediaGroup(client, 5, [{ type: "photo", media: "https://a.example/b.jpg", caption: "b" }, { type: "photo", media: { raw: RAW_PHOTO } }]),
    answers: {
      "messages.uploadMedia": {
        _: "messageMediaPhoto",
        photo: { _: "photo", id: 4n, accessHash: 5n, fileReference: Uint8Array.of(6), date: 0, sizes: [], dcId: 2 },
      },
      "messages.sendMultiMedia": sent(message(1, MESSAGE.peerId), message(2, MESSAGE.peerId)),
    },
    requests: [
      { _: "messages.uploadMedia", peer: ANNA_PEER, media: { _: "inputMediaPhotoExternal", url: "https://a.example/b.jpg" } },
      {
        _: "messages.sendMultiMedia",
        peer: ANNA_PEER,
        multiMedia: [
          {
            _: "inputSingleMedia",
            media: { _: "inputMediaPhoto", id: { _: "inputPhoto", id: 4n, accessHash: 5n, fileReference: Uint8Array.of(6) } },
            randomId: 1n,
            message: "b",
          },
          { _: "inputSingleMedia", media: { _: "inputMediaPhoto", id: PHOTO }, randomId: 2n, message: "" },
        ],
      },
    ],
  },
  {
    title: "sendChatAction shows typing in a topic",
    call: (client) => messages.sendChatAction(client, GROUP_ID, "typing", { messageThreadId: 3 }),
    answers: { "messages.setTyping": true },
    requests: [{ _: "messages.setTyping", peer: GROUP_PEER, topMsgId: 3, action: { _: "sendMessageTypingAction" } }],
  },
  {
    title: "copyMessage sends a text with its formatting, and what it looks like",
    call: (client) => messages.copyMessage(client, 5, GROUP_ID, 7, { disableNotification: true }),
    answers: {
      "channels.getMessages": { ...NO_MESSAGES, messages: [message(7, { _: "peerChannel", channelId: 42 }, { message: "**b**", entities: [{ _: "messageEntityItalic", offset: 0, length: 2 }] })] },
      "messages.sendMessage": sent(MESSAGE),
    },
    requests: [
      { _: "channels.getMessages", channel: GROUP_CHANNEL, id: [{ _: "inputMessageID", id: 7 }] },
      {
        _: "messages.sendMessage",
        peer: ANNA_PEER,
        message: "**b**",
        entities: [{ _: "messageEntityItalic", offset: 0, length: 2 }],
        noWebpage: true,
        silent: true,
        randomId: 1n,
      },
    ],
  },
  {
    title: "copyMessage sends media again with another caption",
    call: (client) => messages.copyMessage(client, 5, 5, 7, { caption: "new" }),
    answers: {
      "messages.getMessages": {
        ...NO_MESSAGES,
        messages: [
          message(7, { _: "peerUser", userId: 5 }, {
            message: "old",
            media: { _: "messageMediaPhoto", photo: { _: "photo", id: 4n, accessHash: 5n, fileReference: Uint8Array.of(6), date: 0, sizes: [], dcId: 2 } },
          }),
        ],
      },
      ...MEDIA_SENT,
    },
    requests: [
      { _: "messages.getMessages", id: [{ _: "inputMessageID", id: 7 }] },
      {
        _: "messages.sendMedia",
        peer: ANNA_PEER,
        media: { _: "inputMediaPhoto", id: { _: "inputPhoto", id: 4n, accessHash: 5n, fileReference: Uint8Array.of(6) } },
        message: "new",
        randomId: 1n,
      },
    ],
  },
  {
    title: "the methods for scheduled messages list, send and delete them",
    call: async (client) => {
      await messages.getScheduledMessages(client, 5);
      await messages.sendScheduledMessages(client, 5, [7]);
      await messages.deleteScheduledMessages(client, 5, 8);
    },
    answers: { "messages.getScheduledHistory": NO_MESSAGES, "messages.sendScheduledMessages": updates(), "messages.deleteScheduledMessages": updates() },
    requests: [
      { _: "messages.getScheduledHistory", peer: ANNA_PEER, hash: 0n },
      { _: "messages.sendScheduledMessages", peer: ANNA_PEER, id: [7] },
      { _: "messages.deleteScheduledMessages", peer: ANNA_PEER, id: [8] },
    ],
  },
];

for (const { title, call, answers, requests } of CASES) {
  test(title, async (t) => {
    const client = await fakeClient(answers);
    await call(client);
    t.deepEqual(client.requests, [...requests]);
  });
}

test("the editInline methods go to the DC of the message", async (t) => {
  const client = await fakeClient({ "messages.editInlineBotMessage": true });
  await messages.editInlineText(client, inlineMessageIdOf(INLINE), "x");
  t.deepEqual(client.options, [{ dcId: 4 }]);
});
