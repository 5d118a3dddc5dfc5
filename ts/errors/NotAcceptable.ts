import { RpcError } from "./RpcError.js";

/** 406: Refused, and not to be repeated automatically. */
export class NotAcceptable extends RpcError {
  override readonly name: string = "NotAcceptable";
}
