import { setMatches } from "../types/index.js";
import { beginningOf } from "./beginnings.js";
import { filterOf, type Filter } from "./Filter.js";
import { isSearched, textOf, type Searched } from "./textOf.js";

/**
 * Messages whose text or caption, callback queries whose data, and inline queries whose text the expression finds. All that it
 * finds is then in `matches`.
 *
 * @throws TypeError for what is no RegExp
 */
export function regex(pattern: RegExp): Filter<Searched, { readonly matches: readonly [RegExpExecArray, ...RegExpExecArray[]] }> {
  if (!(pattern instanceof RegExp)) throw new TypeError("pattern must be a RegExp");
  // Copies: with g and y a RegExp remembers where it stopped, which is its owner's business.
  const flags = pattern.flags.replace(/[gy]/g, "");
  const once = new RegExp(pattern.source, flags);
  const all = new RegExp(pattern.source, `${flags}g`);
  const beginning = beginningOf(once);
  const isFound = (update: Searched): boolean => {
    const text = isSearched(update) ? textOf(update) : null;
    // By itself `matchAll` copies the expression for each text, and most texts do not fit.
    if (text === null || !once.test(text)) return false;
    const [first, ...more] = text.matchAll(all);
    if (first === undefined) return false;
    setMatches(update, [first, ...more]);
    return true;
  };
  return filterOf(isFound, beginning === null ? null : [beginning]);
}
