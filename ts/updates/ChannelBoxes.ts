import type { BoxRecord } from "./BoxRecord.js";
import { ChannelBox } from "./ChannelBox.js";
import type { Fetch, UpdatesGap } from "./EngineEvent.js";
import { MAX_CHANNEL_FETCHES } from "./fetchLimits.js";
import type { Outlet } from "./Outlet.js";

export interface ChannelBoxesNeeds {
  /** An outlet for a channel that is seen for the first time. */
  readonly outlet: (channelId: number) => Outlet;
  readonly onGap: (channelId: number, reason: UpdatesGap["reason"]) => void;
}

/** The boxes of all channels that were ever seen, and which of them have something to fetch. */
export class ChannelBoxes {
  readonly #needs: ChannelBoxesNeeds;
  readonly #boxes = new Map<number, ChannelBox>();
  /** Channels that may have a fetch due: most have none, and looking through all of them for each update would be slow. */
  readonly #active = new Set<ChannelBox>();

  constructor(needs: ChannelBoxesNeeds) {
    this.#needs = needs;
  }

  /** A box as it was stored. */
  restore({ boxId, pts, knownPts }: BoxRecord, outlet: Outlet): void {
    this.#boxes.set(boxId, this.#create(boxId, pts, knownPts, outlet));
  }

  /** The box of a channel, made if need be; it is about to change. */
  touch(channelId: number): ChannelBox {
    let box = this.#boxes.get(channelId);
    if (box === undefined) {
      box = this.#create(channelId, 0, 0, this.#needs.outlet(channelId));
      this.#boxes.set(channelId, box);
    }
    this.#active.add(box);
    return box;
  }

  all(): Iterable<ChannelBox> {
    return this.#boxes.values();
  }

  takeFetches(nowMs: number): Fetch[] {
    const fetches: Fetch[] = [];
    let room = MAX_CHANNEL_FETCHES - this.#running;
    for (const box of this.#active) {
      if (room > 0 && box.dueMs <= nowMs) {
        room -= 1;
        box.plan.begin();
        fetches.push({ kind: "channelDifference", channelId: box.channelId, pts: box.pts });
      } else if (!box.plan.isRunning && box.plan.dueMs === Infinity) this.#active.delete(box);
    }
    return fetches;
  }

  /** When a fetch is due; those that wait for another's end have no time. */
  get deadlineMs(): number {
    if (this.#running >= MAX_CHANNEL_FETCHES) return Infinity;
    let deadlineMs = Infinity;
    for (const box of this.#active) deadlineMs = Math.min(deadlineMs, box.dueMs);
    return deadlineMs;
  }

  get #running(): number {
    let running = 0;
    for (const { plan } of this.#active) if (plan.isRunning) running += 1;
    return running;
  }

  #create(channelId: number, pts: number, knownPts: number, outlet: Outlet): ChannelBox {
    return new ChannelBox(channelId, pts, knownPts, outlet, (reason) => this.#needs.onGap(channelId, reason));
  }
}
