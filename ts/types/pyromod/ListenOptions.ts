import type { CallbackQuery } from "../botsAndKeyboards/CallbackQuery.js";
import type { Message } from "../messagesAndMedia/Message.js";
import type { AbortOptions } from "../options/index.js";

/** What is waited for. */
export type ListenerType = "message" | "callbackQuery";

/** Where an answer is expected. What is left out may be anything; of a list, any of it. */
export interface ListenerPlace {
  /** Marked id. */
  readonly chatId?: number | readonly number[] | undefined;
  readonly userId?: number | readonly number[] | undefined;
  readonly messageId?: number | readonly number[] | undefined;
  readonly inlineMessageId?: string | readonly string[] | undefined;
}

/** How an answer is waited for. */
export interface ListenOptions extends AbortOptions {
  /** Which of what comes is the answer; the rest goes to the handlers. */
  readonly filters?: ((update: never, client: never) => boolean | Promise<boolean>) | undefined;
  /** Seconds to wait; for ever by default. */
  readonly timeout?: number | undefined;
  /** Tells whoever presses a button that waits for somebody else. @default true */
  readonly unallowedClickAlert?: boolean | undefined;
}

/** What an answer can be. */
export type Heard = Message | CallbackQuery;
