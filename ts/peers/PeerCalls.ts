import type { TlExact, TlRequest, TlResult } from "../tl/index.js";

/** What resolving needs of the client. */
export interface PeerCalls {
  /** Makes a call, and lets the cache learn from what it answers. */
  invoke<const R extends TlRequest>(request: TlExact<R>): Promise<TlResult<R>>;
  /** Id of the account; null before the sign-in. */
  readonly selfId: number | null;
  readonly isBot: boolean;
}
