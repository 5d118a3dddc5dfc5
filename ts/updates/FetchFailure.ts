/** Why a difference could not be had. */
export type FetchFailure =
  /** Try again later; `waitMs` when the server has said how much later. */
  | { readonly kind: "retry"; readonly waitMs?: number }
  /** PERSISTENT_TIMESTAMP_INVALID or _EMPTY: the server does not know our counters. */
  | { readonly kind: "timestamp" }
  /** The channel is private, or gone. */
  | { readonly kind: "inaccessible" }
  /** An answer came and does not fit the schema. */
  | { readonly kind: "unreadable" }
  /** 401: nobody is signed in any more. */
  | { readonly kind: "signedOut" };
