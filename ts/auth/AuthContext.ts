import type { tl, TlRequest, TlResult } from "../tl/index.js";
import type { FutureAuthTokens } from "./FutureAuthTokens.js";
import type { SignInState } from "./SignInState.js";
import type { Authorized } from "./SignInStep.js";

/** What signing in needs from the client. */
export interface AuthContext {
  /** The application's own pair from my.telegram.org. */
  readonly apiId: number;
  readonly apiHash: string;
  /** Outlives the session; without it Telegram asks for a code at every sign-in. */
  readonly futureAuthTokens?: FutureAuthTokens;

  /**
   * Makes a call. PHONE_/NETWORK_/USER_MIGRATE is followed beneath (spec/client.md §1.11), short flood waits
   * are slept through; other refusals arrive as `RpcError`.
   */
  invoke<R extends TlRequest>(request: R, options?: { readonly signal?: AbortSignal }): Promise<TlResult<R>>;

  /**
   * The stored state. Null when there is none, and when the auth key was made anew since: a
   * phone_code_hash belongs to the key that asked for it.
   */
  loadSignIn(): Promise<SignInState | null>;
  /** Durable when resolved; null removes it. */
  saveSignIn(state: SignInState | null): Promise<void>;

  /** Stores user id and is_bot and removes the sign-in state, in one transaction. */
  completeSignIn(authorization: Authorized): Promise<tl.User>;
}
