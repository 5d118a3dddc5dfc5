import type { tl } from "../tl/index.js";
import { RpcError } from "../errors/index.js";
import { LazyMap } from "./LazyMap.js";

export interface AuthTransferOptions {
  /** `auth.exportAuthorization` on the home DC. */
  readonly exportTo: (dcId: number) => Promise<tl.AuthExportedAuthorization>;
  /** `auth.importAuthorization` on the DC. */
  readonly importAt: (dcId: number, exported: tl.AuthExportedAuthorization) => Promise<void>;
}

/** Exports may be used once and soon; one that was not accepted is made anew this often in all. */
const MAX_EXPORTS = 3;

/**
 * Takes the sign-in from the home DC to others (spec/mtproto.md §8.6). The other DC keeps it with the auth
 * key, which is in the session file: it is done once, and again when that DC says that nobody is signed in.
 */
export class AuthTransfer {
  readonly #options: AuthTransferOptions;
  readonly #underWay = new LazyMap<number, Promise<void>>();
  readonly #done = new LazyMap<number, number>();

  constructor(options: AuthTransferOptions) {
    this.#options = options;
  }

  /** How often the DC was signed in to: a call that began before the latest time need only be repeated. */
  timesAt(dcId: number): number {
    return this.#done.get(dcId) ?? 0;
  }

  /** Signs in on the DC, unless that happened after `since` (see {@link timesAt}). */
  async ensure(dcId: number, since: number): Promise<void> {
    if (this.timesAt(dcId) > since) return;
    let transfer = this.#underWay.get(dcId);
    if (transfer === undefined) {
      transfer = this.#transfer(dcId).finally(() => this.#underWay.delete(dcId));
      this.#underWay.set(dcId, transfer);
    }
    await transfer;
  }

  async #transfer(dcId: number): Promise<void> {
    for (let exports = 1; ; exports++) {
      try {
        await this.#options.importAt(dcId, await this.#options.exportTo(dcId));
        this.#done.set(dcId, this.timesAt(dcId) + 1);
        return;
      } catch (error) {
        if (!(error instanceof RpcError) || !error.text.startsWith("AUTH_BYTES_INVALID") || exports === MAX_EXPORTS) throw error;
      }
    }
  }
}
