import { CallbackQuery, InlineQuery, Message, setMatches } from "../types/index.js";
import { filterOf, type Filter } from "./Filter.js";

type Searched = Message | CallbackQuery | InlineQuery;

/**
 * Messages whose text or caption, callback queries whose data, and inline queries whose text the expression finds. All that it
 * finds is then in `matches`.
 *
 * @throws TypeError for what is no RegExp
 */
export function regex(pattern: RegExp): Filter<Searched, { readonly matches: readonly [RegExpExecArray, ...RegExpExecArray[]] }> {
  if (!(pattern instanceof RegExp)) throw new TypeError("pattern must be a RegExp");
  // A copy: with g and y a RegExp remembers where it stopped, which is its owner's business.
  const all = new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, "")}g`);
  return filterOf((update) => {
    const text = textOf(update);
    const found = text === null ? [] : [...text.matchAll(all)];
    if (found.length > 0) setMatches(update, found);
    return found.length > 0;
  });
}

function textOf(update: Searched): string | null {
  if (update instanceof Message) return update.text ?? update.caption;
  if (update instanceof CallbackQuery) return typeof update.data === "string" ? update.data : null;
  return update instanceof InlineQuery ? update.query : null;
}
