import { BadRequest } from "./BadRequest.js";
import { Flood } from "./Flood.js";
import { Forbidden } from "./Forbidden.js";
import { InternalServerError } from "./InternalServerError.js";
import { NotAcceptable } from "./NotAcceptable.js";
import { NotFound } from "./NotFound.js";
import { SeeOther } from "./SeeOther.js";
import { ServiceUnavailable } from "./ServiceUnavailable.js";
import { Unauthorized } from "./Unauthorized.js";
import { RpcError, type RpcErrorFields } from "./RpcError.js";

const CLASS_BY_CODE: ReadonlyMap<number, typeof RpcError> = new Map<number, typeof RpcError>([
  [303, SeeOther],
  [400, BadRequest],
  [401, Unauthorized],
  [403, Forbidden],
  [404, NotFound],
  [406, NotAcceptable],
  [420, Flood],
  [500, InternalServerError],
  [-503, ServiceUnavailable],
]);

/** The error of the class that belongs to the code; RpcError itself for a code of no class. */
export function createRpcError(fields: RpcErrorFields): RpcError {
  const Class = CLASS_BY_CODE.get(fields.code) ?? RpcError;
  return new Class(fields);
}
