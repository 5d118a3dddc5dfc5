import type { tl } from "../../tl/index.js";
import type { FormattedText } from "../FormattedText.js";

/**
 * Takes off what the server would take off (spec/client.md §6.2, 4): spaces and line feeds at the end, and at the
 * beginning up to the first entity. `entities` are sorted.
 */
export function trimText(text: string, entities: readonly tl.MessageEntity[]): FormattedText {
  let end = text.length;
  while (end > 0 && isBlank(text.charCodeAt(end - 1))) end--;
  const limit = Math.min(end, entities[0]?.offset ?? end);
  let start = 0;
  while (start < limit && isBlank(text.charCodeAt(start))) start++;
  const trimmed: tl.MessageEntity[] = [];
  for (const entity of entities) {
    if (entity.offset >= end) break;
    trimmed.push({ ...entity, offset: entity.offset - start, length: Math.min(entity.length, end - entity.offset) });
  }
  return { text: text.slice(start, end), entities: trimmed };
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a;
}
