import type { TlRequest } from "../tl/index.js";
import type { CallTicket } from "./CallTicket.js";
import type { Purpose } from "./Purpose.js";

/** One API call on its way through the pipeline. */
export interface Call {
  readonly request: TlRequest;
  /** TL name of the request, for example `help.getConfig`. */
  readonly method: string;
  /** DC that must answer; null: the home DC, whichever that is when the call is sent. */
  readonly dcId: number | null;
  /** Flood waits up to this many seconds are slept through. */
  readonly sleepThresholdSec: number;
  /** The caller's own; undefined when the call cannot be given up. */
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
}

export type Next = (call: Call) => Promise<unknown>;

/** One idea around a call: repeat it, send it elsewhere, wait. Calls `next` as often as it needs. */
export type Middleware = (call: Call, next: Next) => Promise<unknown>;

/** Puts middlewares around the last step; the first one is the outermost. */
export function composePipeline(middlewares: readonly Middleware[], last: Next): Next {
  return middlewares.reduceRight<Next>((next, middleware) => (call) => middleware(call, next), last);
}

/** Waits before a repetition; rejects when the call is given up or the client disconnects. */
export type Sleep = (ms: number, signal: AbortSignal | undefined) => Promise<void>;
