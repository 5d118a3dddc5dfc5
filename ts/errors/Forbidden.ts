import { RpcError } from "./RpcError.js";

/** 403: The account may not do this. */
export class Forbidden extends RpcError {
  override readonly name: string = "Forbidden";
}
