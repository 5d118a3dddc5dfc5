import type { Readable, Writable } from "node:stream";
import { LineSource } from "./LineSource.js";
import type { Terminal } from "./Terminal.js";

/**
 * Plain lines. As with Python's `input()`, a question ends without a line end, because the one in a
 * transcript is the echo of the Enter key, and a pipe echoes nothing.
 */
export class PipeTerminal implements Terminal {
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #errors: Writable;

  constructor(input: Readable, output: Writable, errors: Writable) {
    this.#input = input;
    this.#output = output;
    this.#errors = errors;
  }

  async ask(message: string, options: { readonly signal: AbortSignal }): Promise<string> {
    this.#output.write(message);
    return await LineSource.of(this.#input).next(message.trim(), options.signal);
  }

  explain(text: string): void {
    this.#errors.write(`${text}\n`);
  }

  print(line: string): void {
    this.#output.write(`${line}\n`);
  }
}
