import type { ServerClock } from "../session/ServerClock.js";
import type { CallAction, Fault, WireAction, WireMoment } from "./Fault.js";
import type { FaultRegistry } from "./FaultRegistry.js";
import type { CallSteps, ConnectionSteps, HandshakeSteps, PacketSteps, StepScope } from "./FaultSteps.js";

/** What a story does to its server. */
export interface ScriptedServer {
  readonly faults: FaultRegistry;
  readonly clock: ServerClock;
  resetConnections(dcId?: number): void;
  silenceConnections(dcId?: number): void;
  forgetKeys(kind?: "all" | "temporary"): void;
  forgetSessions(): void;
  stopDc(dcId: number): Promise<void>;
  startDc(dcId: number): Promise<void>;
}

/** A story that does not go on as it was told. */
export class StoryError extends Error {
  override readonly name = "StoryError";
}

/** One step, begun when all before it are over. */
interface Step {
  readonly words: string;
  /** Calls `finish` when it has happened, at once or later. */
  readonly begin: (finish: () => void) => void;
}

/**
 * A story of what goes wrong, told step by step; each step waits until the one before has happened. Steps of the
 * kind `on…()` wait for the client; all others happen at once. Steps may be added while the story is under way.
 */
export class FaultScript {
  readonly #server: ScriptedServer;
  readonly #steps: Step[] = [];
  readonly #abort = new AbortController();
  readonly #waiting = new Set<() => void>();
  #done = 0;
  #isUnderWay = false;
  #failure: unknown = null;

  constructor(server: ScriptedServer) {
    this.#server = server;
  }

  /** The step that the story is at, in words; null when all have happened. */
  get at(): string | null {
    return this.#steps[this.#done]?.words ?? null;
  }

  /** The next call of a method, or of any. */
  onCall(method?: string, scope: StepScope = {}): CallSteps<FaultScript> {
    const words = `onCall(${method === undefined ? "" : JSON.stringify(method)})`;
    const step = (name: string, action: CallAction): FaultScript =>
      this.#fault(`${words}.${name}`, { ...scope, kind: "call", ...(method === undefined ? {} : { method }), action });
    return {
      pass: () => step("pass()", "none"),
      drop: () => step("drop()", "resetBeforeCall"),
      dropAnswer: () => step("dropAnswer()", "resetBeforeAnswer"),
      dropAfterAnswer: () => step("dropAfterAnswer()", "closeAfterAnswer"),
      loseAnswer: () => step("loseAnswer()", "loseAnswer"),
      answerTwice: () => step("answerTwice()", "answerTwice"),
      silence: () => step("silence()", "silence"),
      delay: (delayMs) => step(`delay(${delayMs})`, { delayMs }),
      fail: (errorCode, text) => step(`fail(${errorCode}, ${JSON.stringify(text)})`, { errorCode, text }),
      flood: (seconds) => step(`flood(${seconds})`, { errorCode: 420, text: `FLOOD_WAIT_${seconds}` }),
      internalError: () => step("internalError()", { errorCode: 500, text: "INTERNAL" }),
    };
  }

  /** The next packet under a key, whatever is in it. */
  onPacket(scope: StepScope = {}): PacketSteps<FaultScript> {
    const wire = (name: string, action: WireAction): FaultScript => this.#wire("onPacket", name, "encrypted", action, scope);
    return {
      reset: () => wire("reset()", "reset"),
      close: () => wire("close()", "close"),
      silence: () => wire("silence()", "silence"),
      garbage: () => wire("garbage()", "garbage"),
      refuse: (transportError) => wire(`refuse(${transportError})`, { transportError }),
      badSalt: () => this.#fault("onPacket().badSalt()", { ...scope, kind: "badSalt" }),
      hostile: (packet) => this.#fault(`onPacket().hostile("${packet}")`, { ...scope, kind: "hostile", packet }),
      badMessage: (code) => this.#fault(`onPacket().badMessage(${code})`, { ...scope, kind: "badMessage", code }),
    };
  }

  /** The next connection. */
  onConnection(scope: StepScope = {}): ConnectionSteps<FaultScript> {
    const wire = (name: string, action: WireAction): FaultScript => this.#wire("onConnection", name, "connect", action, scope);
    return {
      reset: () => wire("reset()", "reset"),
      close: () => wire("close()", "close"),
      silence: () => wire("silence()", "silence"),
      slow: (pace) => this.#fault("onConnection().slow()", { ...scope, ...pace, kind: "pace" }),
    };
  }

  /** The next key exchange; hostile answers, see docs/testing.md. */
  onHandshake(scope: StepScope = {}): HandshakeSteps<FaultScript> {
    const kind = "handshake";
    return {
      resPQ: (fault) => this.#fault(`onHandshake().resPQ("${fault}")`, { ...scope, kind, step: "resPQ", fault }),
      serverDhParams: (fault) => this.#fault(`onHandshake().serverDhParams("${fault}")`, { ...scope, kind, step: "serverDhParams", fault }),
      dhGen: (fault) => this.#fault(`onHandshake().dhGen("${fault}")`, { ...scope, kind, step: "dhGen", fault }),
    };
  }

