import type { Link, LinkedChat, SlugLinkKind } from "./Link.js";
import { markedChannelId, parseMarkedId } from "./markedId.js";
import { tgForm } from "./tgForm.js";
import { isUsername } from "./username.js";

type Parameters = ReadonlyMap<string, string>;

/**
 * What a link means: `https://t.me/…` (telegram.me, telegram.dog, `name.t.me`, with or without
 * `https://`) and `tg://…` (spec/client.md §3.3). Nothing is asked of Telegram.
 *
 * @returns null for text that is no such link, or one of a kind that is not known
 * @throws TypeError when `text` is no string
 * @example
 * parseLink("t.me/durov/123"); // { kind: "message", username: "durov", messageId: 123 }
 */
export function parseLink(text: string): Link | null {
  if (typeof text !== "string") throw new TypeError("text must be a string");
  const form = text.length > MAX_LENGTH ? null : tgForm(text.trim());
  return form === null ? null : (READERS[form.command]?.(form.parameters) ?? null);
}

/** Longer than any link; a megabyte of text need not be searched. */
const MAX_LENGTH = 4096;

const READERS: Readonly<Record<string, (parameters: Parameters) => Link | null>> = {
  resolve: resolveLink,
  privatepost: (parameters) => {
    const chatId = channelOf(parameters);
    if (chatId === null) return null;
    return parameters.has("post") ? messageLink({ chatId }, parameters) : { kind: "chat", chatId };
  },
  join: (parameters) => {
    const hash = word(parameters, "invite", BASE64URL);
    return hash === null || /^\d+$/.test(hash) ? null : { kind: "invite", hash };
  },
  contact: (parameters) => {
    const token = word(parameters, "token", BASE64URL);
    return token === null ? null : { kind: "contactToken", token };
  },
  boost: (parameters) => {
    const username = word(parameters, "domain");
    if (username !== null) return isUsername(username) ? { kind: "boost", username } : null;
    const chatId = channelOf(parameters);
    return chatId === null ? null : { kind: "boost", chatId };
  },
  addlist: slug("folder"),
  addstickers: slug("stickerSet", "set"),
  addemoji: slug("emojiSet", "set"),
  addtheme: slug("theme"),
  bg: slug("wallpaper"),
  giftcode: slug("giftCode"),
  invoice: slug("invoice"),
  message: slug("businessChat"),
  nft: slug("gift"),
  call: slug("call"),
  login: slug("loginCode", "code"),
  setlanguage: slug("language", "lang"),
  confirmphone: (parameters) => {
    const phone = parameters.get("phone")?.replace(/\D/g, "") ?? "";
    const hash = word(parameters, "hash");
    return phone === "" || hash === null ? null : { kind: "confirmPhone", phone, hash };
  },
  proxy: (parameters) => proxyLink("proxy", parameters),
  socks: (parameters) => proxyLink("socks", parameters),
  msg_url: (parameters) => {
    const url = word(parameters, "url");
    return url === null ? null : { kind: "share", url, text: parameters.get("text") ?? "" };
  },
};

const BASE64URL = /^[\w-]+$/;
/** Longest that Telegram passes on. */
const START_PARAMETER = /^[\w-]{0,64}$/;

function slug(kind: SlugLinkKind, key = "slug"): (parameters: Parameters) => Link | null {
  return (parameters) => {
    const value = word(parameters, key);
    return value === null ? null : { kind, slug: value };
  };
}

function resolveLink(parameters: Parameters): Link | null {
  const text = parameters.get("text");
  const manner = { ...(text === undefined ? {} : { text }), ...(parameters.has("profile") ? { isProfile: true as const } : {}) };
  const phone = parameters.get("phone")?.replace(/\D/g, "");
  if (phone !== undefined) return phone === "" ? null : { kind: "phone", phone, ...manner };
  const username = parameters.get("domain");
  if (username === undefined || !isUsername(username)) return null;
  return ofUsername(username, parameters) ?? { kind: "username", username, ...manner };
}

