import type { tl } from "../tl/index.js";
import { checkText, type FormattedText } from "./FormattedText.js";
import { clipEntities, isInsidePair } from "./shape/checkEntities.js";
import { kindOf } from "./shape/entityKind.js";
import { nestEntities } from "./shape/nestEntities.js";
import { trimText } from "./shape/trimText.js";

/** Length that a message of text may have, in UTF-16 code units. */
const MESSAGE_LENGTH = 4096;

/**
 * Cuts a long text into parts that can be sent one after the other. It cuts at the end of a line if there is one in the
 * second half of a part, else between words, else anywhere; through code, links, mentions and custom emoji only if one of
 * them alone is longer than a part; through a surrogate pair never. Blanks at a cut are left out, as the server would
 * trim them; entities go on in the next part. A text of nothing but blanks gives no part.
 *
 * @param limit length of a part in UTF-16 code units, at least 2; a caption has 1024. @default 4096
 * @throws TypeError for what is no text or no list, RangeError for a limit below 2 or not whole
 */
export function splitText(text: string, entities: readonly tl.MessageEntity[] = [], limit: number = MESSAGE_LENGTH): FormattedText[] {
  checkText(text);
  if (!Array.isArray(entities)) throw new TypeError("entities must be an array");
  if (typeof limit !== "number") throw new TypeError(`limit must be a number, not ${typeof limit}`);
  if (!Number.isSafeInteger(limit) || limit < 2) throw new RangeError(`limit must be a whole number from 2 on, not ${limit}`);

  const sorted = nestEntities(clipEntities(entities, text));
  const wholes = sorted.filter((entity) => kindOf(entity).family === "literal" || kindOf(entity).family === "block");
  const parts: FormattedText[] = [];
  let open: tl.MessageEntity[] = [];
  let nextEntity = 0;
  let nextWhole = 0;
  for (let start = skipBlanks(text, 0, sorted[0]?.offset ?? text.length); start < text.length; ) {
    while (endOf(wholes[nextWhole]) <= start) nextWhole++;
    const end = text.length - start <= limit ? text.length : findCut(text, start, start + limit, wholes, nextWhole);
    for (; (sorted[nextEntity]?.offset ?? Infinity) < end; nextEntity++) open.push(...sorted.slice(nextEntity, nextEntity + 1));
    const part = trimText(text.slice(start, end), open.map((entity) => cut(entity, start, end)));
    if (part.text !== "") parts.push({ text: part.text, entities: nestEntities(part.entities) });
    open = open.filter((entity) => endOf(entity) > end);
    start = end;
    // Within an entity blanks may mean something.
    if (open.length === 0) start = skipBlanks(text, start, sorted[nextEntity]?.offset ?? text.length);
  }
  return parts;
}

function endOf(entity: tl.MessageEntity | undefined): number {
  return entity === undefined ? Infinity : entity.offset + entity.length;
}

function cut(entity: tl.MessageEntity, start: number, end: number): tl.MessageEntity {
  const from = Math.max(entity.offset, start);
  return { ...entity, offset: from - start, length: Math.min(endOf(entity), end) - from };
}

function skipBlanks(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && /[ \n]/.test(text.charAt(at))) at++;
  return at;
}

/** Where to cut a part that begins at `start` and must end at `limit`; `wholes` from `first` on are not yet behind. */
function findCut(text: string, start: number, limit: number, wholes: readonly tl.MessageEntity[], first: number): number {
  const allowed: Places[] = [];
  let from = start + 1;
  for (let index = first; index < wholes.length; index++) {
    const whole = wholes[index];
    if (whole === undefined || whole.offset >= limit) break;
    if (whole.offset >= from) allowed.push({ from, to: whole.offset });
    from = Math.max(from, endOf(whole));
  }
  if (from <= limit) allowed.push({ from, to: limit });

  const half = start + Math.ceil((limit - start) / 2);
  const behindWord = lastBehind("\n", text, allowed, half) ?? lastBehind(" ", text, allowed, start + 1) ?? lastAllowed(text, allowed);
  if (behindWord !== undefined) return behindWord;
  const all = [{ from: start + 1, to: limit }];
  return lastBehind("\n", text, all, half) ?? lastBehind(" ", text, all, start + 1) ?? notInPair(text, limit);
}

/** Places to cut at, both ends included. */
interface Places {
  readonly from: number;
  readonly to: number;
}

/** The last place behind such a character (for a space, any white space) that is not before `least`. */
function lastBehind(character: "\n" | " ", text: string, allowed: readonly Places[], least: number): number | undefined {
  for (let index = allowed.length - 1; index >= 0; index--) {
    const { from, to } = allowed[index] ?? { from: 0, to: -1 };
    for (let at = to; at >= Math.max(from, least); at--) {
      if (character === "\n" ? text[at - 1] === "\n" : /\s/.test(text.charAt(at - 1))) return at;
    }
    if (from < least) break;
  }
  return undefined;
}

/** The last place that parts no surrogate pair. */
function lastAllowed(text: string, allowed: readonly Places[]): number | undefined {
  const places = allowed.findLast(({ from, to }) => notInPair(text, to) >= from);
  return places === undefined ? undefined : notInPair(text, places.to);
}

function notInPair(text: string, at: number): number {
  return isInsidePair(text, at) ? at - 1 : at;
}
