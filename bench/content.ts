import type { tl } from "../ts/tl/index.js";

// What a busy group answers to messages.getHistory: 100 messages with what people put into them.
// Deterministic, and made of constructors that all compared layers have.

const CHANNEL_ID = 1_234_567_890;
const START = 1_760_000_000;
const USERS = 40;

const TEXTS = [
  "Has anyone tried the new build on the old machines? It starts, but the log looks odd to me.",
  "ok",
  "Я посмотрел, там всё в порядке: просто долго собирается, минут десять, потом быстро.",
  "See the second chapter; the part about framing explains why the length comes first.",
  "Завтра в десять?",
  "Thanks! That was it. For the record: the cache had a file of the previous version, and removing it was enough.",
] as const;

/** A messages.messages of 100 messages, 4 channels and 40 users. */
export function history(): tl.RawMessagesMessages {
  return {
    _: "messages.messages",
    messages: Array.from({ length: 100 }, (_, index) => messageOf(index)),
    topics: [],
    chats: Array.from({ length: 4 }, (_, index) => channelOf(index)),
    users: Array.from({ length: USERS }, (_, index) => userOf(index)),
  };
}

/** Indices of the messages that a program looks at. */
export function everyTenth(count: number): number[] {
  return Array.from({ length: Math.floor(count / 10) }, (_, index) => index * 10);
}

/** A reply of two lines with a bold word and a link: 184 bytes or so. */
export function sendMessage(): tl.MessagesSendMessageRequest {
  return {
    _: "messages.sendMessage",
    peer: { _: "inputPeerChannel", channelId: CHANNEL_ID, accessHash: longOf(1) },
    replyTo: { _: "inputReplyToMessage", replyToMsgId: 4711 },
    message: "Done: the second build is up.\nSee the notes for what has changed since last week.",
    randomId: longOf(2),
    entities: [
      { _: "messageEntityBold", offset: 0, length: 4 },
      { _: "messageEntityTextUrl", offset: 38, length: 5, url: "https://example.org/notes" },
    ],
  };
}

function messageOf(index: number): tl.Message {
  return {
    _: "message",
    id: 5000 - index,
    fromId: { _: "peerUser", userId: userIdOf(index % USERS) },
    peerId: { _: "peerChannel", channelId: CHANNEL_ID },
    date: START - index * 60,
    message: `${TEXTS[index % TEXTS.length] ?? ""} (${index})`,
    ...(index % 10 < 3 && {
      entities: [
        { _: "messageEntityBold", offset: 0, length: 2 },
        { _: "messageEntityTextUrl", offset: 0, length: 2, url: `https://example.org/${index}` },
      ],
    }),
    ...(index % 5 < 2 && {
      replyTo: { _: "messageReplyHeader", replyToMsgId: 4900 - index },
    }),
    ...(index % 20 < 3 && { media: photoOf(index) }),
    ...(index % 20 === 7 && { media: webPageOf(index) }),
    ...(index % 5 === 4 && { reactions: reactionsOf(index), views: 1000 + index, forwards: index }),
    ...(index % 10 === 9 && {
      fwdFrom: {
        _: "messageFwdHeader",
        fromId: { _: "peerUser", userId: userIdOf(3) },
        date: START - 100_000,
      },
    }),
  };
}

function photoOf(index: number): tl.MessageMedia {
  return {
    _: "messageMediaPhoto",
    photo: {
      _: "photo",
      id: longOf(index + 100),
      accessHash: longOf(index + 200),
      fileReference: new Uint8Array(25).fill(index),
      date: START - index,
      sizes: [
        { _: "photoStrippedSize", type: "i", bytes: new Uint8Array(180).fill(index) },
        { _: "photoSize", type: "m", w: 320, h: 240, size: 20_000 + index },
        { _: "photoSize", type: "x", w: 800, h: 600, size: 90_000 + index },
        { _: "photoSizeProgressive", type: "y", w: 1280, h: 960, sizes: [9000, 30_000, 150_000] },
      ],
      dcId: 2,
    },
  };
}

function webPageOf(index: number): tl.MessageMedia {
  return {
    _: "messageMediaWebPage",
    webpage: {
      _: "webPage",
      id: longOf(index + 300),
      url: `https://example.org/page/${index}`,
      displayUrl: `example.org/page/${index}`,
      hash: 0,
      type: "article",
      siteName: "Example",
      title: "What changed this week",
      description: "A list of what changed, with the reasons, and what to do about the rest of it.",
    },
  };
}

function reactionsOf(index: number): tl.MessageReactions {
  return {
    _: "messageReactions",
    results: [
      { _: "reactionCount", reaction: { _: "reactionEmoji", emoticon: "👍" }, count: index + 1 },
      { _: "reactionCount", reaction: { _: "reactionEmoji", emoticon: "🔥" }, count: 2 },
    ],
  };
}

function channelOf(index: number): tl.Chat {
  return {
    _: "channel",
    megagroup: true,
    id: CHANNEL_ID + index,
    accessHash: longOf(index + 400),
    title: `Builders ${index}`,
    username: `builders_${index}`,
    photo: { _: "chatPhoto", photoId: longOf(index + 500), dcId: 2 },
    date: START - 10_000_000,
  };
}

function userOf(index: number): tl.User {
  return {
    _: "user",
    id: userIdOf(index),
    accessHash: longOf(index + 600),
    firstName: index % 3 === 0 ? "Анна" : "Robin",
    lastName: `Number ${index}`,
    username: `robin_${index}`,
    photo: {
      _: "userProfilePhoto",
      photoId: longOf(index + 700),
      strippedThumb: new Uint8Array(40).fill(index),
      dcId: 2,
    },
    status: { _: "userStatusOffline", wasOnline: START - index * 100 },
  };
}

function userIdOf(index: number): number {
  return 5_000_000_000 + index * 7_919;
}

/** Spread over all 64 bits, as hashes are. */
function longOf(index: number): bigint {
  return BigInt.asIntN(64, BigInt(index + 1) * 0x9e3779b97f4a7c15n);
}
