import { ConnectionError } from "../errors/index.js";

/** The server has refused to bind a temporary key to the permanent one (spec/mtproto.md §7.3): another one is made. */
export class BindingRefused extends ConnectionError {
  constructor(dcId: number, errorCode: number, text: string) {
    const reason = text === "" ? "without a reason" : `with ${errorCode} ${text}`;
    super(`DC ${dcId} refused a temporary key ${reason}`);
  }
}
