import type { tl } from "../tl/index.js";
import { AccountBox } from "./AccountBox.js";
import type { BoxRecord } from "./BoxRecord.js";
import { ACCOUNT_BOX, type BoxId } from "./BoxState.js";
import { ChannelBox } from "./ChannelBox.js";
import { ChannelBoxes } from "./ChannelBoxes.js";
import { CommitLog } from "./CommitLog.js";
import type { EngineEvent, Fetch, Ticket } from "./EngineEvent.js";
import type { FetchFailure } from "./FetchFailure.js";
import { PROBE_AFTER_MS } from "./fetchLimits.js";
import type { CountedItem, Item } from "./Item.js";
import { encryptedKey, keyOf } from "./keyOf.js";
import { openContainer } from "./openContainer.js";
import { Outlet } from "./Outlet.js";
import { positionOf } from "./positionOf.js";
import type { ResultStep } from "./resultSteps.js";
import { MAX_PENDING } from "./Track.js";
import { unknownPeer, type KnowsPeer } from "./unknownPeer.js";
import { isBypassing, isFirst } from "./updateKinds.js";

export interface EngineOptions {
  /** User id of the account: short forms leave it out. */
  readonly selfId: number;
  readonly knows: KnowsPeer;
}

/** How the engine stands, for people. */
export interface EngineStatus {
  readonly behindBy: number;
  readonly isCatchingUp: boolean;
  readonly openGaps: number;
  readonly pending: number;
  readonly unsettled: number;
  readonly inaccessibleChannels: number;
}

/**
 * Puts updates in order. It knows where the account and each channel stand, holds what came too early, and tells
 * which difference closes a gap. It has no clock, socket or timer: the time is an argument, in milliseconds of any
 * clock that does not go back.
 *
 * After each call drain `takeEvents`, then start what `takeFetches` gives, then read `deadlineMs`: at that time
 * `takeFetches` has more. Every fetch is answered by one `receive…` or `fetchFailed`. `takeChanges` gives what must
 * be stored; it covers no update that was not settled.
 */
export class UpdatesEngine {
  readonly #options: EngineOptions;
  readonly #events: EngineEvent[] = [];
  /** Outlets of boxes of which there is something new to store. */
  readonly #changed: Outlet[] = [];
  readonly #account: AccountBox;
  readonly #channels: ChannelBoxes;
  #isSignedOut = false;
  #heardMs: number;

