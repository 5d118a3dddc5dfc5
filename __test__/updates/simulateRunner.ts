import { setImmediate } from "node:timers/promises";
import { createRpcError } from "../../ts/errors/index.js";
import type { StoredUpdateBox } from "../../ts/storage/index.js";
import type { tl, TlRequest } from "../../ts/tl/index.js";
import { chatKey } from "../../ts/updates/chatKey.js";
import { UpdatesRunner, type UpdateContext } from "../../ts/updates/index.js";
import { compareWithLog } from "./compareWithLog.js";
import { FakeClock } from "./FakeClock.js";
import { ModelServer, SELF_ID, type LogEntry } from "./ModelServer.js";
import { PushLine, type Weather } from "./PushLine.js";
import { Random } from "./Random.js";

const STEPS = 60;

/** One run of the runner, with handlers that take time, against a model of Telegram. @returns what went wrong, or null */
export async function simulateRunner(seed: number, weather: Weather): Promise<string | null> {
  return new RunnerSimulation(seed, weather).run();
}

/** What waits for the simulation to let it go on. */
interface Held {
  readonly release: (fails: boolean) => void;
}

class RunnerSimulation {
  readonly #random: Random;
  readonly #weather: Weather;
  readonly #server: ModelServer;
  readonly #pushes: PushLine;
  readonly #stored = new Map<number, StoredUpdateBox>();
  readonly #record: string[] = [];
  /** Handled, but the process was killed before that was stored: these may come again. */
  readonly #unsure = new Set<string>();
  readonly #clock = new FakeClock();
  #known = new Set<string>();
  #runner: UpdatesRunner | null = null;
  /** Of the process that lives: killed ones must not do anything any more. */
  #life = 0;
  #calls: Held[] = [];
  #handlers: Held[] = [];
  readonly #inChat = new Map<string, number>();
  #problem: string | null = null;

  constructor(seed: number, weather: Weather) {
    this.#random = new Random(seed);
    this.#weather = weather;
    this.#server = new ModelServer(this.#random);
    this.#pushes = new PushLine(this.#random, weather, this.#server);
    const { pts, qts, date, seq } = this.#server.state();
    this.#stored.set(0, { boxId: 0, pts, qts, date, seq, knownPts: pts, done: "" });
    for (const [boxId, channelPts] of this.#server.channelPts) {
      this.#stored.set(boxId, { boxId, pts: channelPts, qts: 0, date: 0, seq: 0, knownPts: channelPts, done: "" });
    }
  }

