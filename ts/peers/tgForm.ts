import { isUsername } from "./username.js";

/** A link as the words after `tg://`: what web links stand for, too. */
export interface TgForm {
  readonly command: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Takes a `tg:` or a web link apart; null for other text. */
export function tgForm(text: string): TgForm | null {
  const tg = /^tg:(?:\/\/)?([a-z_]+)\/?(?:\?(.*))?$/is.exec(text);
  if (tg !== null) return { command: tg[1]?.toLowerCase() ?? "", parameters: parametersOf(new URLSearchParams(tg[2] ?? "")) };
  if (!WEB_LINK.test(text)) return null;
  const url = parseUrl(/^https?:/i.test(text) ? text : `https://${text}`);
  if (url === null || !["", "80", "443"].includes(url.port) || url.username !== "" || url.password !== "") return null;
  const segments = pathOf(url);
  return segments === null ? null : fromPath(segments, parametersOf(url.searchParams));
}

const WEB_LINK = /^(?:https?:\/\/)?(?:[\w-]+\.)?(?:t\.me|telegram\.me|telegram\.dog)(?:[:/?#]|$)/i;

/** Words that name no chat, neither before `.t.me` nor after `t.me/`. */
const RESERVED = new Set(
  (
    "addemoji addlist addstickers addstyle addtheme auction auth boost call confirmphone contact giftcode invoice joinchat " +
    "login m nft proxy setlanguage share socks web a k z"
  ).split(" "),
);

/** The path's words, those of a `name.t.me` in front; null when the host is none of Telegram's. */
function pathOf(url: URL): string[] | null {
  const host = /^(?:([\w-]+)\.)?(t\.me|telegram\.me|telegram\.dog)$/i.exec(url.hostname);
  if (host === null) return null;
  const subdomain = host[1]?.toLowerCase();
  let segments: string[];
  try {
    segments = url.pathname.split("/").filter((segment) => segment !== "").map(decodeURIComponent);
  } catch {
    return null;
  }
  if (subdomain === undefined || subdomain === "www") return segments[0] === "s" ? segments.slice(1) : segments;
  if (host[2]?.toLowerCase() !== "t.me" || RESERVED.has(subdomain)) return null;
  return [subdomain, ...segments];
}

function fromPath([first, ...rest]: readonly string[], query: ReadonlyMap<string, string>): TgForm | null {
  if (first === undefined) return null;
  const form = (command: string, more: Readonly<Record<string, string | undefined>>): TgForm => {
    const parameters = new Map(query);
    for (const [key, value] of Object.entries(more)) if (value !== undefined) parameters.set(key, value);
    return { command, parameters };
  };
  const [second, third, fourth] = rest;
  if (first.startsWith("+") || first.startsWith(" ")) {
    const hash = first.slice(1);
    return /^\d+$/.test(hash) ? form("resolve", { phone: hash }) : form("join", { invite: hash });
  }
  if (first.startsWith("$")) return form("invoice", { slug: first.slice(1) });
  const word = first.toLowerCase();
  switch (word) {
    case "joinchat":
      return form("join", { invite: second });
    case "c":
      if (query.has("boost")) return form("boost", { channel: second });
      return third === undefined || fourth === undefined
        ? form("privatepost", { channel: second, post: third })
        : form("privatepost", { channel: second, thread: third, post: fourth });
    case "boost":
      return form("boost", { domain: second, channel: query.get("c") });
    case "contact":
    case "login":
      return form(word, word === "contact" ? { token: second } : { code: second });
    case "addstickers":
    case "addemoji":
      return form(word, { set: second });
    case "setlanguage":
      return form(word, { lang: second });
    case "m":
      return form("message", { slug: second });
    case "addlist":
    case "addtheme":
    case "bg":
    case "giftcode":
    case "invoice":
    case "nft":
    case "call":
      return form(word, { slug: second });
    case "confirmphone":
    case "proxy":
    case "socks":
      return form(word, {});
    case "share":
      return form("msg_url", {});
  }
  return RESERVED.has(word) || !isUsername(first) ? null : form("resolve", { domain: first, ...placeIn(rest) });
}

/** What follows a username in the path. */
function placeIn([second, third]: readonly string[]): Readonly<Record<string, string | undefined>> {
  if (second === undefined) return {};
  if (third === undefined) return /^\d+$/.test(second) ? { post: second } : { appname: second };
  switch (second.toLowerCase()) {
    case "s":
      return { story: third };
    case "c":
      return { collection: third };
    case "a":
      return { album: third };
    default:
      return { thread: second, post: third };
  }
}

function parametersOf(query: URLSearchParams): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [key, value] of query) if (!parameters.has(key.toLowerCase())) parameters.set(key.toLowerCase(), value);
  return parameters;
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
