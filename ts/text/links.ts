import type { tl } from "../tl/index.js";

/** What a form of writing says of a range, without the range. */
export type EntityBody = (range: { offset: number; length: number }) => tl.MessageEntity;

/**
 * The entity of a link: a mention for `tg://user?id=N`, else a link. `null` for what can be no URL: nothing, or
 * something with blanks or control characters. The server looks closer, and leaves the text plain if it does not like it.
 */
export function linkBody(url: string): EntityBody | null {
  const userId = userIdOf(url);
  if (userId !== null) return (range) => ({ _: "messageEntityMentionName", ...range, userId });
  return isUrl(url) ? (range) => ({ _: "messageEntityTextUrl", ...range, url }) : null;
}

export function isUrl(url: string): boolean {
  // eslint-disable-next-line no-control-regex
  return url !== "" && !/[\s\x00-\x1f\x7f]/.test(url);
}

/** The user that a link mentions, or `null`. */
export function userIdOf(url: string): number | null {
  const id = Number(/^tg:(?:\/\/)?user\?id=(\d{1,16})$/i.exec(url)?.[1] ?? 0);
  return id > 0 && Number.isSafeInteger(id) ? id : null;
}

/** The entity of `![…](tg://emoji?id=N)` and `![…](tg://time?unix=N&format=F)`, or `null`. */
export function imageBody(url: string): EntityBody | null {
  const [, kind, query = ""] = /^tg:\/\/(emoji|time)\?(.*)$/is.exec(url) ?? [];
  if (kind === undefined) return null;
  const parameters = new URLSearchParams(query);
  if (kind.toLowerCase() === "emoji") return customEmojiBody(parameters.get("id") ?? "");
  return dateBody(parameters.get("unix") ?? "", parameters.get("format") ?? "");
}

const LONGS = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

/** `null` if the id is no number of 64 bits. */
export function customEmojiBody(id: string): EntityBody | null {
  if (!/^-?\d{1,19}$/.test(id)) return null;
  const documentId = BigInt(id);
  if (documentId < LONGS.min || documentId > LONGS.max) return null;
  return (range) => ({ _: "messageEntityCustomEmoji", ...range, documentId });
}

/** `format`: `r`, or day of the week `w`, date `d` or `D` and time `t` or `T`, capitals for the long forms. */
export function dateBody(unix: string, format: string): EntityBody | null {
  const date = Number(/^\d{1,10}$/.exec(unix)?.[0] ?? Number.NaN);
  if (!(date < 2 ** 31) || !/^(?:r|w?[dD]?[tT]?)$/.test(format)) return null;
  const flags: Partial<tl.RawMessageEntityFormattedDate> = {};
  for (const letter of format) flags[DATE_FLAGS[letter] ?? "relative"] = true;
  return (range) => ({ _: "messageEntityFormattedDate", ...range, date, ...flags });
}

const DATE_FLAGS: Readonly<Record<string, "relative" | "dayOfWeek" | "shortDate" | "longDate" | "shortTime" | "longTime">> = {
  r: "relative",
  w: "dayOfWeek",
  d: "shortDate",
  D: "longDate",
  t: "shortTime",
  T: "longTime",
};

/** The letters that {@link dateBody} reads. */
export function dateFormat(entity: tl.RawMessageEntityFormattedDate): string {
  if (entity.relative === true) return "r";
  const date = entity.longDate === true ? "D" : entity.shortDate === true ? "d" : "";
  const time = entity.longTime === true ? "T" : entity.shortTime === true ? "t" : "";
  return `${entity.dayOfWeek === true ? "w" : ""}${date}${time}`;
}
