import { NotSupportedError } from "../errors/index.js";
import type { ObjectClient } from "../types/index.js";
import { HandlerMethods } from "./HandlerMethods.js";

/** What the bound methods of objects call and this version does not have yet: each rejects, saying so. */
export abstract class MissingMethods extends HandlerMethods implements Pick<ObjectClient, "downloadMedia"> {
  /** @throws NotSupportedError: this version downloads no files */
  async downloadMedia(): Promise<string | Uint8Array> {
    throw new NotSupportedError("this version downloads no files: call upload.getFile by invoke");
  }
}
