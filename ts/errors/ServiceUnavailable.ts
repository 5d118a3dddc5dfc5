import { RpcError } from "./RpcError.js";

/** -503: Telegram did not answer in time. */
export class ServiceUnavailable extends RpcError {
  override readonly name: string = "ServiceUnavailable";
}
