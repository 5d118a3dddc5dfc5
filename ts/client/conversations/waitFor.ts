import { ListenerTimeout } from "../../errors/index.js";
import { deferred } from "../../network/deferred.js";
import { Identifier, type Heard, type Listener, type ListenerPlace, type ListenerType, type ListenOptions } from "../../types/index.js";
import type { Conversations } from "./Conversations.js";

/** A timer cannot wait longer (2³¹−1 ms). */
const MAX_TIMEOUT_S = 2_147_483;

const LISTENER_TYPES: readonly ListenerType[] = ["message", "callbackQuery"];

/** Waiting that has begun: the answer, and how to end it early. */
export interface Waiting {
  readonly listener: Listener;
  readonly answer: Promise<Heard>;
  /** Ends it; the answer is rejected. */
  stop(reason: unknown): void;
}

/**
 * Begins to wait for an answer.
 *
 * @throws TypeError, RangeError naming the option that is wrong
 */
export function waitFor(conversations: Conversations, type: ListenerType, place: ListenerPlace, options: ListenOptions): Waiting {
  const { filters, timeout, signal, unallowedClickAlert = true } = options;
  checkListenerType(type);
  if (filters !== undefined && typeof filters !== "function") throw new TypeError("filters must be a function");
  if (timeout !== undefined) checkTimeout(timeout);
  signal?.throwIfAborted();
  const { promise, resolve, reject } = deferred<Heard>();
  const listener: Listener = { type, identifier: new Identifier(place), filters: filters ?? null, unallowedClickAlert, resolve, reject };
  const stop = (reason: unknown): void => conversations.stop(listener, reason);
  const timer = timeout === undefined ? undefined : setTimeout(() => stop(new ListenerTimeout(`no answer came within ${timeout} s`)), timeout * 1000);
  const onAbort = (): void => stop(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  conversations.add(listener);
  const answer = promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  });
  // It may end before anybody awaits it, while the question is being sent: whoever comes to await it is told then.
  answer.catch(() => {});
  return { listener, answer, stop };
}

/** @throws TypeError, RangeError */
export function checkListenerType(type: unknown): asserts type is ListenerType {
  if (!LISTENER_TYPES.some((known) => known === type)) throw new RangeError(`listenerType must be ${LISTENER_TYPES.join(" or ")}`);
}

function checkTimeout(timeout: unknown): void {
  if (typeof timeout !== "number") throw new TypeError("timeout must be a number of seconds");
  if (!(timeout > 0 && timeout <= MAX_TIMEOUT_S)) throw new RangeError(`timeout must be more than 0 and at most ${MAX_TIMEOUT_S} s, not ${timeout}`);
}
