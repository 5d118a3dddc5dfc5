import type { MessageBox } from "./MessageBox.js";
import type { StoredMessage } from "./StoredMessage.js";

/** Which message is waited for: its text, what its text holds, or whatever the function says. */
export type Wanted = string | RegExp | ((message: StoredMessage) => boolean);

export interface HearsOptions {
  /** Seconds of this machine's time to wait. @default 10 */
  readonly timeout?: number;
}

/** A chat as its listener has it. */
export interface HeardChat {
  /** Names it in errors, and tells it from others. */
  readonly markedId: bigint;
  readonly box: MessageBox;
  /** Messages by others, oldest first. */
  readonly read: () => readonly StoredMessage[];
}

/** How far somebody has listened to each of their chats. */
export class Hearing {
  /** By marked id of the chat: the last message that was given back. */
  readonly #heardUpTo = new Map<bigint, number>();

  /**
   * The first message after the last that was given back; waits for it.
   *
   * @throws TypeError, RangeError naming the argument that is wrong
   */
  async next(name: string, chat: HeardChat, wanted: Wanted | undefined, { timeout = 10 }: HearsOptions): Promise<StoredMessage> {
    const fits = fitterOf(wanted);
    if (typeof timeout !== "number" || !(timeout > 0 && timeout <= 2_147_483)) throw new RangeError(`timeout must be seconds, more than 0, not ${timeout}`);
    const find = (): StoredMessage | undefined => chat.read().find((message) => message.id > (this.#heardUpTo.get(chat.markedId) ?? 0) && fits(message));
    const found = find() ?? (await untilFound(chat.box, find, timeout * 1000));
    if (found === null) {
      const last = chat.read().at(-1)?.content.text;
      const seen = last === undefined ? "nobody else has written there" : `the last message there is ${JSON.stringify(last)}`;
      throw new Error(`${name} heard nothing that fits in chat ${chat.markedId} within ${timeout} s: ${seen}`);
    }
    this.#heardUpTo.set(chat.markedId, found.id);
    return found;
  }
}

/** Looks again whenever something has happened in the box. Null when the time is over. */
function untilFound(box: MessageBox, find: () => StoredMessage | undefined, timeoutMs: number): Promise<StoredMessage | null> {
  return new Promise((resolve) => {
    const finish = (found: StoredMessage | null): void => {
      unwatch();
      clearTimeout(timer);
      resolve(found);
    };
    const unwatch = box.watch(() => {
      const found = find();
      if (found !== undefined) finish(found);
    });
    const timer = setTimeout(() => finish(null), timeoutMs);
  });
}

function fitterOf(wanted: Wanted | undefined): (message: StoredMessage) => boolean {
  if (wanted === undefined) return () => true;
  if (typeof wanted === "string") return ({ content }) => content.text === wanted;
  if (typeof wanted === "function") return wanted;
  if (!(wanted instanceof RegExp)) throw new TypeError("wanted must be a text, a RegExp or a function");
  // With g and y a RegExp remembers where it stopped.
  const pattern = new RegExp(wanted.source, wanted.flags.replace(/[gy]/g, ""));
  return ({ content }) => pattern.test(content.text);
}
