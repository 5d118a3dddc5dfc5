import { TimeoutError } from "../errors/index.js";
import type { tl, TlRequest } from "../tl/index.js";
import type { BoxRecord } from "./BoxRecord.js";
import { ACCOUNT_BOX } from "./BoxState.js";
import { systemClock, type Clock } from "./Clock.js";
import { Deliveries, type Deliver } from "./Deliveries.js";
import type { EngineEvent, Fetch, UpdatesGap } from "./EngineEvent.js";
import { failureOf } from "./failureOf.js";
import { fetchRequest, type InputChannelOf } from "./fetchRequest.js";
import { openContainer } from "./openContainer.js";
import { stepsIn, updatesIn } from "./resultSteps.js";
import { StateSaver } from "./StateSaver.js";
import { MAX_PENDING } from "./Track.js";
import { UpdatesEngine } from "./UpdatesEngine.js";
import type { UpdatesHealth } from "./UpdatesHealth.js";
import type { UpdatesLog } from "./UpdatesLog.js";
import { fromStored, type UpdatesStore } from "./UpdatesStore.js";
import type { KnowsPeer } from "./unknownPeer.js";
import { isImmediate } from "./updateKinds.js";

export interface UpdatesRunnerOptions {
  /** Sends a call; the answer is decoded and of the call's type. */
  readonly invoke: (request: TlRequest, options: { readonly signal: AbortSignal }) => Promise<unknown>;
  /** Brings one update to its handlers; only when they are done may its counter be stored. */
  readonly deliver: Deliver;
  /** Remembers the users and chats that came with updates; what it returns resolves when they are stored; nothing: they are. */
  readonly learnPeers: (source: PeerSource) => Promise<unknown> | null | void;
  readonly knows: KnowsPeer;
  readonly inputChannelOf: InputChannelOf;
  readonly store: UpdatesStore;
  /** Told when updates were lost for good. */
  readonly onGap: (gap: UpdatesGap) => void;
  readonly log: UpdatesLog;
  /** Chats whose updates are handled at once. */
  readonly workers: number;
  /** Missed updates of the account that are caught up on; of more, the server tells none (`updatesGap`). @default 100000 */
  readonly catchUpLimit?: number;
  /** @default the system's */
  readonly clock?: Clock;
}

/** What carries users and chats: a container of updates or a difference, with the messages that mention them. */
export type PeerSource = tl.RawUpdates | tl.RawUpdatesCombined | Extract<tl.UpdatesDifference | tl.UpdatesChannelDifference, { users: tl.User[] }>;

export interface StartUpdatesOptions {
  /** User id of the account. */
  readonly selfId: number;
  /** Handle what was missed since the stored state; else the past is dropped. */
  readonly catchUp: boolean;
}

const CATCH_UP_LIMIT = 100_000;

/** An answer that has not come by then never will: the call is made again, or its box would wait for ever. */
const FETCH_TIMEOUT_MS = 120_000;

/** How long a stop waits for running handlers. */
const STOP_TIMEOUT_MS = 5000;

/**
 * Runs the engine: fetches the differences it wants, brings its updates to handlers, and stores the state behind
 * them. An update is handled at least once; exactly once if its handlers finish and the process lives until that is
 * stored (spec/client.md §4.7).
 */
export class UpdatesRunner {
  readonly #options: UpdatesRunnerOptions;
  readonly #clock: Clock;
  readonly #deliveries: Deliveries;
  readonly #saver: StateSaver;
  readonly #leaving = new AbortController();
  /** What came while the state was being loaded; null before and after that. */
  #early: (() => void)[] | null = null;
  #engine: UpdatesEngine | null = null;
  #stopped: Promise<void> | null = null;
  #cancelTimer: (() => void) | null = null;
  #timerDueMs = Infinity;
  #lastPushMs: number | null = null;
  #lastDifferenceMs: number | null = null;
  #skipped = 0;
  #lostGaps = 0;

