import { RpcError } from "../../ts/errors/index.js";
import type { AuthContext } from "../../ts/auth/AuthContext.js";
import type { SignInState } from "../../ts/auth/SignInState.js";
import type { Authorized } from "../../ts/auth/SignInStep.js";
import type { Srp } from "../../ts/auth/Srp.js";
import { decodeSignIn, encodeSignIn } from "../../ts/auth/storedSignIn.js";
import type { tl, TlRequest, TlResult } from "../../ts/tl/index.js";

type Method = TlRequest["_"];
type RequestOf<M extends Method> = Extract<TlRequest, { readonly _: M }>;

/** An answer to a call: a result, or `"400 PHONE_CODE_INVALID"`. */
type Reply<M extends Method> = TlResult<RequestOf<M>> | string | Error;

export interface Scripted {
  readonly method: Method;
  readonly reply: unknown;
}

/** The next call must be `method`, and gets this answer. */
export function on<M extends Method>(method: M, reply: Reply<M>): Scripted {
  return { method, reply };
}

/** SRP without arithmetic: the proof shows the password, so that tests can read what was proved. */
export const READABLE_SRP: Srp = {
  answer: (password) => Promise.resolve({ a: new Uint8Array(256), m1: Buffer.from(password) }),
  verifier: (password) => Promise.resolve(Buffer.from(password)),
};

/** Telegram and the session file of one account, as far as signing in sees them: answers come from a script. */
export class FakeTelegram implements AuthContext {
  readonly apiId = 12345;
  readonly apiHash = "0123456789abcdef0123456789abcdef";
  /** Every request so far. */
  readonly calls: TlRequest[] = [];
  readonly tokens: Uint8Array[] = [];
  readonly futureAuthTokens = {
    load: (): Promise<readonly Uint8Array[]> => Promise.resolve([...this.tokens]),
    save: (tokens: readonly Uint8Array[]): Promise<void> => {
      this.tokens.splice(0, this.tokens.length, ...tokens);
      return Promise.resolve();
    },
  };
  /** The state in the session file. */
  stored: Uint8Array | null = null;
  completed: Authorized | null = null;
  readonly #script: Scripted[];

  constructor(...script: readonly Scripted[]) {
    this.#script = [...script];
  }

  /** Adds to the script. */
  also(...script: readonly Scripted[]): void {
    this.#script.push(...script);
  }

  get methods(): readonly Method[] {
    return this.calls.map((call) => call._);
  }

  /** How much of the script was not played. */
  get left(): readonly Method[] {
    return this.#script.map((scripted) => scripted.method);
  }

  /** The last call of a method. */
  last<M extends Method>(method: M): RequestOf<M> | undefined {
    return this.calls.findLast((call): call is RequestOf<M> => call._ === method);
  }

  invoke<R extends TlRequest>(request: R, options?: { readonly signal?: AbortSignal }): Promise<TlResult<R>> {
    if (options?.signal?.aborted) return Promise.reject(options.signal.reason);
    this.calls.push(request);
    const next = this.#script.shift();
    if (next?.method !== request._) throw new Error(`Unscripted call of ${request._}; expected ${next?.method ?? "none"}.`);
    if (next.reply instanceof Error) return Promise.reject(next.reply);
    if (typeof next.reply === "string") return Promise.reject(rpcError(next.reply, request._));
    return Promise.resolve(next.reply as TlResult<R>);
  }

  loadSignIn(): Promise<SignInState | null> {
    return Promise.resolve(decodeSignIn(this.stored));
  }

  saveSignIn(state: SignInState | null): Promise<void> {
    this.stored = encodeSignIn(state);
    return Promise.resolve();
  }

  completeSignIn(authorization: Authorized): Promise<tl.User> {
    this.completed = authorization;
    this.stored = null;
    return Promise.resolve(authorization.user);
  }
}

/** `"420 FLOOD_WAIT_30"` as the error that a call rejects with. */
export function rpcError(reply: string, method = "auth.sendCode"): RpcError {
  const [code, text = ""] = reply.split(" ");
  return new RpcError({ code: Number(code), text, method });
}
