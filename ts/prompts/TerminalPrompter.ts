import type { Readable, Writable } from "node:stream";
import { ReadStream, WriteStream } from "node:tty";
import type { Prompter, PromptOptions } from "../auth/Prompter.js";
import type {
  ConfirmPhoneQuestion,
  ConfirmRecoveryQuestion,
  NewPassword,
  NewPasswordQuestion,
  PasswordQuestion,
  PhoneCodeQuestion,
  Question,
  SignUpNames,
  SignUpQuestion,
} from "../auth/Question.js";
import { inTurn } from "./inTurn.js";
import { PipeTerminal } from "./PipeTerminal.js";
import { ScreenTerminal } from "./ScreenTerminal.js";
import type { Terminal, TerminalAskOptions } from "./Terminal.js";
import { confirmRecoveryWording, isYes, passwordWording, phoneCodeWording, WORDING } from "./wording.js";

export interface TerminalPrompterOptions {
  /** @default process.stdin */
  readonly input?: Readable | undefined;
  /** The transcript. @default process.stdout */
  readonly output?: Writable | undefined;
  /** Explanations. @default process.stderr */
  readonly errors?: Writable | undefined;
  /** Do not show passwords while they are typed; without meaning on a pipe. @default true */
  readonly hidePassword?: boolean | undefined;
}

/** Asks in the terminal: plain lines when standard input is a pipe or a file, editable ones on a TTY. */
export class TerminalPrompter implements Prompter {
  readonly #options: TerminalPrompterOptions;
  /** Opened with the first question: a program that asks nothing leaves standard input alone. */
  #terminal: Terminal | null = null;

  constructor(options: TerminalPrompterOptions = {}) {
    this.#options = options;
  }

  async phoneNumber(_: Question, options: PromptOptions): Promise<string> {
    return await this.#ask(WORDING.phoneNumber, options);
  }

  async confirmPhone(question: ConfirmPhoneQuestion, options: PromptOptions): Promise<boolean> {
    return await this.#confirm(WORDING.confirmPhone(question.phoneNumber), options, "Is the phone number correct? (y/n):");
  }

  async botToken(_: Question, options: PromptOptions): Promise<string> {
    return await this.#ask(WORDING.botToken, options);
  }

  async phoneCode(question: PhoneCodeQuestion, options: PromptOptions): Promise<string> {
    return await this.#ask(phoneCodeWording(question), options);
  }

  async emailAddress(_: Question, options: PromptOptions): Promise<string> {
    return await this.#ask(WORDING.emailAddress, options);
  }

  async emailCode(_: Question, options: PromptOptions): Promise<string> {
    return await this.#ask(WORDING.emailCode, options);
  }

  async confirmEmailReset(_: Question, options: PromptOptions): Promise<boolean> {
    return await this.#confirm(WORDING.confirmEmailReset, options);
  }

  async password(question: PasswordQuestion, options: PromptOptions): Promise<string> {
    return await this.#askSecret(passwordWording(question), options);
  }

  async confirmRecovery(question: ConfirmRecoveryQuestion, options: PromptOptions): Promise<boolean> {
    return await this.#confirm(confirmRecoveryWording(question), options);
  }

  async recoveryCode(_: Question, options: PromptOptions): Promise<string> {
    return await this.#ask(WORDING.recoveryCode, options);
  }

  async newPassword(_: NewPasswordQuestion, options: PromptOptions): Promise<NewPassword | null> {
    for (;;) {
      const password = await this.#askSecret(WORDING.newPassword, options);
      if (password === "") return null;
      if ((await this.#askSecret(WORDING.newPasswordAgain, options)) === password) {
        return { password, hint: await this.#ask(WORDING.passwordHint, options) };
      }
      this.notify("The two passwords differ.");
    }
  }

  async signUp(question: SignUpQuestion, options: PromptOptions): Promise<SignUpNames | null> {
    const { terms } = question;
    if (terms !== null) {
      this.notify(`\n${terms.text}\n`);
      if (!(await this.#confirm(WORDING.agree, options))) return null;
      if (terms.minAge !== null && !(await this.#confirm(WORDING.age(terms.minAge), options))) return null;
    }
    const firstName = await this.#ask(WORDING.firstName, options);
    return { firstName, lastName: await this.#ask(WORDING.lastName, options) };
  }

  notify(text: string): void {
    (this.#options.errors ?? process.stderr).write(`${text}\n`);
  }

  signedIn(): void {
    (this.#options.output ?? process.stdout).write(`${WORDING.signedIn}\n`);
  }

  async #ask(message: string, options: PromptOptions, what: string = message.trim()): Promise<string> {
    return (await this.#put(message, { isHidden: false, what, signal: options.signal })).trim();
  }

  /** Not trimmed: spaces may be part of a password. */
  async #askSecret(message: string, options: PromptOptions): Promise<string> {
    const isHidden = this.#options.hidePassword ?? true;
    return await this.#put(message, { isHidden, what: message.trim(), signal: options.signal });
  }

  async #put(message: string, options: TerminalAskOptions): Promise<string> {
    const terminal = (this.#terminal ??= openTerminal(this.#options));
    return await inTurn(this.#options.input ?? process.stdin, () => terminal.ask(message, options));
  }

  async #confirm(message: string, options: PromptOptions, what?: string): Promise<boolean> {
    return isYes(await this.#ask(message, options, what));
  }
}

/** A screen wants a TTY on both sides; with standard output redirected, standard error may be the other one. */
function openTerminal(options: TerminalPrompterOptions): Terminal {
  const { input = process.stdin, output = process.stdout, errors = process.stderr } = options;
  const screen = [output, errors].find((stream) => stream instanceof WriteStream);
  if (input instanceof ReadStream && screen instanceof WriteStream) return new ScreenTerminal(input, screen);
  return new PipeTerminal(input, output);
}
