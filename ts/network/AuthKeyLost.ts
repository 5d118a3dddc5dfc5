import { ConnectionError } from "../errors/index.js";

/** The server has forgotten the auth key, and with it all that it was told under it; a new one is being made. */
export class AuthKeyLost extends ConnectionError {
  /** Whether the call, before the key was forgotten, may have been carried out. */
  declare readonly mayHaveRun: boolean;

  constructor(dcId: number, mayHaveRun: boolean) {
    super(`DC ${dcId} forgot the auth key; a new one is being made`, { mayHaveRun });
  }
}