  constructor(options: UpdatesRunnerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    const { workers, deliver, log, store } = options;
    this.#deliveries = new Deliveries({
      workers,
      deliver,
      clock: this.#clock,
      log,
      settled: (ticket, stored) => {
        const nowMs = this.#clock.monotonicMs();
        if (this.#engine?.settle(ticket, nowMs) === true) this.#pump(nowMs);
        this.#saver.whenStored(stored);
      },
    });
    this.#saver = new StateSaver(store, () => this.#engine?.takeChanges() ?? [], this.#clock, log);
  }

  /**
   * Loads the state, or asks for it when there is none, and begins. Resolves before what was missed is handled.
   *
   * @throws RpcError when Telegram refuses to tell its state
   */
  async start({ selfId, catchUp }: StartUpdatesOptions): Promise<void> {
    const { store, knows } = this.#options;
    this.#early = [];
    const stored = (await store.loadUpdateBoxes()).map(fromStored);
    const canCatchUp = catchUp && stored.some(({ boxId }) => boxId === ACCOUNT_BOX);
    const records = canCatchUp ? stored : [await this.#freshRecord()];
    if (this.#leaving.signal.aborted) return;
    if (!canCatchUp) {
      const gone = stored.filter(({ boxId }) => boxId !== ACCOUNT_BOX).map(({ boxId }) => forgotten(boxId));
      await this.#saver.keep([...records, ...gone]);
    }
    this.#engine = new UpdatesEngine({ selfId, knows }, records, this.#clock.monotonicMs());
    const early = this.#early ?? [];
    this.#early = null;
    for (const receive of early) receive();
    if (canCatchUp) this.#use((engine, nowMs) => (engine.catchUp(nowMs), engine.catchUpChannels(nowMs)));
    else this.#pump();
  }

  /** A container of updates that the server has pushed. */
  receive(container: tl.Updates): void {
    this.#lastPushMs = this.#clock.wallMs();
    if (this.#engine === null && this.#deliverImmediate(container)) return;
    if (this.#wait(() => this.receive(container))) return;
    if ("users" in container) this.#learn(container);
    this.#use((engine, nowMs) => engine.receive(container, nowMs));
  }

  /** Something was pushed that this layer of the schema cannot read. */
  receiveUnreadable(error: unknown): void {
    this.#skipped += 1;
    this.#options.log.warn("an update could not be read; what it told will be fetched", error);
    if (!this.#wait(() => this.#use((engine, nowMs) => engine.receiveUnreadable(nowMs)))) {
      this.#use((engine, nowMs) => engine.receiveUnreadable(nowMs));
    }
  }

  /** The answer to a call: it may have moved counters, and then no push will tell (spec/client.md §4.6). */
  receiveResult(request: TlRequest, result: unknown): void {
    const container = updatesIn(result);
    const steps = container === null ? stepsIn(request, result) : [];
    if (container === null && steps.length === 0) return;
    if (this.#wait(() => this.receiveResult(request, result))) return;
    this.#use((engine, nowMs) => {
      if (container !== null) engine.receive(container, nowMs, true);
      for (const step of steps) engine.receiveStep(step, nowMs);
    });
  }

  /** The server may have pushed into a connection that was gone: asks what was missed. */
  connectionRenewed(): void {
    this.#use((engine, nowMs) => engine.connectionRenewed(nowMs));
  }

  /** Polls a channel that the account need not be a member of, until the returned function is called. */
  watchChannel(channelId: number): () => void {
    let unwatch = (): void => {};
    this.#use((engine, nowMs) => (unwatch = engine.watchChannel(channelId, nowMs)));
    return () => unwatch();
  }

  /**
   * Begins no further update, waits for handlers under way, stores how far all is handled. May be called inside a
   * handler, and more than once.
   *
   * @param timeoutMs how long to wait for handlers; updates of those that take longer are handled again after the next start
   */
  stop(timeoutMs: number = STOP_TIMEOUT_MS): Promise<void> {
    this.#stopped ??= this.#stop(timeoutMs);
    return this.#stopped;
  }

  get health(): UpdatesHealth {
    const { behindBy = 0, isCatchingUp = false, openGaps = 0, pending = 0, unsettled = 0, inaccessibleChannels = 0 } = this.#engine?.status ?? {};
    return {
      isRunning: this.#engine?.isSignedOut === false && !this.#leaving.signal.aborted,
      behindBy,
      lastPushAt: dateOf(this.#lastPushMs),
      lastDifferenceAt: dateOf(this.#lastDifferenceMs),
      isCatchingUp,
      pendingGaps: openGaps,
      pendingUpdates: pending,
      unsettledUpdates: unsettled,
      skippedConstructors: this.#skipped,
      lostGaps: this.#lostGaps,
      inaccessibleChannels,
    };
  }

  async #stop(timeoutMs: number): Promise<void> {
    this.#leaving.abort();
    this.#cancelTimer?.();
    this.#early = null;
    const left = await this.#deliveries.close(timeoutMs);
    if (left > 0) this.#options.log.warn(`${left} handlers did not end in time; their updates will be handled again`);
    await this.#saver.finish();
    this.#engine = null;
  }

  /** Where the account stands now: the past is not asked for. */
  async #freshRecord(): Promise<BoxRecord> {
    const state = (await this.#invoke({ _: "updates.getState" })) as tl.RawUpdatesState;
    const { pts, qts, date, seq } = state;
    return { boxId: ACCOUNT_BOX, pts, qts, date, seq, knownPts: pts, done: new Map() };
  }

  /** Keeps what comes before the state is loaded. @returns whether that is so */
  #wait(receive: () => void): boolean {
    if (this.#early === null) return false;
    // Too many: the difference that the start asks for brings them.
    if (this.#early.length < MAX_PENDING) this.#early.push(receive);
    return true;
  }

  #use(action: (engine: UpdatesEngine, nowMs: number) => void): void {
    const engine = this.#engine;
    if (engine === null) return;
    const nowMs = this.#clock.monotonicMs();
    action(engine, nowMs);
    this.#pump(nowMs);
  }

  /** Does what the engine asks for, and looks again when it says. */
  #pump(nowMs = this.#clock.monotonicMs()): void {
    const engine = this.#engine;
    if (engine === null) return;
    for (const event of engine.takeEvents()) this.#handle(event);
    if (!this.#leaving.signal.aborted) {
      for (const fetch of engine.takeFetches(nowMs)) void this.#fetch(engine, fetch);
      this.#armTimer(engine.deadlineMs);
    }
    if (engine.hasChanges) this.#saver.soon();
  }

  #handle(event: EngineEvent): void {
    switch (event.kind) {
      case "update":
        return this.#deliveries.add(event);
      case "gap":
        this.#lostGaps += 1;
        return this.#options.onGap(event.gap);
      case "problem":
        return this.#options.log.error(`updates: ${event.message}`);
      default:
        event satisfies never;
    }
  }

  /** Some are waited for by those who are not signed in yet, such as that a QR code was scanned. */
  #deliverImmediate(container: tl.Updates): boolean {
    const updates = openContainer(container, 0)?.updates ?? [];
    if (updates.length === 0 || !updates.every(isImmediate)) return false;
    for (const update of updates) this.#deliveries.add({ kind: "update", update, context: { users: [], chats: [] }, ticket: null });
    return true;
  }

  async #fetch(engine: UpdatesEngine, fetch: Fetch): Promise<void> {
    const timeout = new AbortController();
    const cancel = this.#clock.after(FETCH_TIMEOUT_MS, () => timeout.abort(new TimeoutError(`no answer to the ${fetch.kind} within ${FETCH_TIMEOUT_MS / 1000} s`)));
    try {
      const { inputChannelOf, catchUpLimit = CATCH_UP_LIMIT } = this.#options;
      const request = await fetchRequest(fetch, inputChannelOf, catchUpLimit);
      const result = await this.#invoke(request, AbortSignal.any([timeout.signal, this.#leaving.signal]));
      if (this.#leaving.signal.aborted) return;
      this.#receiveFetched(engine, fetch, result);
      this.#lastDifferenceMs = this.#clock.wallMs();
    } catch (error) {
      if (this.#leaving.signal.aborted) return;
      const failure = failureOf(error);
      const report = failure.kind === "signedOut" ? "error" : failure.kind === "inaccessible" ? "debug" : "warn";
      this.#options.log[report](`updates: the ${fetch.kind} could not be fetched (${failure.kind})`, error);
      engine.fetchFailed(fetch, failure, this.#clock.monotonicMs());
    } finally {
      cancel();
    }
    this.#pump();
  }

  /** The answer's type is the request's, which the schema ties to the kind of the fetch. */
  #receiveFetched(engine: UpdatesEngine, fetch: Fetch, result: unknown): void {
    const nowMs = this.#clock.monotonicMs();
    switch (fetch.kind) {
      case "state":
        return engine.receiveState(result as tl.RawUpdatesState, nowMs);
      case "difference": {
        const difference = result as tl.UpdatesDifference;
        if ("users" in difference) this.#learn(difference);
        return engine.receiveDifference(difference, nowMs);
      }
      case "channelDifference": {
        const difference = result as tl.UpdatesChannelDifference;
        if ("users" in difference) this.#learn(difference);
        return engine.receiveChannelDifference(fetch.channelId, difference, nowMs);
      }
      default:
        return fetch satisfies never;
    }
  }

  #learn(source: PeerSource): void {
    if (source.users.length === 0 && source.chats.length === 0) return;
    const stored = this.#options.learnPeers(source);
    if (stored instanceof Promise) this.#saver.waitForPeers(stored);
  }

  #invoke(request: TlRequest, signal: AbortSignal = this.#leaving.signal): Promise<unknown> {
    return this.#options.invoke(request, { signal });
  }

  /** A timer that fires too early is harmless, so a later deadline moves none. */
  #armTimer(deadlineMs: number): void {
    if (deadlineMs >= this.#timerDueMs) return;
    this.#cancelTimer?.();
    this.#timerDueMs = deadlineMs;
    this.#cancelTimer = this.#clock.after(Math.max(0, deadlineMs - this.#clock.monotonicMs()), () => {
      this.#timerDueMs = Infinity;
      this.#pump();
    });
  }
}

/** Tells the store that a box is gone. */
function forgotten(boxId: number): BoxRecord {
  return { boxId, pts: 0, qts: 0, date: 0, seq: 0, knownPts: 0, done: new Map() };
}

function dateOf(wallMs: number | null): Date | null {
  return wallMs === null ? null : new Date(wallMs);
}
