import { decodeSignIn, encodeSignIn, type AuthContext, type Authorized, type SignInState } from "../auth/index.js";
import { SignInError } from "../errors/index.js";
import type { Network } from "../network/index.js";
import type { tl, TlRequest, TlResult } from "../tl/index.js";
import type { SessionStore } from "./SessionStore.js";

export interface ClientAuthNeeds {
  readonly apiId: number;
  /** Null when only the stored session is known: enough to finish a sign-in, not to begin one. */
  readonly apiHash: string | null;
  readonly store: SessionStore;
  readonly network: Network;
}

/** What signing in needs of a client, kept apart from the client's public face. */
export class ClientAuth implements AuthContext {
  readonly apiId: number;
  readonly #needs: ClientAuthNeeds;

  constructor(needs: ClientAuthNeeds) {
    this.apiId = needs.apiId;
    this.#needs = needs;
  }

  get apiHash(): string {
    const { apiHash } = this.#needs;
    if (apiHash === null) throw new SignInError(API_KEY_NEEDED);
    return apiHash;
  }

  invoke<R extends TlRequest>(request: R, options: { readonly signal?: AbortSignal } = {}): Promise<TlResult<R>> {
    return this.#needs.network.invoke(request, options) as Promise<TlResult<R>>;
  }

  async loadSignIn(): Promise<SignInState | null> {
    return decodeSignIn(await this.#needs.store.loadSignIn());
  }

  saveSignIn(state: SignInState | null): Promise<void> {
    return this.#needs.store.saveSignIn(encodeSignIn(state));
  }

  async completeSignIn({ user }: Authorized): Promise<tl.User> {
    await this.#needs.store.completeSignIn(user.id, user._ === "user" && user.bot === true);
    return user;
  }
}

/** Why nothing can be begun without the pair from my.telegram.org. */
export const API_KEY_NEEDED =
  "The API key is required for new authorizations: pass apiId and apiHash, which my.telegram.org gives out";
