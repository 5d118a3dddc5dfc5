import { Message, type CallbackQuery, type Heard, type Listener, type ListenerPlace, type ListenerType, type ListenOptions } from "../../types/index.js";
import type { Conversations } from "./Conversations.js";
import { waitFor } from "./waitFor.js";

/** Where, how, and for what to wait. */
export type ListenEverywhere = ListenOptions & ListenerPlace & { readonly listenerType?: ListenerType | undefined };

export interface NextStepOptions extends ListenerPlace {
  readonly filters?: ListenOptions["filters"];
  /** @default "message" */
  readonly listenerType?: ListenerType | undefined;
  readonly unallowedClickAlert?: boolean | undefined;
}

/** The next message that fits. */
export async function listen(conversations: Conversations, options: ListenEverywhere = {}): Promise<Heard> {
  const { listenerType = "message", ...rest } = checkOptions(options);
  return waitFor(conversations, listenerType, rest, rest).answer;
}

/** The next press of a button that fits. */
export async function waitForClick(conversations: Conversations, options: ListenOptions & ListenerPlace = {}): Promise<CallbackQuery> {
  const answer = await waitFor(conversations, "callbackQuery", checkOptions(options), options).answer;
  // Only pressed buttons reach listeners of this type.
  return answer as CallbackQuery;
}

/**
 * Calls `callback` with the next answer that fits, once.
 *
 * @param onError told what the callback throws
 */
export function registerNextStepHandler(
  conversations: Conversations,
  callback: (answer: Heard) => unknown,
  options: NextStepOptions,
  onError: (error: unknown, answer: Heard | null) => void,
): Listener {
  if (typeof callback !== "function") throw new TypeError("callback must be a function");
  const { listenerType = "message", ...rest } = checkOptions(options);
  const { listener, answer } = waitFor(conversations, listenerType, rest, rest);
  void callWith(answer, callback, onError);
  return listener;
}

async function callWith(answer: Promise<Heard>, callback: (answer: Heard) => unknown, onError: (error: unknown, answer: Heard | null) => void): Promise<void> {
  let heard: Heard | null = null;
  try {
    heard = await answer;
    await callback(heard);
  } catch (error) {
    // Whoever ended the waiting knows.
    if (heard !== null) onError(error, heard);
  }
}

function checkOptions<Options extends object>(options: Options): Options {
  if (typeof options !== "object" || options === null) throw new TypeError("options must be an object");
  return options;
}

/** @throws TypeError for an answer of another type, which no listener for messages gets */
export function asMessage(answer: Heard): Message {
  if (!(answer instanceof Message)) throw new TypeError("the answer is no message");
  return answer;
}
