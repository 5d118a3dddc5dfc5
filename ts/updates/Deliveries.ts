import type { tl } from "../tl/index.js";
import { Bag, type Bagged } from "./Bag.js";
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

/** Brings an update to its handlers. Gives nothing when they are done at once, else a promise that resolves when they are. */
export type Deliver = (update: tl.Update, context: UpdateContext) => void | Promise<void>;

export interface DeliveriesNeeds {
  /** Chats whose updates are handled at once. */
  readonly workers: number;
  /** Whatever it throws is reported, and the update counts as handled. */
  readonly deliver: Deliver;
  /** An update is done; calls `stored` when that is stored, or could not be. */
  readonly settled: (ticket: Ticket, stored: () => void) => void;
  readonly clock: Clock;
  readonly log: UpdatesLog;
}

/** An update that is with its handlers. */
interface Running extends Bagged {
  readonly delivery: Delivery;
  /** Called when its end is stored. */
  readonly stored: () => void;
}

/**
 * Brings updates to handlers: those of a chat in order, those of different chats side by side, some past all queues.
 * The next update of a chat waits until it is stored that the one before is done: whenever the process is killed, no
 * more than one update of each chat can be handled twice. What is done at once is done without a promise: most
 * updates of a busy bot are for nobody.
 */
export class Deliveries {
  readonly #needs: DeliveriesNeeds;
  readonly #queues: ChatQueues<Delivery>;
  readonly #running = new Bag<Running>();
  #bypassing = 0;
  #isOpen = true;
  /** Called whenever a delivery has ended. */
  #onEnd: () => void = () => {};

  constructor(needs: DeliveriesNeeds) {
    this.#needs = needs;
    this.#queues = new ChatQueues(needs.workers, (delivery, goOn) => this.#run(delivery, goOn));
  }

  add(delivery: Delivery): void {
    if (!this.#isOpen) return;
    if (isBypassing(delivery.update)) this.#bypass(delivery);
    else this.#queues.add(chatKey(delivery.update), delivery);
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
    this.#settle(caller);
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
      .then(() => this.#run(delivery, () => {}))
      .then(() => (this.#bypassing -= 1));
  }

  #run(delivery: Delivery, stored: () => void): void | Promise<void> {
    const running: Running = { delivery, stored, place: 0 };
    this.#running.add(running);
    try {
      const handling = deliverToHandlers(delivery, this.#needs.deliver);
      if (handling !== undefined) return this.#untilDone(running, handling);
    } catch (error) {
      this.#report(delivery, error);
    }
    this.#end(running);
  }

  async #untilDone(running: Running, handling: Promise<void>): Promise<void> {
    try {
      await deliverToHandlersLater(handling);
    } catch (error) {
      this.#report(running.delivery, error);
    }
    this.#end(running);
  }

  #report({ update }: Delivery, error: unknown): void {
    this.#needs.log.error(`a handler of ${update._} failed`, error);
  }

  #end(running: Running): void {
    this.#running.delete(running);
    this.#settle(running);
    this.#onEnd();
  }

  #settle({ delivery: { ticket }, stored }: Running): void {
    if (ticket === null) stored();
    else this.#needs.settled(ticket, stored);
  }
}

/** All handlers run below this function, or are awaited by the next: `isBelow` looks for the name that both begin with. */
function deliverToHandlers({ update, context }: Delivery, deliver: Deliver): void | Promise<void> {
  return deliver(update, context);
}

async function deliverToHandlersLater(handling: Promise<void>): Promise<void> {
  await handling;
}
