import type { tl } from "../../tl/index.js";
import { kindOf } from "./entityKind.js";
import { countUpTo } from "./countUpTo.js";
import { groupBy } from "./groupBy.js";

/** An entity with the range that is meant by it, from `start` up to and without `end`. */
export interface Span {
  readonly entity: tl.MessageEntity;
  readonly start: number;
  readonly end: number;
}

/** The styles among the sorted entities: one type's ranges merged, and cut out where `blocks` hold literal text. */
export function mergeStyles(sorted: readonly tl.MessageEntity[], blocks: readonly tl.MessageEntity[]): Span[] {
  const literals = blocks.filter((block) => kindOf(block).family === "literal");
  const byType = groupBy(
    sorted.filter((entity) => kindOf(entity).family === "style"),
    (entity) => entity._,
  );
  return [...byType.values()].flatMap((styles) => cutOut(mergeTouching(styles), literals));
}

function mergeTouching(sorted: readonly tl.MessageEntity[]): Span[] {
  const merged: Span[] = [];
  for (const entity of sorted) {
    const last = merged.at(-1);
    const end = entity.offset + entity.length;
    if (last === undefined || entity.offset > last.end) merged.push({ entity, start: entity.offset, end });
    else if (end > last.end) merged[merged.length - 1] = { ...last, end };
  }
  return merged;
}

/** Both are sorted and free of overlaps. */
function cutOut(spans: readonly Span[], holes: readonly tl.MessageEntity[]): Span[] {
  const kept: Span[] = [];
  let next = 0;
  for (const { entity, start, end } of spans) {
    let from = start;
    for (; next < holes.length; next++) {
      const hole = holes[next];
      if (hole === undefined || hole.offset >= end) break;
      if (hole.offset > from) kept.push({ entity, start: from, end: hole.offset });
      from = Math.max(from, hole.offset + hole.length);
      // The hole may reach into the next span too.
      if (from > end) break;
    }
    if (from < end) kept.push({ entity, start: from, end });
  }
  return kept;
}

/** Splits the styles where quotes begin and end. `blocks` are sorted. */
export function splitAtQuotes(styles: readonly Span[], blocks: readonly tl.MessageEntity[]): Span[] {
  const quotes = blocks.filter(({ _ }) => _ === "messageEntityBlockquote");
  const edges = [...new Set(quotes.flatMap(({ offset, length }) => [offset, offset + length]))];
  return styles.flatMap(({ entity, start, end }) => {
    const inside = edges.slice(countUpTo(edges, start), countUpTo(edges, end - 1));
    return [start, ...inside].map((from, index) => ({ entity, start: from, end: inside[index] ?? end }));
  });
}