  /** As {@link TestServer.resetConnections}. */
  resetConnections(dcId?: number): this {
    return this.#add("resetConnections()", () => this.#server.resetConnections(dcId));
  }

  /** As {@link TestServer.silenceConnections}. */
  silenceConnections(dcId?: number): this {
    return this.#add("silenceConnections()", () => this.#server.silenceConnections(dcId));
  }

  /** As {@link TestServer.forgetKeys}. */
  forgetKeys(kind: "all" | "temporary" = "all"): this {
    return this.#add(`forgetKeys("${kind}")`, () => this.#server.forgetKeys(kind));
  }

  /** As {@link TestServer.forgetSessions}. */
  forgetSessions(): this {
    return this.#add("forgetSessions()", () => this.#server.forgetSessions());
  }

  /** As {@link TestServer.stopDc}. */
  stopDc(dcId: number): this {
    return this.#add(`stopDc(${dcId})`, () => this.#server.stopDc(dcId));
  }

  /** As {@link TestServer.startDc}. */
  startDc(dcId: number): this {
    return this.#add(`startDc(${dcId})`, () => this.#server.startDc(dcId));
  }

  /** Moves the server's clock by so many milliseconds, which may be negative. */
  moveClock(ms: number): this {
    if (!Number.isFinite(ms)) throw new RangeError("ms must be a finite number");
    return this.#add(`moveClock(${ms})`, () => void (this.#server.clock.offsetMs += ms));
  }

  /** Lets real time pass, milliseconds. */
  wait(ms: number): this {
    if (!Number.isFinite(ms) || ms < 0) throw new RangeError("ms must be a finite number that is not negative");
    return this.#add(`wait(${ms})`, () => sleep(ms, this.#abort.signal));
  }

  /** Anything else; the story goes on when the promise resolves. */
  run(action: () => Promise<void> | void): this {
    if (typeof action !== "function") throw new TypeError("action must be a function");
    return this.#add("run()", () => action());
  }

  /**
   * Resolves when every step has happened.
   * @param options.timeoutMs How long to wait at most. @default 10000
   * @throws {StoryError} that names the step which the story is at, after the time or when the server stops; what a
   *   step has thrown.
   */
  async done({ timeoutMs = 10_000 }: { readonly timeoutMs?: number } = {}): Promise<void> {
    if (typeof timeoutMs !== "number") throw new TypeError("timeoutMs must be a number");
    if (!(timeoutMs >= 0)) throw new RangeError("timeoutMs must not be negative");
    const deadline = performance.now() + timeoutMs;
    while (this.#failure === null && this.at !== null && !this.#abort.signal.aborted) {
      const leftMs = Math.ceil(deadline - performance.now());
      if (leftMs <= 0) throw this.#stuck(`within ${timeoutMs} ms`);
      await this.#change(leftMs);
    }
    if (this.#failure !== null) throw this.#failure;
    if (this.at !== null) throw this.#stuck("before it was called off");
  }

  /** Calls the rest of the story off; faults that wait for the client are taken away. Done when the server stops. */
  cancel(): void {
    this.#abort.abort();
    this.#wake();
  }

  #wire(on: string, name: string, at: WireMoment, action: WireAction, scope: StepScope): this {
    return this.#fault(`${on}().${name}`, { ...scope, kind: "wire", at, action });
  }

  /** The fault that comes next is there before the server looks at anything else: both may be for one packet. */
  #fault(words: string, fault: Fault): this {
    return this.#tell(words, (finish) => {
      const active = this.#server.faults.add(fault, finish);
      this.#abort.signal.addEventListener("abort", () => active.remove(), { once: true });
    });
  }

  #add(words: string, action: () => Promise<void> | void): this {
    return this.#tell(words, (finish) => {
      const running = action();
      if (running === undefined) finish();
      else running.then(finish, (error: unknown) => this.#fail(error));
    });
  }

  #tell(words: string, begin: Step["begin"]): this {
    this.#steps.push({ words, begin });
    this.#goOn();
    return this;
  }

  /** Begins the step that the story is at, unless it is under way. The first begins at once, before the test's next line. */
  #goOn(): void {
    const step = this.#steps[this.#done];
    if (step === undefined || this.#isUnderWay || this.#abort.signal.aborted) return;
    this.#isUnderWay = true;
    const finish = (): void => {
      this.#isUnderWay = false;
      this.#done += 1;
      this.#wake();
      this.#goOn();
    };
    try {
      step.begin(finish);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    this.cancel();
  }

  #stuck(when: string): StoryError {
    return new StoryError(`step ${this.#done + 1} of ${this.#steps.length} did not happen ${when}: ${this.at ?? ""}`);
  }

  /** Resolves when a step has happened, or after the time. */
  #change(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, Math.min(limitMs, LONGEST_TIMER_MS));
      this.#waiting.add(wake);
    });
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}

/** Timers of Node cannot wait longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms).unref();
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}
