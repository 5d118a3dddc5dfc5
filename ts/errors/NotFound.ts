import { RpcError } from "./RpcError.js";

/** 404: What the call names does not exist. */
export class NotFound extends RpcError {
  override readonly name: string = "NotFound";
}
