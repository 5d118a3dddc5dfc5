import { RpcError } from "../../errors/index.js";
import { CallTicket, OutOfOrder } from "../CallTicket.js";
import { deferred } from "../deferred.js";
import { LazyMap } from "../LazyMap.js";
import type { Call, Middleware, Next } from "../pipeline.js";
import { untilAborted } from "../untilAborted.js";

/** A call of a queue: where it is, and when it and all before it are over. */
interface Place {
  readonly ticket: CallTicket;
  readonly over: Promise<void>;
}

/**
 * Calls with the same `order` run in the order in which they were made. They leave together, and the server makes
 * each wait for the one before (`invokeAfterMsg`, spec/mtproto.md §5.18); where that cannot be, the client waits.
 */
export function inOrder(): Middleware {
  const last = new LazyMap<string, Place>();
  const queued = async (call: Call, order: string, next: Next): Promise<unknown> => {
    const before = last.get(order) ?? null;
    const ticket = new CallTicket();
    const over = deferred<void>();
    const place: Place = { ticket, over: over.promise };
    last.set(order, place);
    try {
      return await send({ ...call, ticket, after: before?.ticket ?? null }, before, next);
    } finally {
      // Whoever is given up leaves those behind it waiting for those before it.
      void (before?.over ?? Promise.resolve()).then(() => {
        over.resolve();
        if (last.get(order) === place) last.delete(order);
      });
    }
  };
  return (call, next) => (call.order === null ? next(call) : queued(call, call.order, next));
}

async function send(call: Call, before: Place | null, next: Next): Promise<unknown> {
  if (before === null) return next(call);
  try {
    return await next(call);
  } catch (error) {
    if (!isOutOfOrder(error)) throw error;
  }
  await untilAborted(before.over, call.signal);
  return next({ ...call, after: null });
}

/** The one before has failed, or is not under way: this one has not run. */
function isOutOfOrder(error: unknown): boolean {
  return error instanceof OutOfOrder || (error instanceof RpcError && error.text === "MSG_WAIT_FAILED");
}
