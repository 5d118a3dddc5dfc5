import type { Letter } from "./Letter.js";
import type { Target } from "./Post.js";

/** A message that waits for its time. */
export interface ScheduledMessage {
  /** Counts within the account's scheduled messages of one chat. */
  readonly id: number;
  readonly target: Target;
  readonly letter: Letter;
  /** Seconds since 1970. */
  readonly dateSec: number;
  /** Takes it off the agenda. */
  cancel: () => void;
}

/** The scheduled messages of everybody. */
export class Scheduled {
  readonly #byChat = new Map<string, Map<number, ScheduledMessage>>();
  #lastId = 0;

  /** Files a message; it gets an id. */
  add(ownerId: bigint, target: Target, letter: Letter, dateSec: number): ScheduledMessage {
    const message: ScheduledMessage = { id: ++this.#lastId, target, letter, dateSec, cancel: () => {} };
    const key = keyOf(ownerId, target);
    const chat = this.#byChat.get(key) ?? new Map<number, ScheduledMessage>();
    this.#byChat.set(key, chat.set(message.id, message));
    return message;
  }

  /** What waits in a chat, the latest to be sent first. */
  in(ownerId: bigint, target: Target): ScheduledMessage[] {
    return [...(this.#byChat.get(keyOf(ownerId, target))?.values() ?? [])].sort((a, b) => b.dateSec - a.dateSec || b.id - a.id);
  }

  /** Takes a message out; undefined when it is not there. */
  take(ownerId: bigint, target: Target, id: number): ScheduledMessage | undefined {
    const key = keyOf(ownerId, target);
    const chat = this.#byChat.get(key);
    const message = chat?.get(id);
    message?.cancel();
    chat?.delete(id);
    if (chat?.size === 0) {
      this.#byChat.delete(key);
    }
    return message;
  }
}

/** Those of a channel belong to all its admins. */
function keyOf(ownerId: bigint, target: Target): string {
  return target.kind === "channel" ? `${target.markedId}` : `${ownerId} ${target.markedId}`;
}
