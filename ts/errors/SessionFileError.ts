import { HeliogramError } from "./HeliogramError.js";

/** Why a session file was refused. In every case the file is left untouched. */
export type SessionFileProblem =
  | "not-found"
  | "unwritable"
  | "empty"
  | "not-a-database"
  | "corrupt"
  | "telethon"
  | "foreign"
  | "newer-version";

/** The session file cannot be used. */
export class SessionFileError extends HeliogramError {
  override readonly name: string = "SessionFileError";
  readonly problem: SessionFileProblem;
  /** Path of the file as given. */
  readonly path: string;

  constructor(problem: SessionFileProblem, path: string, message: string, options?: ErrorOptions) {
    super("ERR_SESSION_FILE", message, options);
    this.problem = problem;
    this.path = path;
  }
}
