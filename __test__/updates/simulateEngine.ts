import type { tl } from "../../ts/tl/index.js";
import { chatKey } from "../../ts/updates/chatKey.js";
import type { Delivery, Fetch, Ticket } from "../../ts/updates/EngineEvent.js";
import { UpdatesEngine, type BoxRecord } from "../../ts/updates/index.js";
import { compareWithLog } from "./compareWithLog.js";
import { ModelServer, SELF_ID } from "./ModelServer.js";
import { PushLine, type Weather } from "./PushLine.js";
import { Random } from "./Random.js";

const STEPS = 120;
const LONG_MS = 20 * 60_000;

/** One run of the engine against a model of Telegram. @returns what went wrong, or null */
export function simulate(seed: number, weather: Weather): string | null {
  return new Simulation(seed, weather).run();
}

class Simulation {
  readonly #random: Random;
  readonly #weather: Weather;
  readonly #server: ModelServer;
  readonly #pushes: PushLine;
  readonly #stored = new Map<number, BoxRecord>();
  readonly #record: string[] = [];
  #nowMs = 0;
  #known = new Set<string>();
  #engine: UpdatesEngine;
  #fetches: { readonly fetch: Fetch; readonly answer: () => unknown }[] = [];
  /** Updates that wait for their handler, by chat; the first one is with it. */
  #queues = new Map<string, { readonly key: string | null; readonly ticket: Ticket }[]>();

  constructor(seed: number, weather: Weather) {
    this.#random = new Random(seed);
    this.#weather = weather;
    this.#server = new ModelServer(this.#random);
    this.#pushes = new PushLine(this.#random, weather, this.#server);
    const { pts, qts, date, seq } = this.#server.state();
    this.#stored.set(0, { boxId: 0, pts, qts, date, seq, knownPts: pts, done: new Map() });
    for (const [channelId, channelPts] of this.#server.channelPts) {
      this.#stored.set(channelId, { boxId: channelId, pts: channelPts, qts: 0, date: 0, seq: 0, knownPts: channelPts, done: new Map() });
    }
    this.#engine = this.#start();
  }

  run(): string | null {
    for (let step = 0; step < STEPS; step++) {
      this.#step();
      this.#afterEach();
    }
    return this.#untilQuiet() ?? compareWithLog(this.#record, this.#server.log);
  }

  #step(): void {
    const random = this.#random;
    if (random.chance(this.#weather.crashes)) return this.#crash();
    switch (random.below(6)) {
      case 0:
      case 1:
        return this.#pushes.happen();
      case 2:
        return this.#receivePush();
      case 3:
        return this.#answerFetch(this.#weather.failures);
      case 4:
        return this.#finishHandler();
      default:
        this.#nowMs += random.below(400);
        this.#server.nowSec += random.chance(0.3) ? 1 : 0;
    }
  }

  #receivePush(): void {
    const push = this.#pushes.take();
    if (push === undefined) return;
    if ("users" in push) this.#learn(push);
    this.#engine.receive(push, this.#nowMs);
  }

  #answerFetch(failures: number): void {
    const [asked] = this.#fetches.splice(this.#random.below(this.#fetches.length), 1);
    if (asked === undefined) return;
    const { fetch } = asked;
    if (this.#random.chance(failures)) return this.#engine.fetchFailed(fetch, { kind: "retry" }, this.#nowMs);
    // The server answers at some moment between the question and now.
    const answer = (this.#random.chance(0.5) ? asked.answer() : this.#answer(fetch)) as tl.RawUpdatesState & tl.UpdatesDifference & tl.UpdatesChannelDifference;
    if ("users" in answer) this.#learn(answer);
    if (fetch.kind === "state") this.#engine.receiveState(answer, this.#nowMs);
    else if (fetch.kind === "difference") this.#engine.receiveDifference(answer, this.#nowMs);
    else this.#engine.receiveChannelDifference(fetch.channelId, answer, this.#nowMs);
  }

  #answer(fetch: Fetch): unknown {
    const limit = 1 + this.#random.below(6);
    switch (fetch.kind) {
      case "state":
        return this.#server.state();
      case "difference":
        return this.#server.getDifference(fetch, limit);
      case "channelDifference":
        return this.#server.getChannelDifference(fetch.channelId, fetch.pts, limit);
      default:
        return fetch satisfies never;
    }
  }

  /** A handler ends, well or badly, and what that means for the state is stored before anything else can happen. */
  #finishHandler(): void {
    const [chat, queue] = [...this.#queues][this.#random.below(this.#queues.size)] ?? [];
    const done = queue?.shift();
    if (chat === undefined || done === undefined) return;
    if (queue?.length === 0) this.#queues.delete(chat);
    if (done.key !== null) this.#record.push(done.key);
    this.#engine.settle(done.ticket, this.#nowMs);
    this.#save();
  }

  #crash(): void {
    this.#queues.clear();
    this.#pushes.maybeBreak();
    this.#fetches = [];
    if (this.#random.chance(0.5)) this.#known = new Set();
    this.#nowMs += this.#random.below(5000);
    this.#server.nowSec += 2;
    this.#engine = this.#start();
  }

  #start(): UpdatesEngine {
    const knows = (peer: tl.Peer): boolean => this.#known.has(chatKey({ _: "updatePeerHistoryTTL", peer }));
    const engine = new UpdatesEngine({ selfId: SELF_ID, knows }, [...this.#stored.values()], this.#nowMs);
    engine.catchUp(this.#nowMs);
    engine.catchUpChannels(this.#nowMs);
    return engine;
  }

  #learn({ users, chats }: { readonly users: readonly tl.User[]; readonly chats: readonly tl.Chat[] }): void {
    for (const { id } of users) this.#known.add(`u${id}`);
    for (const { id } of chats) this.#known.add(`c${id}`);
    if (users.length > 0) this.#known.add("g21");
  }

  #afterEach(): void {
    for (const event of this.#engine.takeEvents()) if (event.kind === "update") this.#take(event);
    for (const fetch of this.#engine.takeFetches(this.#nowMs)) {
      const early = this.#answer(fetch);
      this.#fetches.push({ fetch, answer: () => early });
    }
    if (this.#random.chance(0.3)) this.#save();
  }

  #take({ update, context, ticket }: Delivery): void {
    if (ticket === null) return;
    const chat = chatKey(update);
    const isCounted = context.key !== undefined;
    const queue = this.#queues.get(chat) ?? [];
    queue.push({ key: isCounted ? (context.key ?? null) : null, ticket });
    this.#queues.set(chat, queue);
  }

  #save(): void {
    for (const record of this.#engine.takeChanges()) this.#stored.set(record.boxId, record);
  }

  /** The weather clears: all that is under way comes to its end, then the client looks once more. */
  #untilQuiet(): string | null {
    for (const _look of [1, 2]) {
      for (let round = 0; this.#isBusy(); round++) {
        if (round > 5000) return "it never comes to rest";
        if (this.#pushes.length > 0) this.#receivePush();
        else if (this.#fetches.length > 0) this.#answerFetch(0);
        else if (this.#queues.size > 0) this.#finishHandler();
        else this.#nowMs = this.#engine.deadlineMs;
        this.#afterEach();
      }
      this.#engine.catchUp(this.#nowMs);
      this.#afterEach();
    }
    return null;
  }

  #isBusy(): boolean {
    return this.#pushes.length > 0 || this.#fetches.length > 0 || this.#queues.size > 0 || this.#engine.deadlineMs < this.#nowMs + LONG_MS / 2;
  }
}
