import { ConnectionError } from "../errors/index.js";

/** The server has forgotten the auth key, so nothing that was sent under it was carried out; a new one is being made. */
export class AuthKeyLost extends ConnectionError {
  constructor(dcId: number) {
    super(`DC ${dcId} forgot the auth key; a new one is being made`);
  }
}
