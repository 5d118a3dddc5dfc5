import { parseMarkedId, type PeerKind } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import type { ListenerPlace } from "../../types/index.js";
import { Bag, type Bagged } from "../../updates/Bag.js";
import { chatKey } from "../../updates/chatKey.js";

interface Turn extends Bagged {
  readonly update: tl.Update;
  /** Somebody waits for an update of the chat. */
  isOver: boolean;
  /** Told of that. */
  onOver: () => void;
}

const KEY_LETTERS: Readonly<Record<PeerKind, string>> = { user: "u", group: "g", channel: "c", monoforum: "c", secret: "s" };

/**
 * The next update of a chat comes when the handlers of the one before are done. A handler that waits for an answer would
 * wait for ever: so its turn ends when the waiting begins. From then on the update counts as handled, and the answer may come.
 */
export class ChatTurns {
  readonly #turns = new Bag<Turn>();

  /**
   * Gives nothing when `handle` was done at once, else a promise that resolves when it is, or when somebody begins to wait
   * for an update of the same chat.
   */
  take(update: tl.Update, handle: () => void | Promise<void>): void | Promise<void> {
    const turn: Turn = { update, isOver: false, onOver: () => {}, place: 0 };
    this.#turns.add(turn);
    try {
      const handling = handle();
      if (handling !== undefined) return this.#untilOver(turn, this.#untilDone(turn, handling));
    } catch (error) {
      this.#turns.delete(turn);
      throw error;
    }
    this.#turns.delete(turn);
  }

  /** Ends the turns of the chats in which somebody begins to wait; of all when that is not said. */
  yieldTo({ chatId }: ListenerPlace): void {
    const keys = chatId === undefined ? null : (typeof chatId === "number" ? [chatId] : chatId).map(keyOf);
    for (const turn of this.#turns) {
      if (keys !== null && !keys.includes(chatKey(turn.update))) continue;
      turn.isOver = true;
      turn.onOver();
    }
  }

  #untilOver(turn: Turn, done: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      turn.onOver = resolve;
      // The only reaction: whether a handler stops the client is told by the frames of those who await it.
      done.then(resolve, reject);
      // The handler has begun to wait at once.
      if (turn.isOver) resolve();
    });
  }

  async #untilDone(turn: Turn, handling: Promise<void>): Promise<void> {
    try {
      await handling;
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
