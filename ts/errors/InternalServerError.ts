import { RpcError } from "./RpcError.js";

/** 500: Telegram failed; the call was repeated as often as it is safe. */
export class InternalServerError extends RpcError {
  override readonly name: string = "InternalServerError";
}