  /** @param records what was stored; that of the account must be there */
  constructor(options: EngineOptions, records: readonly BoxRecord[], nowMs: number) {
    this.#options = options;
    this.#heardMs = nowMs;
    const account = records.find(({ boxId }) => boxId === ACCOUNT_BOX);
    if (account === undefined) throw new TypeError("records must hold the account's box");
    this.#account = new AccountBox(account, account.knownPts, this.#outlet(account), (item) => this.#giveUncounted(item));
    this.#channels = new ChannelBoxes({
      outlet: (channelId) => this.#outlet({ boxId: channelId, pts: 0, qts: 0, date: 0, seq: 0, knownPts: 0, done: new Map() }),
      onGap: (channelId, reason) => this.#events.push({ kind: "gap", gap: { channelId, reason } }),
    });
    for (const record of records) {
      if (record.boxId !== ACCOUNT_BOX) this.#channels.restore(record, this.#outlet(record));
    }
  }

  /** The line was down and is up again: asks for what was missed meanwhile, at once. */
  connectionRenewed(nowMs: number): void {
    this.#account.plan.restart(nowMs);
    for (const box of this.#channels.all()) if (box.plan.failures > 0) this.#channels.touch(box.channelId).plan.restart(nowMs);
  }

  /** Asks for everything that was missed: after a start, or a push that said no more. */
  catchUp(nowMs: number): void {
    this.#account.plan.must(nowMs);
  }

  /** Also asks for what stored records say was missed in channels, which no account difference need name again. */
  catchUpChannels(nowMs: number): void {
    for (const box of this.#channels.all()) if (box.knownPts > box.pts) this.#channels.touch(box.channelId).must(nowMs);
  }

  /** Something came that could not be read; which box it belonged to is unknown. */
  receiveUnreadable(nowMs: number): void {
    this.#heardMs = nowMs;
    this.catchUp(nowMs);
  }

  /**
   * A container of updates: pushed, or (`isOwn`) the result of an own call, which moves the counters and is given
   * to no handler. Its users and chats must have been learned before.
   */
  receive(container: tl.Updates, nowMs: number, isOwn = false): void {
    this.#heardMs = nowMs;
    const opened = openContainer(container, this.#options.selfId);
    if (opened === null) return this.catchUp(nowMs);
    const { users, chats, sequence } = opened;
    const rest: Item[] = [];
    for (const update of firstOnesFirst(opened.updates)) {
      const key = keyOf(update);
      this.#act(update, nowMs);
      const position = positionOf(update);
      if (position !== null) {
        const { at, count, boxId, counter } = position;
        this.#offer({ update, users, chats, key, isOwn, at, count }, boxId, counter, nowMs);
        continue;
      }
      const item: Item = { update, users, chats, key, isOwn };
      // Nobody waits for its turn: it is gone before that.
      if (isBypassing(update)) this.#giveUncounted(item);
      else rest.push(item);
    }
    if (sequence === null) for (const item of rest) this.#giveUncounted(item);
    else this.#account.offerRest({ at: sequence.end, count: sequence.end - sequence.start + 1, items: rest }, nowMs);
  }

  /** The result of an own call has moved a counter, or told where one is (spec/client.md §4.6). */
  receiveStep(step: ResultStep, nowMs: number): void {
    if (step.kind === "hint") return this.#channels.touch(step.channelId).hint(step.pts, step.isBase, nowMs);
    if (step.count === 0) return;
    const { at, count, key } = step;
    const item: CountedItem = { update: null, users: [], chats: [], key, isOwn: true, at, count };
    this.#offer(item, step.boxId, "pts", nowMs);
  }

  /** Differences to fetch now. Each runs until it is answered. */
  takeFetches(nowMs: number): Fetch[] {
    if (this.#isSignedOut) return [];
    if (nowMs >= this.#heardMs + PROBE_AFTER_MS) {
      this.#heardMs = nowMs;
      this.catchUp(nowMs);
    }
    const fetches: Fetch[] = this.#channels.takeFetches(nowMs);
    const { plan, outlet, state, isVoid } = this.#account;
    if (plan.dueMs <= nowMs && !outlet.isFull) {
      plan.begin();
      const { pts, qts, date } = state;
      fetches.push(isVoid === null ? { kind: "difference", pts, qts, date } : { kind: "state" });
    }
    return fetches;
  }

  /** Whether the server has said that nobody is signed in: it is asked nothing more. */
  get isSignedOut(): boolean {
    return this.#isSignedOut;
  }

  /** When to call `takeFetches` again, at the latest. */
  get deadlineMs(): number {
    if (this.#isSignedOut) return Infinity;
    const { plan, outlet } = this.#account;
    return Math.min(outlet.isFull ? Infinity : plan.dueMs, this.#channels.deadlineMs, this.#heardMs + PROBE_AFTER_MS);
  }

  receiveState(state: tl.RawUpdatesState, nowMs: number): void {
    this.#heardMs = nowMs;
    const reason = this.#account.isVoid;
    if (reason !== null) this.#events.push({ kind: "gap", gap: { channelId: null, reason } });
    this.#account.receiveState(state, nowMs);
  }

  receiveDifference(result: tl.UpdatesDifference, nowMs: number): void {
    this.#heardMs = nowMs;
    if (result._ === "updates.differenceTooLong") this.#events.push({ kind: "gap", gap: { channelId: null, reason: "tooLong" } });
    const landing = "state" in result ? result.state : "intermediateState" in result ? result.intermediateState : this.#account.state;
    const until = this.#account.until(landing);
    const { users, chats } = "users" in result ? result : { users: [], chats: [] };
    const give = (update: tl.Update, key: string | null, isQts: boolean): void => {
      this.#account.outlet.give({ update, users, chats, key, isOwn: false }, {}, { at: isQts ? until.qts : until.pts, isQts });
    };
    this.#account.receiveDifference(
      result,
      nowMs,
      (update) => {
        this.#act(update, nowMs);
        const position = positionOf(update);
        const item: Item = { update, users, chats, key: keyOf(update), isOwn: false };
        if (position === null) this.#giveUncounted(item);
        else if (position.boxId === ACCOUNT_BOX) give(update, item.key, position.counter === "qts");
        else this.#channels.touch(position.boxId).offer({ ...item, at: position.at, count: position.count }, nowMs);
      },
      (message) => {
        if ("randomId" in message) give({ _: "updateNewEncryptedMessage", message, qts: until.qts }, encryptedKey(message), true);
        else give({ _: "updateNewMessage", message, pts: until.pts, ptsCount: 0 }, `m${message.id}`, false);
      },
    );
  }

  receiveChannelDifference(channelId: number, result: tl.UpdatesChannelDifference, nowMs: number): void {
    this.#heardMs = nowMs;
    const box = this.#channels.touch(channelId);
    const { users, chats } = "users" in result ? result : { users: [], chats: [] };
    box.receiveDifference(result, nowMs, (update, untilPts) => {
      box.outlet.give({ update, users, chats, key: keyOf(update), isOwn: false }, {}, { at: untilPts, isQts: false });
    });
  }

  fetchFailed(fetch: Fetch, failure: FetchFailure, nowMs: number): void {
    if (failure.kind === "signedOut") this.#isSignedOut = true;
    if (fetch.kind === "channelDifference") this.#channels.touch(fetch.channelId).failed(failure, nowMs);
    else this.#account.failed(failure, nowMs);
  }

  /**
   * The handlers of an update are done: what waited for room goes on.
   *
   * @returns whether there may be events and fetches: mostly there are none
   */
  settle({ boxId, entry }: Ticket, nowMs: number): boolean {
    const box = boxId === ACCOUNT_BOX ? this.#account : this.#channels.touch(boxId);
    const wasFull = box.outlet.isFull;
    box.outlet.settle(entry);
    if (!wasFull) return false;
    box.drain(nowMs);
    return true;
  }

  /** Polls a channel that the account need not be a member of, until the returned function is called. */
  watchChannel(channelId: number, nowMs: number): () => void {
    const box = this.#channels.touch(channelId);
    box.watch(this.#account.state.date, nowMs);
    let isWatching = true;
    return () => {
      if (isWatching) box.unwatch();
      isWatching = false;
    };
  }

  takeEvents(): EngineEvent[] {
    return this.#events.length === 0 ? [] : this.#events.splice(0);
  }

  /** What changed since the last time, to be stored as one. */
  takeChanges(): BoxRecord[] {
    return this.#changed.splice(0).map((outlet) => this.#record(outlet));
  }

  /** Whether `takeChanges` has something. */
  get hasChanges(): boolean {
    return this.#changed.length > 0;
  }

  get status(): EngineStatus {
    const boxes = [this.#account, ...this.#channels.all()];
    const sum = (of: (box: (typeof boxes)[number]) => number): number => boxes.reduce((total, box) => total + of(box), 0);
    return {
      behindBy: sum((box) => box.behindBy),
      isCatchingUp: boxes.some(({ plan }) => plan.isRunning),
      openGaps: sum((box) => (box.hasGap ? 1 : 0)),
      pending: sum((box) => box.pending),
      unsettled: sum((box) => box.outlet.unsettled),
      inaccessibleChannels: [...this.#channels.all()].filter((box) => !box.isAccessible).length,
    };
  }

  /** Kinds that tell something to the engine itself; handlers get them as well. */
  #act(update: tl.Update, nowMs: number): void {
    switch (update._) {
      case "updateChannelTooLong":
        return this.#channels.touch(update.channelId).tooLong(update.pts, this.#account.state.date, nowMs);
      case "updateChannel":
        return this.#channels.touch(update.channelId).changed(nowMs);
      case "updateReadChannelInbox":
        return this.#channels.touch(update.channelId).hint(update.pts, false, nowMs);
      case "updatePtsChanged":
        return this.#account.voidState("reset", nowMs);
      default:
    }
  }

  #offer(item: CountedItem, boxId: BoxId, counter: "pts" | "qts", nowMs: number): void {
    const box = boxId === ACCOUNT_BOX ? this.#account : this.#channels.touch(boxId);
    // A difference may bring it before its turn comes: it is as well-known then.
    if (item.isOwn && item.key !== null) box.outlet.remember(item.key);
    const isRefused = item.update !== null && !item.isOwn && unknownPeer(item.update, this.#options.knows) !== null;
    if (box instanceof ChannelBox) {
      if (!isRefused || !box.refuse(item, nowMs)) box.offer(item, nowMs);
    } else if (isRefused && counter === "pts") box.refuse(item, nowMs);
    else box.offer(item, counter, nowMs);
  }

  #giveUncounted(item: Item): void {
    const { update, users, chats, isOwn } = item;
    if (update === null || isOwn) return;
    const { outlet } = this.#account;
    if (isBypassing(update)) this.#events.push({ kind: "update", update, context: { users, chats }, ticket: null });
    else if (outlet.unsettled < MAX_PENDING) outlet.give(item, {}, { at: 0, isQts: false });
    else outlet.report(`too many updates are with handlers: ${update._} was dropped`);
  }

  #outlet({ boxId, done, pts, qts, date, seq }: BoxRecord): Outlet {
    return new Outlet(boxId, new CommitLog({ pts, qts, date, seq }, done), this.#events, this.#changed);
  }

  #record(outlet: Outlet): BoxRecord {
    const { boxId } = outlet;
    const { knownPts } = boxId === ACCOUNT_BOX ? this.#account : this.#channels.touch(boxId);
    return { boxId, ...outlet.takeChanges(), knownPts };
  }
}

function firstOnesFirst(updates: readonly tl.Update[]): readonly tl.Update[] {
  if (!updates.some(isFirst)) return updates;
  return [...updates.filter(isFirst), ...updates.filter((update) => !isFirst(update))];
}
