import { RpcError } from "../../errors/index.js";
import type { Middleware } from "../pipeline.js";

/** The account lives on another DC: everything moves there. */
const MOVES_HOME: ReadonlySet<string> = new Set(["PHONE_MIGRATE_%d", "NETWORK_MIGRATE_%d", "USER_MIGRATE_%d"]);
/** Only what this call asks for lives on another DC. */
const MOVES_CALL: ReadonlySet<string> = new Set(["FILE_MIGRATE_%d", "STATS_MIGRATE_%d"]);

/** A DC that sends a call away is believed this often, or two of them could play ping-pong with it. */
const MAX_HOPS = 3;

export interface MigrateOptions {
  /** Makes the DC the home DC, with an auth key there, and stores that. Rejects for a DC that is not known. */
  readonly setHomeDc: (dcId: number) => Promise<void>;
}

/** Follows `*_MIGRATE_X` (spec/mtproto.md §8.6; matched by text, since the code varies). */
export function migrate({ setHomeDc }: MigrateOptions): Middleware {
  return async (call, next) => {
    let target = call;
    for (let hops = 0; ; hops++) {
      try {
        return await next(target);
      } catch (error) {
        if (!(error instanceof RpcError) || error.value === null || hops === MAX_HOPS) throw error;
        if (MOVES_HOME.has(error.pattern)) await setHomeDc(error.value);
        else if (MOVES_CALL.has(error.pattern)) target = { ...call, dcId: error.value };
        else throw error;
      }
    }
  };
}
