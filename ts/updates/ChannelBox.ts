import type { tl } from "../tl/index.js";
import { newestIn, newsIn } from "./channelNews.js";
import { forward } from "./counters.js";
import type { UpdatesGap } from "./EngineEvent.js";
import type { FetchFailure } from "./FetchFailure.js";
import { MAX_PIECES, MAX_UNREADABLE, WATCH_MS } from "./fetchLimits.js";
import { FetchPlan } from "./FetchPlan.js";
import type { CountedItem } from "./Item.js";
import type { Outlet } from "./Outlet.js";
import { Track } from "./Track.js";

/** The box of one channel or supergroup. Its pts is 0 until an update or an answer has told it. */
export class ChannelBox {
  readonly channelId: number;
  readonly plan = new FetchPlan();
  readonly outlet: Outlet;
  readonly #pts: Track<CountedItem>;
  readonly #onGap: (reason: UpdatesGap["reason"]) => void;
  /** False once the server has refused a difference: it is not asked again until `updateChannel` (spec/client.md §4.5). */
  #isAccessible = true;
  /** How many want it polled though the account may be no member. */
  #watchers = 0;
  #pieces = 0;
  /** While the channel's past is fetched to learn its pts: what is older than this (Unix seconds) is history, no news. */
  #newsSinceSec: number | null = null;
  /** What `known` was set to without the server having said it. */
  #guessedPts = 0;

  constructor(channelId: number, pts: number, knownPts: number, outlet: Outlet, onGap: (reason: UpdatesGap["reason"]) => void) {
    this.channelId = channelId;
    this.outlet = outlet;
    this.#onGap = onGap;
    this.#pts = new Track(pts, knownPts);
  }

  get pts(): number {
    return this.#pts.value;
  }

  get knownPts(): number {
    return this.#pts.known;
  }

  get isAccessible(): boolean {
    return this.#isAccessible;
  }

  get hasGap(): boolean {
    return this.#pts.hasGap;
  }

  get pending(): number {
    return this.#pts.pending;
  }

  get behindBy(): number {
    return this.#pts.value === 0 ? 0 : this.#pts.known - this.#pts.value;
  }

  /** When to fetch; Infinity for never. */
  get dueMs(): number {
    return this.#isAccessible && !this.outlet.isFull ? this.plan.dueMs : Infinity;
  }

