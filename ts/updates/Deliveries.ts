import { AsyncLocalStorage } from "node:async_hooks";
import type { tl } from "../tl/index.js";
import { chatKey } from "./chatKey.js";
import { ChatQueues } from "./ChatQueues.js";
import type { Clock } from "./Clock.js";
import type { Delivery, Ticket } from "./EngineEvent.js";
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
  readonly settled: (ticket: Ticket) => void;
  readonly clock: Clock;
  readonly log: UpdatesLog;
}

/** Brings updates to handlers: those of a chat in order, those of different chats side by side, some past all queues. */
export class Deliveries {
  readonly #needs: DeliveriesNeeds;
  readonly #queues: ChatQueues;
  /** Tells inside a handler which delivery it belongs to. */
  readonly #current = new AsyncLocalStorage<Delivery>();
  readonly #running = new Map<Delivery, Promise<void>>();
  #bypassing = 0;
  #isOpen = true;

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
   * Begins no further update and waits for those under way. One whose handler is calling this very function counts
   * as handled: it would wait for itself, and the next start would meet it again.
   *
   * @returns how many were still running after `timeoutMs`
   */
  async close(timeoutMs: number): Promise<number> {
    this.#isOpen = false;
    this.#queues.close();
    const own = this.#current.getStore();
    if (own !== undefined) {
      this.#running.delete(own);
      this.#settle(own);
    }
    if (this.#running.size === 0) return 0;
    await new Promise<void>((resolve) => {
      const cancel = this.#needs.clock.after(timeoutMs, resolve);
      void Promise.all(this.#running.values()).then(() => (cancel(), resolve()));
    });
    return this.#running.size;
  }

  #bypass(delivery: Delivery): void {
    if (this.#bypassing >= MAX_BYPASSING) return this.#needs.log.warn(`too many updates are with handlers: ${delivery.update._} was dropped`);
    this.#bypassing += 1;
    void Promise.resolve()
      .then(() => this.#run(delivery))
      .then(() => (this.#bypassing -= 1));
  }

  async #run(delivery: Delivery): Promise<void> {
    const handled = this.#current.run(delivery, () => this.#handle(delivery));
    this.#running.set(delivery, handled);
    await handled;
    this.#running.delete(delivery);
    this.#settle(delivery);
  }

  async #handle({ update, context }: Delivery): Promise<void> {
    try {
      await this.#needs.deliver(update, context);
    } catch (error) {
      this.#needs.log.error(`a handler of ${update._} failed`, error);
    }
  }

  #settle({ ticket }: Delivery): void {
    if (ticket !== null) this.#needs.settled(ticket);
  }
}
