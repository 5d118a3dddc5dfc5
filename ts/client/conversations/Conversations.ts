import { ListenerStopped } from "../../errors/index.js";
import {
  CallbackQuery,
  Identifier,
  Message,
  type Heard,
  type Listener,
  type ListenerPlace,
  type ListenerType,
  type ObjectClient,
  type UpdateKind,
  type UpdateObjects,
} from "../../types/index.js";

const KINDS: Readonly<Record<ListenerType, UpdateKind>> = { message: "message", callbackQuery: "callbackQuery" };

/** Shown to whoever presses a button that waits for somebody else. */
const UNALLOWED_CLICK = "This button waits for somebody else.";

/**
 * Who waits for answers. They see messages and pressed buttons before the handlers do, whether there are handlers or not; what
 * is an answer, no handler sees.
 */
export class Conversations {
  readonly #client: ObjectClient;
  readonly #listeners: Record<ListenerType, Set<Listener>> = { message: new Set(), callbackQuery: new Set() };

  readonly #onWaiting: (listener: Listener) => void;

  /** @param onWaiting told whenever somebody begins to wait */
  constructor(client: ObjectClient, onWaiting: (listener: Listener) => void) {
    this.#client = client;
    this.#onWaiting = onWaiting;
  }

  add(listener: Listener): void {
    this.#listeners[listener.type].add(listener);
    this.#onWaiting(listener);
  }

  /** Ends the waiting without a word. @returns whether it waited */
  remove(listener: Listener): boolean {
    return this.#listeners[listener.type].delete(listener);
  }

  /** Ends the waiting: its promise is rejected with `reason`. */
  stop(listener: Listener, reason: unknown): void {
    if (this.remove(listener)) listener.reject(reason);
  }

  /** Ends all waiting. */
  stopAll(reason: string): void {
    for (const listeners of Object.values(this.#listeners)) {
      for (const listener of listeners) this.stop(listener, new ListenerStopped(reason));
    }
  }

  /** Who waits for what comes from `data`, the most exact first. */
  matchingData(data: ListenerPlace, type: ListenerType): Listener[] {
    return this.#sorted(type, ({ identifier }) => identifier.matches(data));
  }

  /** Whose place lies within `pattern`, the most exact first. */
  matchingPattern(pattern: ListenerPlace, type: ListenerType): Listener[] {
    const wanted = new Identifier(pattern);
    return this.#sorted(type, ({ identifier }) => wanted.matches(identifier));
  }

  wants(kind: UpdateKind): boolean {
    return (kind === KINDS.message && this.#listeners.message.size > 0) || (kind === KINDS.callbackQuery && this.#listeners.callbackQuery.size > 0);
  }

  /** @returns whether it was an answer, or a press that nobody may see */
  async take(_kind: UpdateKind, object: UpdateObjects[UpdateKind]): Promise<boolean> {
    if (object instanceof Message) return this.#takeMessage(object);
    return object instanceof CallbackQuery && this.#takeCallbackQuery(object);
  }

  async #takeMessage(message: Message): Promise<boolean> {
    // What the account says itself is no answer to it, except to those who wait for just that, and in saved messages.
    const selfId = this.#client.me?.id;
    const isOwn = message.outgoing && message.chat.id !== selfId;
    const userId = message.fromUser?.id ?? message.senderChat?.id;
    const listeners = this.matchingData({ chatId: message.chat.id, userId, messageId: message.id }, "message");
    return this.#give(isOwn ? listeners.filter(({ identifier }) => identifier.userId !== undefined) : listeners, message);
  }

  async #takeCallbackQuery(query: CallbackQuery): Promise<boolean> {
    const { message, inlineMessageId } = query;
    const button: ListenerPlace = { chatId: message?.chat.id, messageId: message?.id, inlineMessageId: inlineMessageId ?? undefined };
    const data = { ...button, userId: query.raw.userId };
    if (await this.#give(this.matchingData(data, "callbackQuery"), query)) return true;
    const others = [...this.#listeners.callbackQuery].filter(({ identifier }) => identifier.userId !== undefined && !identifier.matches(data));
    const forSomebodyElse = others.find(({ identifier }) => new Identifier({ ...identifier, userId: undefined }).matches(button) && isOfMessage(identifier));
    if (forSomebodyElse?.unallowedClickAlert !== true) return false;
    await query.answer(UNALLOWED_CLICK, { showAlert: true });
    return true;
  }

  /** To the first whose filter lets it pass. A filter that fails ends its own waiting. */
  async #give(listeners: readonly Listener[], answer: Heard): Promise<boolean> {
    for (const listener of listeners) {
      try {
        // The filter was given for what this listener waits for.
        const filter = listener.filters as ((update: Heard, client: ObjectClient) => boolean | Promise<boolean>) | null;
        if (filter !== null && !(await filter(answer, this.#client))) continue;
      } catch (error) {
        this.stop(listener, error);
        continue;
      }
      // Somebody may have ended it while the filter thought.
      if (!this.remove(listener)) continue;
      listener.resolve(answer);
      return true;
    }
    return false;
  }

  #sorted(type: ListenerType, isMeant: (listener: Listener) => boolean): Listener[] {
    return [...this.#listeners[type]].filter(isMeant).toSorted((a, b) => b.identifier.countPopulated() - a.identifier.countPopulated());
  }
}

function isOfMessage({ chatId, messageId, inlineMessageId }: Identifier): boolean {
  return chatId !== undefined || messageId !== undefined || inlineMessageId !== undefined;
}
