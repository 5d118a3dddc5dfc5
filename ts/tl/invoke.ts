import type { TlRequest, TlRequests, TlResults, TlWrapper } from "./generated/types.js";

/** Name of a method of the API. */
export type TlMethod = keyof TlRequests;

/** What a call answers: unknown when the call itself is only known to be one of the schema; a wrapper (invokeWithLayer …) answers what its inner call does. */
export type TlResult<R extends TlRequest> = [TlRequest] extends [R] ? unknown : R extends { readonly _: TlWrapper; readonly query: infer Q extends TlRequest } ? TlResult<Q> : TlResults[R["_"]];
