import { RpcError } from "../../errors/index.js";
import type { Middleware, Sleep } from "../pipeline.js";

/** Texts that name a wait after which the same call may succeed (spec/mtproto.md §8.7). */
const WAITS: ReadonlySet<string> = new Set(["FLOOD_WAIT_%d", "FLOOD_PREMIUM_WAIT_%d", "FLOOD_TEST_PHONE_WAIT_%d"]);

export interface FloodWaitOptions {
  readonly sleep: Sleep;
  /** Told before each wait. */
  readonly onWait?: (method: string, seconds: number) => void;
}

/** Sleeps through flood waits up to the call's threshold and repeats the call; longer ones go to the caller. */
export function floodWait({ sleep, onWait }: FloodWaitOptions): Middleware {
  return async (call, next) => {
    for (;;) {
      try {
        return await next(call);
      } catch (error) {
        if (!(error instanceof RpcError) || !WAITS.has(error.pattern) || error.value === null) throw error;
        if (error.value > call.sleepThresholdSec) throw error;
        onWait?.(call.method, error.value);
        // A wait of 0 s still has to let time pass, or a server that always answers 0 would be hammered.
        await sleep(Math.max(1, error.value) * 1000, call.signal);
      }
    }
  };
}
