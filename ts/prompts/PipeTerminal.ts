import type { Readable, Writable } from "node:stream";
import { LineSource } from "./LineSource.js";
import type { Terminal, TerminalAskOptions } from "./Terminal.js";

/**
 * Plain lines. As with Python's `input()`, a question ends without a line end, because the one in a
 * transcript is the echo of the Enter key, and a pipe echoes nothing.
 */
export class PipeTerminal implements Terminal {
  readonly #input: Readable;
  readonly #output: Writable;

  constructor(input: Readable, output: Writable) {
    this.#input = input;
    this.#output = output;
  }

  async ask(message: string, options: TerminalAskOptions): Promise<string> {
    this.#output.write(message);
    return await LineSource.of(this.#input).next(options.what, options.signal);
  }
}
