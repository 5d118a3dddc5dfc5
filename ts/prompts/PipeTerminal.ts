import type { Readable, Writable } from "node:stream";
import { readLine } from "./readLine.js";
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
    options.signal.throwIfAborted();
    this.#output.write(message);
    return await readLine(this.#input, options.what, options.signal);
  }
}
