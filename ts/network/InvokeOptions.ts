import { isMethod } from "../tl/index.js";
import { checkSeconds } from "./checkSeconds.js";

export interface InvokeOptions {
  /**
   * Ends the wait: the call rejects with the signal's reason. If it was sent it may still be carried out; the server is
   * told that its answer is not wanted any more.
   */
  readonly signal?: AbortSignal;
  /**
   * Is told whether the server may have carried the call out when `signal` has ended it, before it rejects: the reason
   * cannot say that, it may end many calls. Other errors have it as their `mayHaveRun`. What this throws is what the
   * call rejects with.
   */
  readonly onAborted?: (mayHaveRun: boolean) => void;
  /**
   * Seconds after which the call is given up with a {@link TimeoutError}, however often it was repeated meanwhile;
   * more than 0, at most 86400. Its `mayHaveRun` says whether it may still be carried out. @default no limit
   */
  readonly timeout?: number;
  /**
   * Flood waits up to this many seconds are slept through. Given here, it covers the slow mode of a chat
   * (SLOWMODE_WAIT_X), too, which is otherwise thrown. @default the client's sleepThreshold
   */
  readonly sleepThreshold?: number;
  /** DC to ask. @default the home DC */
  readonly dcId?: number;
  /**
   * Fail with a CallLostError when a connection broke and nobody can tell whether the call was carried out, instead
   * of sending it again. Not needed where the call itself says that it is the same (`randomId`).
   * @default false
   */
  readonly once?: boolean;
  /**
   * Name of a queue: calls with the same name run in the order in which they were made, such as messages to one chat.
   * They need not wait for each other's answers.
   * @default none
   */
  readonly order?: string;
}

/** What the codec cannot check: it sees the request alone, and not before it is a request. @throws TypeError, RangeError */
export function checkCall(request: unknown, { signal, onAborted, timeout, sleepThreshold, dcId, once, order }: InvokeOptions): void {
  if (typeof request !== "object" || request === null || !("_" in request) || typeof request._ !== "string") {
    throw new TypeError('request must be an object such as { _: "help.getConfig" }');
  }
  // A constructor could be written as well, but there is no answer to one.
  if (!isMethod(request._)) throw new TypeError(`request: the API has no method ${JSON.stringify(request._)}`);
  if (signal !== undefined && !(signal instanceof AbortSignal)) throw new TypeError("signal must be an AbortSignal");
  if (onAborted !== undefined && typeof onAborted !== "function") throw new TypeError("onAborted must be a function (mayHaveRun) => { … }");
  if (timeout !== undefined && checkSeconds(timeout, "timeout") === 0) throw new RangeError("timeout must be more than 0 seconds");
  if (sleepThreshold !== undefined) checkSeconds(sleepThreshold, "sleepThreshold");
  if (once !== undefined && typeof once !== "boolean") throw new TypeError("once must be a boolean");
  if (order !== undefined && typeof order !== "string") throw new TypeError("order must be a string");
  if (dcId !== undefined && typeof dcId !== "number") throw new TypeError("dcId must be a number");
}
