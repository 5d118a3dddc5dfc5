import type { tl } from "../tl/index.js";
import { chatKey } from "./chatKey.js";
import { ChatQueues } from "./ChatQueues.js";
import type { Clock } from "./Clock.js";
import type { Delivery, Ticket } from "./EngineEvent.js";
import { isBelow } from "./isBelow.js";
import type { UpdateContext } from "./UpdateContext.js";
import type { UpdatesLog } from "./UpdatesLog.js";
import { isBypassing } from "./updateKinds.js";

/** Bypassing updates that may be with handlers at once; more are dropped: no queue of theirs may grow for ever. */
const MAX_BYPASSING = 10_000;

export interface DeliveriesNeeds {
  /** Chats whose updates are handled at once. */
  readonly workers: number;
  /** Resolves when the handlers are done; whatever it throws is reported, and the update counts as handled. */
  readonly deliver: (update: tl.Update, context: UpdateContext) => Promise<void>;
  /** An update is done; resolves when that is stored, or could not be. */
  readonly settled: (ticket: Ticket) => Promise<void>;
  readonly clock: Clock;
  readonly log: UpdatesLog;
}

/**
 * Brings updates to handlers: those of a chat in order, those of different chats side by side, some past all queues.
 * The next update of a chat waits until it is stored that the one before is done: whenever the process is killed, no
 * more than one update of each chat can be handled twice.
 */
export class Deliveries {
  readonly #needs: DeliveriesNeeds;
  readonly #queues: ChatQueues;
  readonly #running = new Set<Delivery>();
  #bypassing = 0;
  #isOpen = true;
  /** Called whenever a delivery has ended. */
  #onEnd: () => void = () => {};

  constructor(needs: DeliveriesNeeds) {
    this.#needs = needs;
    this.#queues = new ChatQueues(needs.workers);
  }

  add(delivery: Delivery): void {
    if (!this.#isOpen) return;
    if (isBypassing(delivery.update)) this.#bypass(delivery);
    else this.#queues.add(chatKey(delivery.update), () => this.#run(delivery));
  }

  /**
   * Begins no further update and waits for those under way. When a handler itself is calling, its update counts as
   * handled: it would wait for itself, and the next start would meet it again.
   *
   * @returns how many were still running after `timeoutMs`
   */
  async close(timeoutMs: number): Promise<number> {
    this.#isOpen = false;
    this.#queues.close();
    const callers = isBelow(deliverToHandlers) ? 1 : 0;
    await this.#untilLeft(callers, timeoutMs);
    const [caller] = this.#running;
    if (this.#running.size !== callers || caller === undefined) return this.#running.size;
    void this.#settle(caller);
    return 0;
  }

  /** Resolves when no more than `count` deliveries run, at the latest after `timeoutMs`. */
  #untilLeft(count: number, timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#needs.clock.after(timeoutMs, resolve);
      this.#onEnd = () => {
        if (this.#running.size > count) return;
        cancel();
        resolve();
      };
      this.#onEnd();
    });
  }

  #bypass(delivery: Delivery): void {
    if (this.#bypassing >= MAX_BYPASSING) return this.#needs.log.warn(`too many updates are with handlers: ${delivery.update._} was dropped`);
    this.#bypassing += 1;
    void Promise.resolve()
      .then(() => this.#run(delivery))
      .then(() => (this.#bypassing -= 1));
  }

  async #run(delivery: Delivery): Promise<{ readonly stored: Promise<void> | null }> {
    this.#running.add(delivery);
    try {
      await deliverToHandlers(delivery, this.#needs.deliver);
    } catch (error) {
      this.#needs.log.error(`a handler of ${delivery.update._} failed`, error);
    }
    this.#running.delete(delivery);
    const stored = this.#settle(delivery);
    this.#onEnd();
    return { stored };
  }

  #settle({ ticket }: Delivery): Promise<void> | null {
    return ticket === null ? null : this.#needs.settled(ticket);
  }
}

/** All handlers run below this function: `isBelow` looks for its name. */
async function deliverToHandlers({ update, context }: Delivery, deliver: DeliveriesNeeds["deliver"]): Promise<void> {
  await deliver(update, context);
}
