import type { ReadStream, WriteStream } from "node:tty";
import { GaveUpError } from "../auth/Prompter.js";
import type { Terminal, TerminalAskOptions } from "./Terminal.js";

/**
 * A person's terminal, through the `prompts` package. It puts the terminal into raw mode only while a
 * question is open, and takes Ctrl-C, Ctrl-D and Escape as the wish to leave.
 */
export class ScreenTerminal implements Terminal {
  readonly #input: ReadStream;
  readonly #output: WriteStream;

  constructor(input: ReadStream, output: WriteStream) {
    this.#input = input;
    this.#output = output;
  }

  async ask(message: string, options: TerminalAskOptions): Promise<string> {
    // Loaded on first use: programs that are signed in, and bots, never need it.
    const { default: prompts } = await import("prompts");
    const { isHidden, what, signal } = options;
    signal.throwIfAborted();
    const input = this.#input;
    // The package has no other way to close a question from outside; this restores the terminal as Ctrl-C does.
    const close = (): boolean => input.emit("keypress", "", { name: "c", ctrl: true });
    signal.addEventListener("abort", close, { once: true });
    input.once("end", close);
    try {
      const type = isHidden ? "invisible" : "text";
      const answers: { readonly answer?: unknown } = await prompts({
        type,
        name: "answer",
        message: message.trimEnd(),
        stdin: input,
        stdout: this.#output,
      });
      signal.throwIfAborted();
      if (typeof answers.answer !== "string") throw new GaveUpError(`The sign-in was given up at "${what}".`);
      return answers.answer;
    } finally {
      signal.removeEventListener("abort", close);
      input.off("end", close);
    }
  }
}
