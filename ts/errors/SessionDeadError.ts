import { RpcError } from "./RpcError.js";

/** Why a session is over for good. */
export type SessionDeath = "signed-out" | "revoked" | "account-deleted" | "account-banned" | "used-twice";

/** What each means, and what helps. */
const WORDS: Readonly<Record<SessionDeath, { readonly what: string; readonly remedy: string }>> = {
  "signed-out": {
    what: "This session is not signed in any more",
    remedy: "Sign in again: move the session file away and start, or call connect() and signIn() on it",
  },
  revoked: {
    what: "This session was ended on another device",
    remedy: "Sign in again: move the session file away and start",
  },
  "account-deleted": {
    what: "This account was deleted",
    remedy: "Sign in with another account",
  },
  "account-banned": {
    what: "Telegram has banned this account",
    remedy: "Write to recover@telegram.org if that is a mistake; signing in again does not help",
  },
  "used-twice": {
    what: "This session was used twice at the same time, from two places, and Telegram closed it for good",
    remedy:
      "Sign in again, and keep one session file for each machine: a copied file or session string is the same session. Two programs on one machine are kept apart by the lock of the file",
  },
};

export interface SessionDeadFields {
  readonly reason: SessionDeath;
  /** As Telegram sent it: 401 or 406. */
  readonly code: number;
  /** As Telegram sent it, for example `SESSION_REVOKED`. */
  readonly text: string;
  /** TL name of the call that was answered so. */
  readonly method: string;
  /** Of the call whose end this is. */
  readonly mayHaveRun?: boolean | null;
}

/**
 * Telegram has ended the session: no call can succeed until somebody signs in again. It is told once; the calls
 * under way and all later ones are rejected with it, and nothing more is sent. The session file is left as it is.
 */
export class SessionDeadError extends RpcError {
  override readonly name: string = "SessionDeadError";
  readonly reason: SessionDeath;
  /** What the user can do, one sentence. */
  readonly remedy: string;

  constructor({ reason, ...fields }: SessionDeadFields) {
    const { what, remedy } = WORDS[reason];
    super({ ...fields, description: `${what}. ${remedy}` });
    this.reason = reason;
    this.remedy = remedy;
  }
}
