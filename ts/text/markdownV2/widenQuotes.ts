import type { tl } from "../../tl/index.js";

/**
 * Quotes with the whole of each line that they touch, without a line feed at the end; two on one line become one.
 * `entities` are sorted and properly nested.
 */
export function widenQuotes(entities: readonly tl.MessageEntity[], text: string): tl.MessageEntity[] {
  const widened: tl.MessageEntity[] = [];
  let quote: tl.RawMessageEntityBlockquote | null = null;
  for (const entity of entities) {
    if (entity._ !== "messageEntityBlockquote") {
      widened.push(entity);
      continue;
    }
    const last = entity.offset + entity.length;
    const lineEnd = text.indexOf("\n", text[last - 1] === "\n" ? last - 1 : last);
    const end = lineEnd === -1 ? text.length : lineEnd;
    if (quote !== null && entity.offset <= quote.offset + quote.length) {
      quote.length = Math.max(quote.length, end - quote.offset);
      continue;
    }
    const start = entity.offset === 0 ? 0 : text.lastIndexOf("\n", entity.offset - 1) + 1;
    if (end <= start) continue;
    quote = { ...entity, offset: start, length: end - start };
    widened.push(quote);
  }
  return widened;
}

/** Takes the line feed behind each quote, which must stand alone to end it, out of what begins with it. */
export function freeQuoteEnds(entities: readonly tl.MessageEntity[], text: string): tl.MessageEntity[] {
  const ends = new Set<number>();
  return entities.flatMap((entity) => {
    if (entity._ === "messageEntityBlockquote") ends.add(entity.offset + entity.length);
    if (!ends.has(entity.offset) || text[entity.offset] !== "\n") return [entity];
    return entity.length > 1 ? [{ ...entity, offset: entity.offset + 1, length: entity.length - 1 }] : [];
  });
}
