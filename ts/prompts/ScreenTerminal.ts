import type { ReadStream, WriteStream } from "node:tty";
import type { Writable } from "node:stream";
import { GaveUpError } from "../auth/Prompter.js";
import type { Terminal } from "./Terminal.js";

/**
 * A person's terminal, through the `prompts` package. It puts the terminal into raw mode only while a
 * question is open, and takes Ctrl-C, Ctrl-D and Escape as the wish to leave.
 */
export class ScreenTerminal implements Terminal {
  readonly #input: ReadStream;
  readonly #output: WriteStream;
  readonly #errors: Writable;

  constructor(input: ReadStream, output: WriteStream, errors: Writable) {
    this.#input = input;
    this.#output = output;
    this.#errors = errors;
  }

  async ask(message: string, options: { readonly isHidden: boolean; readonly signal: AbortSignal }): Promise<string> {
    // Loaded on first use: programs that are signed in, and bots, never need it.
    const { default: prompts } = await import("prompts");
    options.signal.throwIfAborted();
    const input = this.#input;
    // The package has no other way to close a question from outside; this restores the terminal as Ctrl-C does.
    const close = (): boolean => input.emit("keypress", "", { name: "c", ctrl: true });
    options.signal.addEventListener("abort", close, { once: true });
    try {
      const answers: { readonly answer?: unknown } = await prompts({
        type: options.isHidden ? "invisible" : "text",
        name: "answer",
        message: message.trimEnd(),
        stdin: input,
        stdout: this.#output,
      });
      options.signal.throwIfAborted();
      if (typeof answers.answer !== "string") throw new GaveUpError(`"${message.trim()}" was left unanswered: the sign-in was given up.`);
      return answers.answer;
    } finally {
      options.signal.removeEventListener("abort", close);
    }
  }

  explain(text: string): void {
    this.#errors.write(`${text}\n`);
  }

  print(line: string): void {
    this.#output.write(`${line}\n`);
  }
}
