import { createRpcError } from "../../ts/errors/index.js";
import type { Call, Next, Sleep } from "../../ts/network/pipeline.js";
import type { TlRequest } from "../../ts/tl/index.js";

/** A call as the network makes one. */
export function callOf(request: TlRequest, more: Partial<Call> = {}): Call {
  return {
    request,
    method: request._,
    dcId: null,
    sleepThresholdSec: 10,
    sleepsInSlowMode: false,
    timeoutSec: null,
    signal: undefined,
    purpose: "main",
    poolSize: 1,
    once: false,
    order: null,
    ticket: null,
    after: null,
    attempts: { count: 0, doubtful: 0 },
    ...more,
  };
}

export const call: Call = callOf({ _: "help.getConfig" });

/** A last step that fails with the given errors in turn, then succeeds; it records the calls it got. */
export function failing(...errors: readonly (readonly [code: number, text: string])[]): { readonly seen: Call[]; readonly next: Next } {
  const seen: Call[] = [];
  const left = [...errors];
  const next = (made: Call): Promise<unknown> => {
    seen.push(made);
    const error = left.shift();
    if (error === undefined) return Promise.resolve("done");
    return Promise.reject(createRpcError({ code: error[0], text: error[1], method: made.method }));
  };
  return { seen, next };
}

/** A sleep that takes no time and records how long it should have been, in ms. */
export function fakeSleep(): { readonly slept: number[]; readonly sleep: Sleep } {
  const slept: number[] = [];
  return { slept, sleep: (ms: number): Promise<void> => (slept.push(ms), Promise.resolve()) };
}
