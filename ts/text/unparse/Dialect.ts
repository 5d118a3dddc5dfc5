import type { tl } from "../../tl/index.js";
import type { Output } from "./Output.js";

/** Where something is written, for the rules that depend on what is around it. */
export interface Place {
  /** The whole text. */
  readonly text: string;
  /** What is written so far. */
  readonly output: Output;
  /** What is open, the innermost last. */
  readonly around: readonly tl.MessageEntity[];
  /** The marks of what is open. */
  readonly marks: readonly (Marks | null)[];
  /** Where the last quote ended in the text, or -1. */
  quoteEnd: number;
  /** Where entities begin in the text. */
  readonly starts: ReadonlySet<number>;
}

/** How a parse mode writes formatting. */
export interface Dialect {
  /** The entities in the shape that this mode can write, sorted and properly nested. */
  prepare(entities: readonly tl.MessageEntity[], text: string): tl.MessageEntity[];
  /** The mark that begins the entity, and the one that ends it; `null` to leave its text plain. */
  marks(entity: tl.MessageEntity, place: Place): Marks | null;
  /** Text between marks, escaped. */
  escape(text: string, place: Place): string;
}

export interface Marks {
  readonly open: string;
  readonly close: string | ((place: Place) => string);
}
