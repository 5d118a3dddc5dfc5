import type { TlRequest, TlRequests, TlResults, TlWrapper } from "./generated/types.js";

/** Name of a method of the API. */
export type TlMethod = keyof TlRequests;

/**
 * What a call answers; a wrapper (invokeWithLayer …) answers what its inner call does. Unknown for a
 * call of which nothing is known but that it is one.
 */
export type TlResult<R extends TlRequest> = [TlRequest] extends [R]
  ? unknown
  : R extends { readonly _: TlWrapper; readonly query: infer Q extends TlRequest }
    ? TlResult<Q>
    : TlResults[R["_"]];

/**
 * A call without fields that its method does not have: an argument of type `R` alone would accept
 * them, since TypeScript looks for excess properties only where no type is inferred. To be used as
 * `invoke<const R extends TlRequest>(request: TlExact<R>): Promise<TlResult<R>>`; the `const` keeps
 * the names of nested constructors exact, without which nothing could be inferred.
 */
export type TlExact<R extends TlRequest> = R & NoInfer<{ readonly [K in Exclude<keyof R, keyof TlRequests[R["_"]]>]: never }>;
