import { RpcError } from "./RpcError.js";

/** 400: The call is wrong as it was made. */
export class BadRequest extends RpcError {
  override readonly name: string = "BadRequest";
}
