/** Exit statuses of the `heliogram` command. */
export const ExitStatus = {
  ok: 0,
  /** The command was understood and failed. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** The session is not signed in. */
  notSignedIn: 3,
} as const;

/** The command line is wrong; the message says how. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A subcommand: its page of help and what it does. */
export interface Command {
  readonly name: string;
  /** Shown in the list of commands. */
  readonly summary: string;
  /** Whole page for `--help`. */
  readonly help: string;
  /** Resolves to the exit status. @throws UsageError */
  run(args: readonly string[]): Promise<number>;
}
