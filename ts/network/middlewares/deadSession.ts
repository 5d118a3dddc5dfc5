import { RpcError, SessionDeadError, type SessionDeath } from "../../errors/index.js";
import type { Call, Middleware } from "../pipeline.js";

/** Texts that end the account's sessions, whichever DC says so (spec/client.md §1.9). */
const ENDS_ALL: ReadonlyMap<string, SessionDeath> = new Map([
  ["SESSION_REVOKED", "revoked"],
  ["SESSION_EXPIRED", "revoked"],
  ["USER_DEACTIVATED", "account-deleted"],
  ["USER_DEACTIVATED_BAN", "account-banned"],
]);

/** Texts about the key of one DC: only that of the home DC is the account's way in. */
const ENDS_KEY: ReadonlyMap<string, SessionDeath> = new Map([
  ["AUTH_KEY_UNREGISTERED", "signed-out"],
  ["AUTH_KEY_INVALID", "revoked"],
  ["AUTH_KEY_DUPLICATED", "used-twice"],
]);

export interface DeadSessionOptions {
  /** Before anybody is signed in these are ordinary answers. */
  readonly isSignedIn: () => boolean;
  readonly isHome: (dcId: number | null) => boolean;
  /** Told the first time. Nothing must be sent any more. */
  readonly onDead: (error: SessionDeadError) => void;
}

/** Recognises that Telegram has ended the session, and says so once. */
export function deadSession({ isSignedIn, isHome, onDead }: DeadSessionOptions): Middleware {
  let dead: SessionDeadError | null = null;
  return async (call, next) => {
    try {
      return await next(call);
    } catch (error) {
      if (!isSignedIn()) throw error;
      const found = deathOf(error, call, isHome);
      if (found === null) throw error;
      if (dead === null) {
        dead = found;
        onDead(dead);
      }
      throw dead;
    }
  };
}

function deathOf(error: unknown, { dcId, purpose }: Call, isHome: (dcId: number | null) => boolean): SessionDeadError | null {
  if (!(error instanceof RpcError) || (error.code !== 401 && error.code !== 406) || purpose === "cdn") return null;
  const { code, text, method, mayHaveRun } = error;
  const reason = ENDS_ALL.get(text) ?? (isHome(dcId) ? ENDS_KEY.get(text) : undefined);
  return reason === undefined ? null : new SessionDeadError({ reason, code, text, method, mayHaveRun });
}
