import { HeliogramError } from "./HeliogramError.js";

/** A text breaks the rules of its parse mode. Nothing was guessed, and nothing was sent. */
export class TextError extends HeliogramError {
  override readonly name: string = "TextError";
  /** The parse mode whose rule was broken: `"html"` or `"markdownV2"`. */
  readonly mode: string;
  /** Where in the text as it was given: an index of the string, in UTF-16 code units. */
  readonly offset: number;

  constructor(mode: string, offset: number, message: string, options?: ErrorOptions) {
    super("ERR_TEXT", `Cannot parse the text as ${mode}: ${message} at offset ${offset}`, options);
    this.mode = mode;
    this.offset = offset;
  }
}
