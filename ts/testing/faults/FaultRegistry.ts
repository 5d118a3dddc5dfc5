import { checkFault } from "./checkFault.js";
import type { Fault } from "./Fault.js";

/** A fault that was added. */
export interface ActiveFault {
  /** How often it has struck. */
  readonly hits: number;
  /** Takes it away, used up or not. */
  remove(): void;
}

/**
 * The faults that a server has been told to make. Each moment at which something can go wrong asks
 * for a fault that fits; the one added first strikes.
 *
 * @example
 * server.faults.add({ kind: "handshake", step: "resPQ", fault: "wrongNonce" });
 * server.faults.add({ kind: "wire", at: "firstEncrypted", action: { transportError: -404 } });
 * server.faults.add({ kind: "call", method: "messages.sendMessage", action: "resetBeforeAnswer" });
 */
export class FaultRegistry {
  readonly #entries = new Set<Entry>();

  /**
   * Adds a fault; it strikes once unless `times` says otherwise.
   * @param onUsedUp called when it has struck for the last time
   * @throws {TypeError | RangeError} naming what is wrong with the fault.
   */
  add(fault: Fault, onUsedUp?: () => void): ActiveFault {
    checkFault(fault);
    const entry: Entry = { fault, hits: 0, toSkip: fault.skip ?? 0, onUsedUp };
    this.#entries.add(entry);
    return {
      get hits() {
        return entry.hits;
      },
      remove: () => void this.#entries.delete(entry),
    };
  }

  /** Takes all faults away. */
  clear(): void {
    this.#entries.clear();
  }

  /** Asks for a fault of this kind at this moment, and counts it as struck. Called by the server. */
  take<K extends Fault["kind"]>(kind: K, dcId: number, fits: (fault: FaultOf<K>) => boolean = () => true): FaultOf<K> | null {
    for (const entry of this.#entries) {
      const { fault } = entry;
      if (!isOfKind(fault, kind) || (fault.dcId ?? dcId) !== dcId || !fits(fault)) continue;
      if (entry.toSkip > 0) {
        entry.toSkip -= 1;
        continue;
      }
      entry.hits += 1;
      if (entry.hits >= (fault.times ?? 1)) {
        this.#entries.delete(entry);
        entry.onUsedUp?.();
      }
      return fault;
    }
    return null;
  }
}

/** The faults of one kind. */
export type FaultOf<K extends Fault["kind"]> = Extract<Fault, { readonly kind: K }>;

interface Entry {
  readonly fault: Fault;
  hits: number;
  toSkip: number;
  readonly onUsedUp: (() => void) | undefined;
}

function isOfKind<K extends Fault["kind"]>(fault: Fault, kind: K): fault is FaultOf<K> {
  return fault.kind === kind;
}
