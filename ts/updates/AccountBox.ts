import type { tl } from "../tl/index.js";
import type { BoxState } from "./BoxState.js";
import { forward, type Step } from "./counters.js";
import type { FetchFailure } from "./FetchFailure.js";
import { MAX_PIECES, MAX_UNREADABLE } from "./fetchLimits.js";
import { FetchPlan } from "./FetchPlan.js";
import type { CountedItem, Item } from "./Item.js";
import type { Outlet } from "./Outlet.js";
import { Track } from "./Track.js";
import type { UpdatesGap } from "./EngineEvent.js";

/** What of a numbered container moves no pts or qts. */
export interface ContainerRest extends Step {
  readonly items: readonly Item[];
}

/** The state that a difference leads to, or the next place on the way there. */
type Landing = Pick<BoxState, "pts" | "qts" | "date" | "seq">;

/**
 * Updates after which the server is told by a difference how far this client is: it keeps a bounded queue of what
 * was not confirmed, and bots get many (TDLib's figure; spec/client.md §4.4).
 */
const CONFIRM_AFTER = 100_000;

/** The account's own box: pts, qts and seq, which one difference repairs. */
export class AccountBox {
  readonly plan = new FetchPlan();
  readonly outlet: Outlet;
  readonly #pts: Track<CountedItem>;
  readonly #qts: Track<CountedItem>;
  readonly #seq: Track<ContainerRest>;
  readonly #giveRest: (item: Item) => void;
  #date: number;
  /** Why the counters are void, if they are: then the state is fetched, not a difference. */
  #isVoid: UpdatesGap["reason"] | null = null;
  /** How far the server knows this client to be: from its last difference. */
  #confirmedPts: number;
  /** Slices of the difference under way. */
  #pieces = 0;

  /** @param giveRest hands on an update that moves no counter */
  constructor(state: BoxState, knownPts: number, outlet: Outlet, giveRest: (item: Item) => void) {
    this.outlet = outlet;
    this.#giveRest = giveRest;
    this.#pts = new Track(state.pts, knownPts);
    this.#qts = new Track(state.qts);
    this.#seq = new Track(state.seq);
    this.#date = state.date;
    this.#confirmedPts = state.pts;
  }

  get state(): BoxState {
    return { pts: this.#pts.value, qts: this.#qts.value, date: this.#date, seq: this.#seq.value };
  }

  get knownPts(): number {
    return this.#pts.known;
  }

  get isVoid(): UpdatesGap["reason"] | null {
    return this.#isVoid;
  }

  get hasGap(): boolean {
    return this.#pts.hasGap || this.#qts.hasGap || this.#seq.hasGap;
  }

  get pending(): number {
    return this.#pts.pending + this.#qts.pending + this.#seq.pending;
  }

  /** Counted updates that the server has spoken of and that were not given out. */
  get behindBy(): number {
    return this.#pts.known - this.#pts.value + (this.#qts.known - this.#qts.value);
  }

  get #canGive(): boolean {
    return !this.plan.isRunning && this.#isVoid === null && !this.outlet.isFull;
  }

  get #tracks(): readonly (Track<CountedItem> | Track<ContainerRest>)[] {
    return [this.#pts, this.#qts, this.#seq];
  }

  /** An update of this box has come. */
  offer(item: CountedItem, counter: "pts" | "qts", nowMs: number): void {
    if (counter === "pts") this.#offer(this.#pts, item, this.#applyPts, nowMs);
    else this.#offer(this.#qts, item, this.#applyQts, nowMs);
  }

  /** A numbered container has come; its counted updates were offered before. */
  offerRest(rest: ContainerRest, nowMs: number): void {
    this.#offer(this.#seq, rest, this.#applyRest, nowMs);
  }

