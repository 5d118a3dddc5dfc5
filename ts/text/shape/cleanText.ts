import type { tl } from "../../tl/index.js";
import type { FormattedText } from "../FormattedText.js";
import { countUpTo } from "./countUpTo.js";

// spec/client.md §6.2, 1: what the server takes out, and what it makes a space.
const REMOVED = "\\r\\u030a\\u0333\\u033f\\u2028-\\u202e";
const SPACED = "\\0-\\x09\\x0b-\\x0c\\x0e-\\x1f";
const LONE = "[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]";
const IS_REMOVED = new RegExp(`[${REMOVED}]`);
const UNCLEAN = new RegExp(`[${REMOVED}${SPACED}]|${LONE}`);
const UNCLEAN_ALL = new RegExp(UNCLEAN, "g");

/**
 * Takes out what the server would take out, so that the offsets are those that it counts: control characters become
 * spaces, but for the line feed; carriage returns, marks that change the direction of lines and three combining lines
 * are removed; a lone surrogate, which UTF-8 cannot carry, becomes U+FFFD.
 */
export function cleanText(text: string, entities: readonly tl.MessageEntity[]): FormattedText {
  if (!UNCLEAN.test(text)) return { text, entities: [...entities] };
  const removed: number[] = [];
  const clean = text.replace(UNCLEAN_ALL, (character, at: number) => {
    if (!IS_REMOVED.test(character)) return character < " " ? " " : "\ufffd";
    removed.push(at);
    return "";
  });
  return { text: clean, entities: moveEntities(entities, removed) };
}

/** `removed`: indices of what is gone, ascending. */
function moveEntities(entities: readonly tl.MessageEntity[], removed: readonly number[]): tl.MessageEntity[] {
  const moved = (at: number): number => at - countUpTo(removed, at - 1);
  return entities.map((entity) => {
    const offset = moved(entity.offset);
    return { ...entity, offset, length: moved(entity.offset + entity.length) - offset };
  });
}
