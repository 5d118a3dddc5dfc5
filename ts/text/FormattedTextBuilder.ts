import type { tl } from "../tl/index.js";
import type { FormattedText } from "./FormattedText.js";
import { nestEntities } from "./shape/nestEntities.js";

/** A bound, so that links within links within links cost no more than their text. */
const MAX_ADDRESS = 2048;

/** Collects the text and the entities that a parser finds. */
export class FormattedTextBuilder {
  readonly #entities: tl.MessageEntity[] = [];
  readonly #parts: string[] = [];
  #length = 0;

  /** Length of the text so far: the offset of what comes next. */
  get length(): number {
    return this.#length;
  }

  addText(text: string): void {
    if (text === "") return;
    this.#parts.push(text);
    this.#length += text.length;
  }

  /** The text from this offset on, or nothing if it is longer than an address can be. */
  textSince(offset: number): string {
    if (this.#length - offset > MAX_ADDRESS) return "";
    let first = this.#parts.length;
    for (let at = this.#length; at > offset && first > 0; first--) at -= this.#parts[first - 1]?.length ?? 0;
    return this.#parts.slice(first).join("");
  }

  /** Adds the text and its entities. */
  addFormatted({ text, entities }: FormattedText): void {
    for (const entity of entities) this.#entities.push({ ...entity, offset: entity.offset + this.#length });
    this.addText(text);
  }

  addEntity(entity: tl.MessageEntity): void {
    this.#entities.push(entity);
  }

  build(): FormattedText {
    return { text: this.#parts.join(""), entities: nestEntities(this.#entities) };
  }
}
