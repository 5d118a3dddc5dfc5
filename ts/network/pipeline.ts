import type { TlRequest } from "../tl/index.js";
import type { CallAttempts } from "./CallAttempts.js";
import type { CallTicket } from "./CallTicket.js";
import type { Purpose } from "./Purpose.js";

/** One API call on its way through the pipeline. Middlewares hand on changed copies (`{ ...call, dcId: 4 }`), never the same object changed. */
export interface Call {
  readonly request: TlRequest;
  /** TL name of the request, for example `help.getConfig`. Follows `request` when a middleware hands on another one. */
  readonly method: string;
  /** DC that must answer; null: the home DC, whichever that is when the call is sent. */
  readonly dcId: number | null;
  /** Flood waits up to this many seconds are slept through. */
  readonly sleepThresholdSec: number;
  /** Whether that goes for the slow mode of a chat, too. */
  readonly sleepsInSlowMode: boolean;
  /** Seconds after which the caller gives up; null: never. */
  readonly timeoutSec: number | null;
  /** Aborted when the caller gives up; undefined when that cannot happen. Whatever waits must end with it. */
  readonly signal: AbortSignal | undefined;
  /** The kind of connection that carries it. */
  readonly purpose: Purpose;
  /** Connections of that kind that may be open at a time; main ones are single. */
  readonly poolSize: number;
  /** It must not run twice: it fails when nobody can tell whether it has run. */
  readonly once: boolean;
  /** Queue in which it has to run; null: whenever it comes. */
  readonly order: string | null;
  /** Tells the next one of its queue where it is. */
  readonly ticket: CallTicket | null;
  /** The one before it in its queue. */
  readonly after: CallTicket | null;
  /** What became of it so far. */
  readonly attempts: CallAttempts;
}

/** Sends the call on; resolves to its result. May be called more than once: each time the call is sent again. */
export type Next = (call: Call) => Promise<unknown>;

/**
 * One idea around a call: repeat it, send it elsewhere, wait, look at what comes back.
 *
 * @example
 * const timing: Middleware = async (call, next) => {
 *   const startMs = performance.now();
 *   try {
 *     return await next(call);
 *   } finally {
 *     console.log(call.method, performance.now() - startMs);
 *   }
 * };
 */
export type Middleware = (call: Call, next: Next) => Promise<unknown>;

/** Puts middlewares around the last step; the first one is the outermost. What one throws becomes a rejection. */
export function composePipeline(middlewares: readonly Middleware[], last: Next): Next {
  return middlewares.reduceRight<Next>((next, middleware) => {
    // No `async`: each promise around a promise costs a call more than what most of them do.
    return (call) => {
      try {
        // Foreign hands may give back no promise.
        return Promise.resolve(middleware(call, next));
      } catch (error) {
        return Promise.reject(error);
      }
    };
  }, last);
}

/**
 * Middlewares that only act when an attempt has failed, as one. The first attempt goes past them; they are asked when
 * it has failed, and meet its error as the outcome of the first `next`. So they cost a call that succeeds next to nothing.
 */
export function onFailure(middlewares: readonly Middleware[]): Middleware {
  return (call, attempt) =>
    attempt(call).catch((error: unknown) => {
      let isFirst = true;
      const again: Next = (made) => {
        if (!isFirst) return attempt(made);
        isFirst = false;
        return Promise.reject(error);
      };
      return composePipeline(middlewares, again)(call);
    });
}

/** Waits before a repetition; rejects when the call is given up or the client disconnects. */
export type Sleep = (ms: number, signal: AbortSignal | undefined) => Promise<void>;
