/** Collects what is written, and knows how it ends. */
export class Output {
  readonly #parts: string[] = [];
  #end = "";

  write(part: string): void {
    if (part === "") return;
    this.#parts.push(part);
    this.#end = part.length > 1 ? part.slice(-2) : this.#end.slice(-1) + part;
  }

  /** The last two code units. */
  get end(): string {
    return this.#end;
  }

  toString(): string {
    return this.#parts.join("");
  }
}
