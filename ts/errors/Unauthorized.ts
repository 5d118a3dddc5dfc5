import { RpcError } from "./RpcError.js";

/** 401: The auth key is not signed in, or Telegram ended the session. */
export class Unauthorized extends RpcError {
  override readonly name: string = "Unauthorized";
}
