export { decode, decodeResult, type TlValue } from "./decode.js";
export { describeError, type ErrorDescription } from "./describeError.js";
export { encode } from "./encode.js";
export { isMethod } from "./isMethod.js";
export { LAYER } from "./generated/layer.js";
export type { RpcErrorName } from "./generated/errorNames.js";
export type { TlExact, TlMethod, TlResult } from "./invoke.js";
export type { TlObject, TlRequest, TlRequests, TlResults } from "./generated/types.js";
export type * as tl from "./generated/types.js";
