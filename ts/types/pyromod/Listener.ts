import type { Identifier } from "./Identifier.js";
import type { Heard, ListenerType } from "./ListenOptions.js";

/** What a listener waits for. */
export const ListenerTypes = Object.freeze({ MESSAGE: "message", CALLBACK_QUERY: "callbackQuery" } as const satisfies Record<string, ListenerType>);

/** Somebody who waits for an answer. */
export interface Listener {
  readonly type: ListenerType;
  readonly identifier: Identifier;
  /** Which of what comes is the answer; null: the first that comes. */
  readonly filters: ((update: never, client: never) => boolean | Promise<boolean>) | null;
  /** Whether those who press a button that waits for somebody else are told. */
  readonly unallowedClickAlert: boolean;
  /** Gets the answer. */
  readonly resolve: (answer: Heard) => void;
  /** Told why there will be none. */
  readonly reject: (reason: unknown) => void;
}
