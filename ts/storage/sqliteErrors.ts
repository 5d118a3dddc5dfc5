import { ClientStateError, SessionFileError, SessionLockedError, type SessionFileProblem } from "../errors/index.js";

/** Codes of crate/node/src/store/fault.rs. */
const PROBLEMS: ReadonlyMap<unknown, SessionFileProblem> = new Map([
  ["ERR_SESSION_FILE_NOT_FOUND", "not-found"],
  ["ERR_SESSION_FILE_UNWRITABLE", "unwritable"],
  ["ERR_SESSION_FILE_EMPTY", "empty"],
  ["ERR_SESSION_FILE_NOT_A_DATABASE", "not-a-database"],
  ["ERR_SESSION_FILE_CORRUPT", "corrupt"],
  ["ERR_SESSION_FILE_TELETHON", "telethon"],
  ["ERR_SESSION_FILE_FOREIGN", "foreign"],
  ["ERR_SESSION_FILE_NEWER_VERSION", "newer-version"],
]);

/** The error class of a failure of the native store; anything else as it is. */
export function toStorageError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const problem = PROBLEMS.get(error.code);
  if (problem !== undefined) return new SessionFileError(problem, path, error.message, { cause: error });
  if (error.code === "ERR_SESSION_LOCKED") return new SessionLockedError(error.message, { cause: error });
  if (error.code === "ERR_NOT_OPEN") return new ClientStateError(`The session file "${path}" is not open.`, { cause: error });
  return error;
}
