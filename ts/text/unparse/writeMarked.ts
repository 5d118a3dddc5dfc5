import type { tl } from "../../tl/index.js";
import type { Dialect, Marks, Place } from "./Dialect.js";
import { Output } from "./Output.js";

/** Writes a text with marks for its entities, which are sorted and properly nested. Without recursion. */
export function writeMarked(dialect: Dialect, text: string, entities: readonly tl.MessageEntity[]): string {
  const around: tl.MessageEntity[] = [];
  const open: (Marks | null)[] = [];
  const prepared = dialect.prepare(entities, text);
  const starts = new Set(prepared.map(({ offset }) => offset));
  const place: Place = { text, output: new Output(), around, marks: open, quoteEnd: -1, starts };
  let index = 0;

  const advance = (to: number): void => {
    if (to > index) place.output.write(dialect.escape(text.slice(index, to), place));
    index = to;
  };
  const closeUntil = (limit: number): void => {
    for (let last = around.at(-1); last !== undefined && last.offset + last.length <= limit; last = around.at(-1)) {
      const end = last.offset + last.length;
      advance(end);
      around.pop();
      const close = open.pop()?.close ?? "";
      place.output.write(typeof close === "string" ? close : close(place));
      if (last._ === "messageEntityBlockquote") place.quoteEnd = end;
    }
  };

  for (const entity of prepared) {
    closeUntil(entity.offset);
    advance(entity.offset);
    const marks = dialect.marks(entity, place);
    if (marks !== null) place.output.write(marks.open);
    around.push(entity);
    open.push(marks);
  }
  closeUntil(text.length);
  advance(text.length);
  return place.output.toString();
}

/** Code is written as it is, marks of lines in it are content. */
export function isCode({ _ }: tl.MessageEntity): boolean {
  return _ === "messageEntityCode" || _ === "messageEntityPre";
}