  async run(): Promise<string | null> {
    await this.#start();
    for (let step = 0; step < STEPS; step++) {
      await this.#step();
      if (this.#random.chance(0.7)) await setImmediate();
    }
    const problem = this.#problem ?? (await this.#untilQuiet());
    await this.#runner?.stop();
    return problem ?? compareWithLog(this.#record, this.#server.log);
  }

  async #step(): Promise<void> {
    const random = this.#random;
    if (random.chance(this.#weather.crashes)) {
      if (random.chance(0.5)) return this.#kill();
      return this.#restart();
    }
    switch (random.below(5)) {
      case 0:
      case 1:
        return this.#pushes.happen();
      case 2:
        return this.#push();
      case 3:
        return letGo(this.#random.chance(0.5) ? this.#calls : this.#handlers, random, this.#weather.failures);
      default:
        this.#clock.advance(random.below(500));
        this.#server.nowSec += random.chance(0.3) ? 1 : 0;
    }
  }

  #push(): void {
    const push = this.#pushes.take();
    if (push !== undefined) this.#runner?.receive(push);
  }

  /** kill −9: what was not stored is gone, and so is whoever was handling. */
  async #kill(): Promise<void> {
    this.#life += 1;
    const handled = new Set(this.#record);
    for (const entry of this.#server.log) if (handled.has(entry.key) && !this.#isStored(entry)) this.#unsure.add(entry.key);
    void this.#runner?.stop(0);
    await this.#afterDeath();
  }

  /** A stop in order: handlers under way may end, nothing comes twice. */
  async #restart(): Promise<void> {
    const stopping = this.#runner?.stop(1000);
    const handlers = this.#handlers;
    this.#handlers = [];
    for (const { release } of handlers) release(false);
    await stopping;
    this.#life += 1;
    await this.#afterDeath();
  }

  async #afterDeath(): Promise<void> {
    this.#pushes.maybeBreak();
    this.#calls = [];
    this.#handlers = [];
    this.#inChat.clear();
    if (this.#random.chance(0.5)) this.#known = new Set();
    this.#server.nowSec += 2;
    await this.#start();
  }

  async #start(): Promise<void> {
    const life = this.#life;
    const ifAlive = async <T>(action: () => T): Promise<T> => {
      if (life !== this.#life) return new Promise<never>(() => {});
      return action();
    };
    this.#runner = new UpdatesRunner({
      invoke: (request) => ifAlive(() => this.#answer(request)).then((answer) => answer),
      deliver: (update, context) => ifAlive(() => this.#handle(update, context)).then((done) => done),
      learnPeers: ({ users, chats }) => {
        for (const { id } of users) this.#known.add(`u${id}`);
        for (const { id } of chats) this.#known.add(`c${id}`);
        if (users.length > 0) this.#known.add("g21");
      },
      knows: (peer) => this.#known.has(chatKey({ _: "updatePeerHistoryTTL", peer })),
      inputChannelOf: (channelId) => ({ _: "inputChannel", channelId, accessHash: BigInt(channelId) }),
      store: {
        loadUpdateBoxes: async () => [...this.#stored.values()],
        saveUpdateBoxes: (boxes) => ifAlive(() => this.#save(boxes)),
      },
      onGap: (gap) => (this.#problem ??= `a gap was reported: ${gap.reason}`),
      log: { debug: () => {}, warn: () => {}, error: () => {} },
      workers: 1 + this.#random.below(6),
      clock: this.#clock,
    });
    await this.#runner.start({ selfId: SELF_ID, catchUp: true });
  }

  #save(boxes: readonly StoredUpdateBox[]): void {
    for (const box of boxes) this.#stored.set(box.boxId, box);
  }

  /** Whether the next process can know that this was handled. */
  #isStored({ boxId, key, at, isQts }: LogEntry): boolean {
    const box = this.#stored.get(boxId);
    if (box === undefined) return false;
    const name = boxId === 0 ? key : key.slice(key.indexOf(":") + 1);
    return at <= (isQts ? box.qts : box.pts) || box.done.split("\n").some((line) => line.endsWith(` ${name}`));
  }

  async #handle(update: tl.Update, { key }: UpdateContext): Promise<void> {
    const chat = chatKey(update);
    if (key === undefined) return;
    if (chat !== "") {
      const others = this.#inChat.get(chat) ?? 0;
      if (others > 0) this.#problem ??= `two updates of ${chat} were handled at once`;
      this.#inChat.set(chat, others + 1);
    }
    const life = this.#life;
    const fails = await new Promise<boolean>((release) => this.#handlers.push({ release }));
    if (life !== this.#life) return new Promise<never>(() => {});
    this.#inChat.set(chat, (this.#inChat.get(chat) ?? 1) - 1);
    // A handler's effect may be there though nothing else remembers it: a repetition finds it by the key.
    if (this.#unsure.delete(key)) return;
    this.#record.push(key);
    if (fails) throw new Error("a handler failed after its work");
  }

  async #answer(request: TlRequest): Promise<unknown> {
    const early = this.#random.chance(0.5) ? this.#ask(request) : null;
    const life = this.#life;
    const fails = await new Promise<boolean>((release) => this.#calls.push({ release }));
    if (life !== this.#life) return new Promise<never>(() => {});
    if (fails) throw createRpcError({ code: 500, text: "PERSISTENT_TIMESTAMP_OUTDATED", method: request._, description: "" });
    return early ?? this.#ask(request);
  }

  #ask(request: TlRequest): unknown {
    const limit = 1 + this.#random.below(6);
    if (request._ === "updates.getDifference") return this.#server.getDifference(request, limit);
    if (request._ !== "updates.getChannelDifference" || request.channel._ !== "inputChannel") throw new TypeError(`unexpected ${request._}`);
    return this.#server.getChannelDifference(request.channel.channelId, request.pts, limit);
  }

  /** The weather clears: all that is under way comes to its end, then the client looks once more. */
  async #untilQuiet(): Promise<string | null> {
    for (const _look of [1, 2]) {
      for (let calm = 0, round = 0; calm < 3; round++) {
        if (round > 3000) return "it never comes to rest";
        calm = this.#pushes.length + this.#calls.length + this.#handlers.length > 0 || this.#clock.nextMs < this.#clock.nowMs + 300_000 ? 0 : calm + 1;
        if (this.#pushes.length > 0) this.#push();
        else if (this.#calls.length > 0) letGo(this.#calls, this.#random, 0);
        else if (this.#handlers.length > 0) letGo(this.#handlers, this.#random, 0);
        else if (calm === 0) this.#clock.advance(this.#clock.nextMs - this.#clock.nowMs);
        await setImmediate();
      }
      this.#runner?.connectionRenewed();
      await setImmediate();
    }
    return this.#problem;
  }
}

function letGo(held: Held[], random: Random, failures: number): void {
  const [one] = held.splice(random.below(held.length), 1);
  one?.release(random.chance(failures));
}