/** Null when nothing but the name counts, also because the rest makes no sense. */
function ofUsername(username: string, parameters: Parameters): Link | null {
  const start = (key: string): string | null => word(parameters, key, START_PARAMETER, true);
  if (parameters.has("post")) return messageLink({ username }, parameters);
  const story = parameters.get("story");
  if (story === "live") return { kind: "story", username, storyId: "live" };
  if (story !== undefined) return numbered(story, (storyId) => ({ kind: "story", username, storyId }));
  const collection = parameters.get("collection");
  if (collection !== undefined) return numbered(collection, (collectionId) => ({ kind: "giftCollection", username, collectionId }));
  const album = parameters.get("album");
  if (album !== undefined) return numbered(album, (albumId) => ({ kind: "storyAlbum", username, albumId }));
  const appName = word(parameters, "appname");
  if (appName !== null || parameters.has("startapp")) {
    return { kind: "webApp", username, appName, parameter: start("startapp") ?? "" };
  }
  if (parameters.has("boost")) return { kind: "boost", username };
  const bot = parameters.get("attach");
  if (bot !== undefined || parameters.has("startattach")) {
    return { kind: "attachmentMenu", username, bot: bot ?? username, parameter: start("startattach") ?? "" };
  }
  const parameter = start("start");
  if (parameter !== null) return { kind: "botStart", username, parameter };
  const group = start("startgroup");
  if (group !== null) return { kind: "groupStart", username, parameter: group, rights: rightsOf(parameters) };
  if (parameters.has("startchannel")) return { kind: "channelStart", username, rights: rightsOf(parameters) };
  const shortName = word(parameters, "game");
  if (shortName !== null) return { kind: "game", username, shortName };
  for (const key of ["videochat", "voicechat", "livestream"]) {
    const hash = parameters.get(key);
    if (hash !== undefined) return { kind: "videoChat", username, hash, isLiveStream: key === "livestream" };
  }
  if (parameters.has("direct")) return { kind: "directMessages", username };
  const code = word(parameters, "ref");
  return code === null ? null : { kind: "referral", username, code };
}

function messageLink(chat: LinkedChat, parameters: Parameters): Link | null {
  return numbered(parameters.get("post"), (messageId) => {
    const threadId = positive(parameters.get("thread"));
    const commentId = positive(parameters.get("comment"));
    const timestampSec = seconds(parameters.get("t"));
    return {
      kind: "message",
      ...chat,
      messageId,
      ...(threadId === null ? {} : { threadId }),
      ...(commentId === null ? {} : { commentId }),
      ...(parameters.has("single") ? { isSingle: true as const } : {}),
      ...(timestampSec === null ? {} : { timestampSec }),
    };
  });
}

function proxyLink(kind: "proxy" | "socks", parameters: Parameters): Link | null {
  const server = word(parameters, "server");
  const port = positive(parameters.get("port"));
  if (server === null || port === null || port > 65535) return null;
  const rest = [...parameters].filter(([key]) => key !== "server" && key !== "port");
  return { kind, server, port, parameters: Object.fromEntries(rest) };
}

/** The marked id of a private channel. */
function channelOf(parameters: Parameters): number | null {
  const digits = parameters.get("channel");
  if (digits === undefined || !/^\d{1,13}$/.test(digits)) return null;
  const chatId = markedChannelId(Number(digits));
  const kind = parseMarkedId(chatId)?.kind;
  return kind === "channel" || kind === "monoforum" ? chatId : null;
}

/** `admin=post_messages+ban_users`; `+` is read as a space. */
function rightsOf(parameters: Parameters): string[] {
  return (parameters.get("admin") ?? "").split(/[\s+]+/).filter((right) => right !== "");
}

function word(parameters: Parameters, key: string, pattern = /./s, mayBeEmpty = false): string | null {
  const value = parameters.get(key);
  return value === undefined || (value === "" && !mayBeEmpty) || !pattern.test(value) ? null : value;
}

function numbered(text: string | undefined, make: (value: number) => Link): Link | null {
  const value = positive(text);
  return value === null ? null : make(value);
}

/** Ids of messages and stories have 31 bits. */
function positive(text: string | undefined): number | null {
  if (text === undefined || !/^\d{1,10}$/.test(text)) return null;
  const value = Number(text);
  return value > 0 && value < 2 ** 31 ? value : null;
}

/** `90`, `90s`, `1m30s`, `1h1m30s`. */
function seconds(text: string | undefined): number | null {
  const match = /^(?:(\d{1,4})h)?(?:(\d{1,6})m)?(?:(\d{1,8})s?)?$/i.exec(text ?? "");
  if (match === null || match[0] === "") return null;
  return Number(match[1] ?? 0) * 3600 + Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
}
