import { decode, type TlObject, type TlValue } from "../tl/index.js";
import { isUpdates, type UpdatesRunner } from "../updates/index.js";
import type { Logger } from "./Logger.js";

/** Reads what the server has pushed. What this layer does not know is skipped: the connection goes on, and a difference repairs it. */
export function receivePush(body: Uint8Array, updates: UpdatesRunner, logger: Logger): void {
  let object: TlObject | TlValue;
  try {
    object = decode(body);
  } catch (error) {
    return updates.receiveUnreadable(error);
  }
  if (isUpdates(object)) updates.receive(object);
  else logger.debug(`the server pushed ${typeof object === "object" && "_" in object ? object._ : typeof object}, which is no update`);
}
