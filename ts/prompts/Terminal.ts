/** How a terminal prompter gets an answer: from lines on a pipe, or from a person at a screen. */
export interface Terminal {
  /**
   * Shows `message` and takes one line, which is not trimmed.
   * @throws {PromptError} at the end of the input; `GaveUpError` when the person wants to leave
   */
  ask(message: string, options: TerminalAskOptions): Promise<string>;
}

export interface TerminalAskOptions {
  /** What is typed must not be seen. */
  readonly isHidden: boolean;
  /** The question as it may stand in an error: without the phone number. */
  readonly what: string;
  readonly signal: AbortSignal;
}
