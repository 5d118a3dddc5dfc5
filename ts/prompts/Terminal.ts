/** Where a terminal prompter puts its questions: lines on a pipe, or a person's screen. */
export interface Terminal {
  /**
   * Shows `message` and takes one line. The line is not trimmed.
   * @param isHidden what is typed must not be seen
   * @throws {PromptError} at the end of the input; `GaveUpError` when the person wants to leave
   */
  ask(message: string, options: { readonly isHidden: boolean; readonly signal: AbortSignal }): Promise<string>;
  /** An explanation, on standard error: standard output is the transcript alone. */
  explain(text: string): void;
  /** A line of the transcript. */
  print(line: string): void;
}
