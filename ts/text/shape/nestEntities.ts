import type { tl } from "../../tl/index.js";
import { kindOf, sortEntities } from "./entityKind.js";
import { groupBy } from "./groupBy.js";
import { mergeStyles, splitAtQuotes, type Span } from "./mergeStyles.js";

/**
 * The same formatting as the server has it (spec/client.md §6.2, 2 and 3): sorted, every entity wholly inside or wholly
 * outside of any other. Empty ones are dropped; styles of one type are merged where they overlap or touch, and split
 * where they cross others; of other entities that conflict the earlier or longer one is kept. Time O(n log n). The
 * entities given are left as they are.
 */
export function nestEntities(entities: readonly tl.MessageEntity[]): tl.MessageEntity[] {
  return nest(entities, (styles) => styles);
}

/**
 * The same, with styles split where quotes begin and end, so that nothing is around a quote. For forms of writing that
 * mark lines as a quote. {@link nestEntities} merges the parts again, because they touch.
 */
export function nestInQuotes(entities: readonly tl.MessageEntity[]): tl.MessageEntity[] {
  return nest(entities, splitAtQuotes);
}

type SplitStyles = (styles: readonly Span[], blocks: readonly tl.MessageEntity[]) => readonly Span[];

function nest(entities: readonly tl.MessageEntity[], split: SplitStyles): tl.MessageEntity[] {
  if (entities.length === 0) return [];
  const sorted = sortEntities(entities.filter(({ length }) => length > 0));
  const blocks = keepBlocks(sorted);
  const styles = split(mergeStyles(sorted, blocks), blocks);
  return sortEntities(splitCrossing([...blocks.map(spanOf), ...styles]));
}

/** What is no style, without what intersects something earlier. */
function keepBlocks(sorted: readonly tl.MessageEntity[]): tl.MessageEntity[] {
  let quoteEnd = 0;
  let blockEnd = 0;
  return sorted.filter((entity) => {
    const { family } = kindOf(entity);
    if (family === "style") return false;
    const end = entity.offset + entity.length;
    if (entity.offset < blockEnd) return false;
    if (family === "quote") {
      if (entity.offset < quoteEnd) return false;
      quoteEnd = end;
    } else {
      if (entity.offset < quoteEnd && end > quoteEnd) return false;
      blockEnd = end;
    }
    return true;
  });
}

function spanOf(entity: tl.MessageEntity): Span {
  return { entity, start: entity.offset, end: entity.offset + entity.length };
}

/** A span, or a part of a split one, that holds the position of the sweep. */
interface Open {
  readonly span: Span;
  readonly start: number;
  /** Where this part ends: never behind the part that it is in. */
  readonly end: number;
}

/**
 * Sweeps over all ends and starts with a stack of what is open. Five styles, a quote and a block can be open at once, so
 * each step is cheap.
 */
function splitCrossing(spans: readonly Span[]): tl.MessageEntity[] {
  const starting = groupBy(spans, ({ start }) => start);
  const points = [...new Set(spans.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const result: tl.MessageEntity[] = [];
  const stack: Open[] = [];

  /** Ends the innermost part. What is left of its span starts again. */
  const close = (at: number, again: Span[]): void => {
    const open = stack.pop();
    if (open === undefined) return;
    if (at > open.start) result.push({ ...open.span.entity, offset: open.start, length: at - open.start });
    if (open.span.end > at) again.push(open.span);
  };

  for (const at of points) {
    const opening: Span[] = [];
    while ((stack.at(-1)?.end ?? Infinity) <= at) close(at, opening);
    opening.push(...(starting.get(at) ?? []));
    // A block is never split, so that the styles that end in it give way.
    const blockEnd = Math.max(0, ...opening.filter(({ entity }) => kindOf(entity).family !== "style").map(({ end }) => end));
    while ((stack.at(-1)?.end ?? Infinity) < blockEnd) close(at, opening);
    opening.sort((a, b) => b.end - a.end || kindOf(a.entity).priority - kindOf(b.entity).priority);
    for (const span of opening) stack.push({ span, start: at, end: Math.min(span.end, stack.at(-1)?.end ?? Infinity) });
  }
  return result;
}
