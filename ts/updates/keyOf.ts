import type { tl } from "../tl/index.js";
import { positionOf } from "./positionOf.js";

/**
 * What tells an update from all others of its box, whether it comes by itself or in a difference, which names no
 * counter for new messages.
 */
export function keyOf(update: tl.Update): string | null {
  switch (update._) {
    case "updateNewMessage":
    case "updateNewChannelMessage":
      return `m${update.message.id}`;
    case "updateNewEncryptedMessage":
      return encryptedKey(update.message);
    default: {
      const position = positionOf(update);
      if (position === null) return null;
      return position.counter === "qts" ? `q${position.at}` : `p${position.at}`;
    }
  }
}

export function encryptedKey({ chatId, randomId }: tl.EncryptedMessage): string {
  return `e${chatId}:${randomId}`;
}