  /** An update has come that cannot be taken as it is. */
  refuse(item: CountedItem, nowMs: number): void {
    if (this.#pts.judge(item) !== "old") this.plan.must(nowMs);
  }

  /** The counters are void: take what the server says, and report what may be lost. */
  voidState(reason: UpdatesGap["reason"], nowMs: number): void {
    this.#isVoid ??= reason;
    this.plan.must(nowMs);
  }

  /** Gives out what there is room for. */
  drain(nowMs: number): void {
    if (this.plan.isRunning || this.#isVoid !== null) return;
    this.#drain(this.#pts, this.#applyPts);
    this.#drain(this.#qts, this.#applyQts);
    this.#drain(this.#seq, this.#applyRest);
    if (this.hasGap) this.plan.gap(nowMs);
    else this.plan.gapClosed();
    if (this.#pts.value - this.#confirmedPts > CONFIRM_AFTER) this.#confirm(nowMs);
  }

  receiveState(state: tl.RawUpdatesState, nowMs: number): void {
    this.plan.succeeded();
    this.#isVoid = null;
    this.#pts.reset(state.pts);
    this.#qts.reset(state.qts);
    this.#seq.reset(state.seq);
    this.#date = state.date;
    this.outlet.advance(this.state);
    this.drain(nowMs);
  }

  /** @param other takes an update of the difference that is not a new message */
  receiveDifference(result: tl.UpdatesDifference, nowMs: number, other: (update: tl.Update) => void, message: (message: tl.Message | tl.EncryptedMessage) => void): void {
    switch (result._) {
      case "updates.differenceEmpty":
        this.#land({ pts: this.#pts.value, qts: this.#qts.value, date: result.date, seq: result.seq });
        return this.#finish(nowMs);
      case "updates.difference":
        this.#unpack(result, other, message);
        this.#land(result.state);
        return this.#finish(nowMs);
      case "updates.differenceSlice": {
        const before = this.state;
        this.#unpack(result, other, message);
        this.#land(result.intermediateState);
        return this.#goOn(before, nowMs);
      }
      case "updates.differenceTooLong": {
        const before = this.state;
        this.#land({ ...before, pts: result.pts });
        return this.#goOn(before, nowMs);
      }
      default:
        return result satisfies never;
    }
  }

  failed(failure: FetchFailure, nowMs: number): void {
    if (failure.kind === "timestamp") {
      this.plan.succeeded();
      return this.voidState("reset", nowMs);
    }
    this.plan.failed(nowMs, failure.kind === "retry" ? failure.waitMs : 0);
    if (failure.kind === "unreadable" && this.plan.failures >= MAX_UNREADABLE) this.voidState("unreadable", nowMs);
  }

  /** How far a difference that ends at `landing` brings the counters: what its updates' keys count until. */
  until({ pts, qts }: Pick<Landing, "pts" | "qts">): Pick<BoxState, "pts" | "qts"> {
    return { pts: forward(this.#pts.value, pts), qts: forward(this.#qts.value, qts) };
  }

  #offer<T extends CountedItem | ContainerRest>(track: Track<T>, item: T, apply: (item: T) => void, nowMs: number): void {
    const verdict = track.judge(item);
    // Counters that are void judge nothing: it waits for those that come.
    if (verdict === "old" && this.#isVoid === null) return;
    if (verdict === "malformed") {
      this.outlet.report("an update with an impossible counter was refused");
      return this.plan.must(nowMs);
    }
    // Most come in their turn, and wait for nothing.
    if (verdict === "apply" && track.pending === 0 && this.#canGive) apply(item);
    else if (!track.postpone(item)) {
      this.outlet.report("too many updates waited for a gap; they will come by a difference");
      this.plan.must(nowMs);
    }
    this.drain(nowMs);
  }

  #drain<T extends CountedItem | ContainerRest>(track: Track<T>, apply: (item: T) => void): void {
    while (!this.outlet.isFull) {
      const item = track.takeNext();
      if (item === null) return;
      apply(item);
    }
  }

  readonly #applyPts = (item: CountedItem): void => {
    this.#pts.value = item.at;
    this.outlet.give(item, { pts: item.at }, { at: item.at, isQts: false });
  };

  readonly #applyQts = (item: CountedItem): void => {
    this.#qts.value = item.at;
    this.outlet.give(item, { qts: item.at }, { at: item.at, isQts: true });
  };

  /**
   * The date stays: a difference names the channels that have changed since then, and a pushed container does not
   * prove that no channel's push was lost before it.
   */
  readonly #applyRest = ({ at, items }: ContainerRest): void => {
    this.#seq.value = at;
    items.forEach(this.#giveRest);
    this.outlet.advance({ seq: at });
  };

  #unpack(
    { newMessages, newEncryptedMessages, otherUpdates }: tl.RawUpdatesDifference | tl.RawUpdatesDifferenceSlice,
    other: (update: tl.Update) => void,
    message: (message: tl.Message | tl.EncryptedMessage) => void,
  ): void {
    const isEarly = ({ _ }: tl.Update): boolean => _ === "updateMessageID" || _ === "updateStoryID";
    otherUpdates.filter(isEarly).forEach(other);
    newMessages.forEach(message);
    newEncryptedMessages.forEach(message);
    otherUpdates.filter((update) => !isEarly(update)).forEach(other);
  }

  #land({ pts, qts, date, seq }: Landing): void {
    this.#pts.moveTo(pts);
    this.#qts.moveTo(qts);
    this.#seq.moveTo(seq);
    this.#date = Math.max(this.#date, date);
    this.outlet.advance(this.state);
  }

  /** There is more to fetch; a server that brings nothing, or never comes to an end, is asked less often. */
  #goOn(before: BoxState, nowMs: number): void {
    this.#pieces += 1;
    const { pts, qts, date } = this.state;
    const isStuck = pts === before.pts && qts === before.qts && date === before.date;
    if (!isStuck && this.#pieces < MAX_PIECES) {
      this.plan.succeeded();
      return this.plan.must(nowMs);
    }
    this.outlet.report(isStuck ? "a difference brought nothing and did not end" : `a difference did not end after ${MAX_PIECES} pieces`);
    this.#pieces = 0;
    this.plan.failed(nowMs);
  }

  #confirm(nowMs: number): void {
    this.#confirmedPts = this.#pts.value;
    this.plan.must(nowMs);
  }

  #finish(nowMs: number): void {
    this.#pieces = 0;
    this.#confirmedPts = this.#pts.value;
    this.plan.succeeded();
    this.drain(nowMs);
    const isBehind = this.#tracks.some((track) => track.isBehind) && !this.outlet.isFull;
    if (this.plan.checkLag(isBehind, nowMs)) return;
    this.outlet.report("the server pushed updates that its differences do not know; they are given up");
    for (const track of this.#tracks) track.giveUp();
    this.plan.gapClosed();
  }
}