  offer(item: CountedItem, nowMs: number): void {
    if (item.count >= 0 && item.at >= item.count && !this.plan.isRunning) this.#takeAsBase(item);
    const verdict = this.#pts.judge(item);
    if (verdict === "old") return;
    if (verdict === "malformed") {
      this.outlet.report("an update with an impossible counter was refused");
      return this.plan.must(nowMs);
    }
    this.outlet.touch();
    // Most come in their turn, and wait for nothing.
    if (verdict === "apply" && this.#pts.pending === 0 && !this.plan.isRunning && !this.outlet.isFull) this.#apply(item);
    else if (!this.#pts.postpone(item)) {
      this.outlet.report("too many updates waited for a gap; they will come by a difference");
      this.plan.must(nowMs);
    }
    this.drain(nowMs);
  }

  /**
   * An update has come that cannot be taken as it is: the difference brings it again.
   *
   * @returns false when there can be no such difference: it must be taken all the same
   */
  refuse(item: CountedItem, nowMs: number): boolean {
    if (!this.#isAccessible) return false;
    const start = item.at - item.count;
    if (this.#pts.value === 0) {
      if (start <= 0) return false;
      this.#setBase(start);
    }
    if (this.#pts.judge(item) !== "old") this.must(nowMs);
    return true;
  }

  /** An answer has told where the channel is. `isBase`: that is as good a place as any to begin from. */
  hint(pts: number, isBase: boolean, nowMs: number): void {
    if (this.#pts.value === 0) {
      if (isBase && pts > 0 && !this.plan.isRunning) this.#setBase(pts);
      return;
    }
    if (pts <= this.#pts.known || !this.#isAccessible) return;
    this.#pts.known = pts;
    this.outlet.touch();
    this.plan.gap(nowMs);
  }

  /**
   * `updateChannelTooLong`.
   *
   * @param sinceSec until when the account had missed nothing: tells news from history in a channel that is seen for the first time
   */
  tooLong(pts: number | undefined, sinceSec: number, nowMs: number): void {
    if (this.#pts.value === 0) this.#newsSinceSec = sinceSec;
    if (pts !== undefined && this.#pts.value > 0 && pts <= this.#pts.value) return;
    // Also stored: should the process end now, the next one knows that something is missing.
    if (pts === undefined && !this.#pts.isBehind) this.#guessedPts = this.#pts.value + 1;
    this.#pts.known = Math.max(this.#pts.known, pts ?? this.#guessedPts);
    this.must(nowMs);
  }

  /** `updateChannel`: something about the channel, perhaps the membership, is not as it was. */
  changed(nowMs: number): void {
    this.#isAccessible = true;
    if (this.#pts.value > 0) this.must(nowMs);
  }

  must(nowMs: number): void {
    this.plan.must(nowMs);
    this.outlet.touch();
  }

  /** @param sinceSec as for `tooLong`: whoever begins to watch asks for no history */
  watch(sinceSec: number, nowMs: number): void {
    this.#watchers += 1;
    if (this.#pts.value === 0) this.#newsSinceSec = sinceSec;
    this.must(nowMs);
  }

  unwatch(): void {
    this.#watchers -= 1;
  }

  /** Gives out what there is room for. */
  drain(nowMs: number): void {
    if (this.plan.isRunning) return;
    while (!this.outlet.isFull) {
      const item = this.#pts.takeNext();
      if (item === null) break;
      this.#apply(item);
    }
    if (this.hasGap) this.plan.gap(nowMs);
    else if (!this.#pts.isBehind) this.plan.gapClosed();
  }

  #apply(item: CountedItem): void {
    this.#pts.value = item.at;
    this.outlet.give(item, { pts: item.at }, { at: item.at, isQts: false });
  }

  /** @param give hands on one update of the difference; its key counts until the pts that is given with it */
  receiveDifference(result: tl.UpdatesChannelDifference, nowMs: number, give: (update: tl.Update, untilPts: number) => void): void {
    const before = this.#pts.value;
    switch (result._) {
      case "updates.channelDifferenceEmpty":
        this.#land(result.pts);
        break;
      case "updates.channelDifference":
        for (const update of newsIn(result, this.#newsSinceSec)) give(update, forward(before, result.pts));
        this.#land(result.pts);
        break;
      case "updates.channelDifferenceTooLong": {
        const pts = result.dialog._ === "dialog" ? (result.dialog.pts ?? 0) : 0;
        const { news, isWhole } = newestIn(result, pts, this.#newsSinceSec);
        for (const update of news) give(update, pts);
        if (!isWhole) this.#onGap("tooLong");
        this.#reset(pts);
        break;
      }
      default:
        return result satisfies never;
    }
    if (result.final === true) this.#finish(result.timeout, nowMs);
    else this.#goOn(before, nowMs);
  }

  failed(failure: FetchFailure, nowMs: number): void {
    this.plan.failed(nowMs, failure.kind === "retry" ? failure.waitMs : 0);
    switch (failure.kind) {
      case "inaccessible":
        this.#isAccessible = false;
        this.#forget(nowMs);
        break;
      case "timestamp":
        if (this.#pts.value > 0) this.#onGap("reset");
        this.#forget(nowMs);
        break;
      case "unreadable":
        if (this.plan.failures < MAX_UNREADABLE) break;
        this.#onGap("unreadable");
        this.#forget(nowMs);
        break;
      default:
        break;
    }
  }

  /** The first update that is seen of a channel is where it begins; so is any, where no difference can be had. */
  #takeAsBase(item: CountedItem): void {
    const start = item.at - item.count;
    if (this.#pts.value === 0 || (!this.#isAccessible && start > this.#pts.value)) this.#pts.reset(start);
  }

  #setBase(pts: number): void {
    this.#pts.reset(pts);
    this.outlet.advance({ pts });
  }

  #land(pts: number): void {
    this.#pts.moveTo(pts);
    this.outlet.advance({ pts: this.#pts.value });
  }

  #reset(pts: number): void {
    this.#pts.reset(pts);
    this.outlet.advance({ pts });
  }

  /** The next update is the base; what waits is given out if it makes a beginning. */
  #forget(nowMs: number): void {
    this.plan.cancel();
    this.#pieces = 0;
    const waiting: CountedItem[] = this.#pts.takeAll();
    this.#reset(0);
    for (const item of waiting) this.offer(item, nowMs);
  }

  #goOn(before: number, nowMs: number): void {
    this.#pieces += 1;
    const isStuck = this.#pts.value === before;
    if (!isStuck && this.#pieces < MAX_PIECES) {
      this.plan.succeeded();
      return this.must(nowMs);
    }
    this.outlet.report(isStuck ? "a difference brought nothing and did not end" : `a difference did not end after ${MAX_PIECES} pieces`);
    this.#pieces = 0;
    this.plan.failed(nowMs);
  }

  #finish(timeoutSec: number | undefined, nowMs: number): void {
    this.#pieces = 0;
    this.plan.succeeded();
    if (this.#pts.known === this.#guessedPts) this.#pts.known = this.#pts.value;
    this.#guessedPts = 0;
    this.#newsSinceSec = null;
    this.drain(nowMs);
    if (this.plan.checkLag(this.#pts.isBehind && !this.outlet.isFull, nowMs)) {
      if (this.#watchers > 0) this.plan.must(nowMs + (timeoutSec === undefined ? WATCH_MS : 1000 * timeoutSec));
      return;
    }
    this.outlet.report("the server pushed updates that its differences do not know; they are given up");
    this.#pts.giveUp();
    this.plan.gapClosed();
  }
}
