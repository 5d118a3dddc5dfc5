import { RpcError } from "./RpcError.js";

/** 303: The data lives on another DC; Heliogram goes there by itself, so this arrives only after too many hops. */
export class SeeOther extends RpcError {
  override readonly name: string = "SeeOther";
}
