import { createRpcError, RpcError } from "../../errors/index.js";
import { methodKey, slowModeKey } from "../floodKeys.js";
import type { FloodWaits, LastingWait } from "../FloodWaits.js";
import type { Call, Middleware, Next, Sleep } from "../pipeline.js";

/**
 * Waits that hold up every call of their method (spec/client.md §7). Those that are no flood but a matter of
 * days (TAKEOUT_INIT_DELAY_X, 2FA_CONFIRM_WAIT_X) can end earlier, by a confirmation on another device: they are
 * neither slept through nor remembered.
 */
const OF_METHOD: ReadonlySet<string> = new Set(["FLOOD_WAIT_%d", "FLOOD_PREMIUM_WAIT_%d", "FLOOD_TEST_PHONE_WAIT_%d"]);
const PREMIUM_WAIT = "FLOOD_PREMIUM_WAIT_%d";
const TEST_PHONE_WAIT = "FLOOD_TEST_PHONE_WAIT_%d";
const SLOW_MODE = "SLOWMODE_WAIT_%d";

export interface FloodWaitOptions {
  readonly sleep: Sleep;
  readonly waits: FloodWaits;
  /** Told before each wait. */
  readonly onWait?: (method: string, seconds: number) => void;
}

/**
 * Sleeps through flood waits up to the call's threshold and repeats the call; longer ones go to the caller. A
 * call that an earlier answer has told to wait is not sent before that time.
 */
export function floodWait({ sleep, waits, onWait }: FloodWaitOptions): Middleware {
  const pause = async (call: Call, wait: LastingWait): Promise<void> => {
    onWait?.(call.method, secondsOf(wait));
    await sleep(wait.leftMs, call.signal);
  };
  /** @param first an attempt that was made already; null: none was */
  const outlast = async (call: Call, next: Next, first: Promise<unknown> | null): Promise<unknown> => {
    for (let attempt = first; ; attempt = null) {
      const known = attempt === null ? knownWait(waits, call) : null;
      if (known !== null) {
        if (!isSlept(call, known)) throw refusal(call, known);
        await pause(call, known);
        // Another call may have been told to wait longer.
        continue;
      }
      try {
        return await (attempt ?? next(call));
      } catch (error) {
        const wait = waitOf(error);
        if (wait === null) throw error;
        const key = wait.pattern === SLOW_MODE ? slowModeKey(call) : methodKey(call);
        if (key !== null) waits.note(key, wait.pattern, secondsOf(wait));
        if (!isSlept(call, wait)) throw error;
        await pause(call, wait);
      }
    }
  };
  return (call, next) => {
    if (knownWait(waits, call) !== null) return outlast(call, next, null);
    return next(call).catch((error: unknown) => outlast(call, next, Promise.reject(error)));
  };
}

/** A wait of 0 s still has to let time pass, or a server that always answers 0 would be hammered. */
function waitOf(error: unknown): LastingWait | null {
  if (!(error instanceof RpcError) || error.value === null) return null;
  const { pattern, value } = error;
  return OF_METHOD.has(pattern) || pattern === SLOW_MODE ? { pattern, leftMs: Math.max(1, value) * 1000 } : null;
}

/** The longer one of those that hold up the call. */
function knownWait(waits: FloodWaits, call: Call): LastingWait | null {
  if (waits.isEmpty) return null;
  const slowKey = slowModeKey(call);
  const slow = slowKey === null ? null : waits.lasting(slowKey);
  const method = waits.lasting(methodKey(call));
  return slow !== null && (method === null || slow.leftMs > method.leftMs) ? slow : method;
}

function isSlept({ purpose, sleepThresholdSec, sleepsInSlowMode }: Call, wait: LastingWait): boolean {
  const { pattern } = wait;
  // Files that are slowed down for want of Premium go on, if slowly (spec/mtproto.md §8.7).
  if (pattern === PREMIUM_WAIT && purpose !== "main") return true;
  if (pattern === TEST_PHONE_WAIT || (pattern === SLOW_MODE && !sleepsInSlowMode)) return false;
  return secondsOf(wait) <= sleepThresholdSec;
}

/** As the server counts, whole seconds. */
function secondsOf({ leftMs }: LastingWait): number {
  return Math.ceil(leftMs / 1000);
}

function refusal({ method }: Call, wait: LastingWait): RpcError {
  const seconds = secondsOf(wait);
  const description = `A wait of ${seconds} s is left of one that Telegram named earlier; nothing was sent`;
  return createRpcError({ code: 420, text: wait.pattern.replace("%d", String(seconds)), method, description });
}
