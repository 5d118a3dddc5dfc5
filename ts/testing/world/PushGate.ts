import type { TlObject } from "../codec/index.js";

/** What is done to a push. */
export type PushAction = "drop" | "duplicate" | "hold";

/** A fault of updates that is in force. */
export interface PushFault {
  /** How often it has struck. */
  readonly hits: number;
  /** Ends it; what it holds is delivered, in the order `release` was told. */
  remove(): void;
}

/** What a fault of updates is made with. */
export interface NewPushFault {
  readonly action: PushAction;
  /** User id whose sessions it strikes. @default everybody's */
  readonly userId?: bigint;
  /** Pushes that pass before it strikes. @default 0 */
  readonly skip?: number;
  /** Pushes that it strikes. @default 1 */
  readonly times?: number;
  /** For "hold": how many later pushes go first; then what is held follows, the latest first. @default 1 */
  readonly behind?: number;
  /** Strikes only pushes that hold such an update, by TL name, for example `updateNewMessage`. @default any */
  readonly update?: string;
}

interface ActivePushFault extends NewPushFault {
  hits: number;
  skipped: number;
}

interface Held {
  behind: number;
  readonly send: () => void;
}

/**
 * Where pushes go wrong on order: lost, doubled, or late, so that a client's order of updates can be
 * tested. The log of the world stays true; a client that notices gets everything by a difference.
 */
export class PushGate {
  readonly #faults = new Set<ActivePushFault>();
  readonly #held = new Map<bigint, Held[]>();

  /**
   * Orders a fault.
   *
   * @throws RangeError, TypeError naming the field that is out of range
   */
  add(fault: NewPushFault): PushFault {
    check(fault);
    const active: ActivePushFault = { ...fault, hits: 0, skipped: 0 };
    this.#faults.add(active);
    return {
      get hits() {
        return active.hits;
      },
      remove: () => {
        this.#faults.delete(active);
        this.release();
      },
    };
  }

  /** Ends all faults; what is held is delivered. */
  clear(): void {
    this.#faults.clear();
    this.release();
  }

  /** Delivers what is held, the latest first. */
  release(): void {
    const held = [...this.#held.values()];
    this.#held.clear();
    for (const pushes of held) {
      for (const { send } of pushes.reverse()) {
        send();
      }
    }
  }

  /** Lets a push through, or not. Called by the world. */
  pass(userId: bigint, updates: TlObject, send: (updates: TlObject) => void): void {
    const action = this.#faults.size === 0 ? null : this.#take(userId, updates);
    switch (action) {
      case null:
        send(updates);
        break;
      case "duplicate":
        send(updates);
        send(updates);
        break;
      case "drop":
        break;
      default:
        this.#hold(userId, action, () => send(updates));
        return;
    }
    this.#followUp(userId);
  }

  /** The number of pushes to wait for stands for "hold". */
  #take(userId: bigint, updates: TlObject): Exclude<PushAction, "hold"> | number | null {
    for (const fault of this.#faults) {
      if ((fault.userId ?? userId) !== userId || (fault.update !== undefined && !holds(updates, fault.update))) {
        continue;
      }
      if (fault.skipped < (fault.skip ?? 0)) {
        fault.skipped++;
        continue;
      }
      fault.hits++;
      if (fault.hits >= (fault.times ?? 1)) {
        this.#faults.delete(fault);
      }
      return fault.action === "hold" ? Math.max(1, fault.behind ?? 1) : fault.action;
    }
    return null;
  }

  #hold(userId: bigint, behind: number, send: () => void): void {
    this.#held.set(userId, [...(this.#held.get(userId) ?? []), { behind, send }]);
  }

  #followUp(userId: bigint): void {
    const held = this.#held.get(userId);
    if (held === undefined) {
      return;
    }
    for (const push of held) {
      push.behind--;
    }
    const due = held.filter(({ behind }) => behind <= 0);
    const rest = held.filter(({ behind }) => behind > 0);
    if (rest.length === 0) {
      this.#held.delete(userId);
    } else {
      this.#held.set(userId, rest);
    }
    for (const { send } of due.reverse()) {
      send();
    }
  }
}

function check({ action, userId, skip, times, behind }: NewPushFault): void {
  if (!["drop", "duplicate", "hold"].includes(action)) {
    throw new RangeError('action must be "drop", "duplicate" or "hold"');
  }
  if (userId !== undefined && typeof userId !== "bigint") {
    throw new TypeError("userId must be a bigint");
  }
  for (const [name, value, least] of [["skip", skip, 0], ["times", times, 1], ["behind", behind, 1]] as const) {
    if (value !== undefined && !(Number.isInteger(value) && value >= least)) {
      throw new RangeError(`${name} must be an integer of at least ${least}`);
    }
  }
}

/** Whether an Updates object holds an update of this name. The short forms of messages count as updateNewMessage. */
function holds(updates: TlObject, name: string): boolean {
  const inner = updates["updates"] ?? [updates["update"] ?? updates];
  const names = (inner as readonly TlObject[]).map(({ _ }) => (/^updateShort(Chat)?Message$/.test(_) ? "updateNewMessage" : _));
  return names.includes(name);
}
