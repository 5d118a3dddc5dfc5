import { RpcError } from "./RpcError.js";

/** 420: Too many calls of this kind: `value` is the wait in seconds. */
export class Flood extends RpcError {
  override readonly name: string = "Flood";
}
