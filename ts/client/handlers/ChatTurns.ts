import { parseMarkedId, type PeerKind } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import type { ListenerPlace } from "../../types/index.js";
import { chatKey } from "../../updates/chatKey.js";

interface Turn {
  readonly update: tl.Update;
  end: () => void;
}

const KEY_LETTERS: Readonly<Record<PeerKind, string>> = { user: "u", group: "g", channel: "c", monoforum: "c", secret: "s" };

/**
 * The next update of a chat comes when the handlers of the one before are done. A handler that waits for an answer would
 * wait for ever: so its turn ends when the waiting begins. From then on the update counts as handled, and the answer may come.
 */
export class ChatTurns {
  readonly #turns = new Set<Turn>();

  /** Resolves when `handle` is done, or when somebody begins to wait for an update of the same chat. */
  take(update: tl.Update, handle: () => Promise<void>): Promise<void> {
    const turn: Turn = { update, end: () => {} };
    this.#turns.add(turn);
    return new Promise((resolve, reject) => {
      // Before anything is handled: a handler may wait at once.
      turn.end = resolve;
      // The only reaction: whether a handler stops the client is told by the frames of those who await it.
      this.#handle(turn, handle).then(resolve, reject);
    });
  }

  /** Ends the turns of the chats in which somebody begins to wait; of all when that is not said. */
  yieldTo({ chatId }: ListenerPlace): void {
    const keys = chatId === undefined ? null : (typeof chatId === "number" ? [chatId] : chatId).map(keyOf);
    for (const turn of this.#turns) if (keys === null || keys.includes(chatKey(turn.update))) turn.end();
  }

  async #handle(turn: Turn, handle: () => Promise<void>): Promise<void> {
    try {
      await handle();
    } finally {
      this.#turns.delete(turn);
    }
  }
}

/** As `chatKey` has it, of a marked id. */
function keyOf(chatId: number): string | null {
  const parsed = parseMarkedId(chatId);
  return parsed === null ? null : `${KEY_LETTERS[parsed.kind]}${parsed.bareId}`;
}
