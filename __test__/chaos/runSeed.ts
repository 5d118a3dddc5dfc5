import { setTimeout as delay } from "node:timers/promises";
import { CallLostError, Client, HeliogramError, RpcError, TimeoutError, type InvokeOptions, type Middleware } from "../../ts/index.js";
import { DEMO, TestServer } from "../../ts/testing/index.js";
import { API, nobody } from "../helpers/clientHarness.js";
import { Random } from "../updates/Random.js";
import { blow } from "./storm.js";

/** What a seed has shown. */
export interface SeedReport {
  readonly seed: number;
  readonly ms: number;
  readonly answered: number;
  readonly refused: number;
  /** Rules that were broken, in words; none when all is well. */
  readonly broken: readonly string[];
  /** What went wrong, in order, for whoever looks into a broken rule. */
  readonly blows: readonly string[];
}

const CALLS = 200;
const STORM_MS = 1200;
const MOST_BLOWS = 10;
/** Five repetitions of a call take 15 s, the longest search for a dead connection about as much. */
const SETTLE_MS = 75_000;
/** The caller's own wish, not an error of ours. */
const CHANGED_MY_MIND = new Error("changed my mind");

interface Sent {
  readonly index: number;
  readonly options: InvokeOptions;
  outcome: "pending" | "answered" | Error;
  /** What was told when the signal ended the call. */
  mayHaveRun: boolean | null;
}

/**
 * One client, one server, 200 calls with side effects at once, and a storm of faults over them.
 *
 * @param sabotage put around the client's calls, to see that the judge can say no
 */
export async function runSeed(seed: number, sabotage?: Middleware): Promise<SeedReport> {
  const startMs = performance.now();
  const random = new Random(seed);
  const broken: string[] = [];
  const blows: string[] = [];
  await using server = await TestServer.start({ dcs: [2], world: { rememberedCalls: 100_000 } });
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const logger = { debug() {}, info() {}, warn() {}, error: (message: string) => void broken.push(`error was logged: ${message}`) };
  const client = new Client("chaos", {
    ...API,
    dcOptions: server.dcOptions,
    rsaKeys: server.rsaKeys,
    inMemory: true,
    prompter: nobody,
    phoneNumber: DEMO.phone,
    phoneCode: DEMO.code,
    connectTimeout: 5,
    noUpdates: random.chance(0.5),
    logger,
  });
  try {
    await client.start();
    if (sabotage !== undefined) client.use(sabotage);
    const calls = Array.from({ length: CALLS }, (_, index): Sent => ({ index, options: optionsOf(random), outcome: "pending", mayHaveRun: null }));
    // Drawn before anything runs: a seed is the same storm every time.
    const plan = [
      ...calls.map((call) => ({ atMs: random.chance(0.3) ? 0 : random.below(STORM_MS / 2), act: () => send(client, call) })),
      ...Array.from({ length: 3 + random.below(MOST_BLOWS - 2) }, () => {
        const { words, strike } = blow(server, random);
        return { atMs: random.below(STORM_MS), act: () => (blows.push(words), strike()) };
      }),
    ].sort((a, b) => a.atMs - b.atMs);
    const running: unknown[] = [];
    const beginMs = performance.now();
    for (const { atMs, act } of plan) {
      const waitMs = beginMs + atMs - performance.now();
      if (waitMs > 1) await delay(waitMs);
      running.push(act());
    }
    await delay(Math.max(0, beginMs + STORM_MS - performance.now()));
    server.faults.clear();
    await server.startDc(2);
    const settled = new AbortController();
    // A timer that went on would keep the whole storm in memory.
    const late = delay(SETTLE_MS, undefined, { ref: false, signal: settled.signal }).catch(() => {});
    await Promise.race([Promise.all(running), late]);
    settled.abort();
    judge(server, calls, broken);
    await client.invoke({ _: "help.getNearestDc" }, { timeout: 30 }).catch((error: unknown) => broken.push(`not back online: ${String(error)}`));
    if (client.connectionState !== "connected") broken.push(`ends ${client.connectionState}`);
    for (const failure of server.stats().failures) broken.push(`server failed: ${String(failure)}`);
    const of = (wanted: (outcome: Sent["outcome"]) => boolean): number => calls.filter(({ outcome }) => wanted(outcome)).length;
    return {
      seed,
      ms: Math.round(performance.now() - startMs),
      answered: of((outcome) => outcome === "answered"),
      refused: of((outcome) => outcome instanceof Error),
      broken,
      blows,
    };
  } finally {
    await client.stop();
  }
}

/** Half of the calls must not run twice whatever happens; some are in a queue, some are given up. */
function optionsOf(random: Random): InvokeOptions {
  return {
    once: random.chance(0.5),
    ...(random.chance(0.2) ? { order: random.pick(["a", "b"]) } : {}),
    ...(random.chance(0.05) ? { timeout: 0.05 + random.next() } : {}),
    ...(random.chance(0.05) ? { signal: givenUpAfter(random.below(800)) } : {}),
  };
}

function givenUpAfter(ms: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(CHANGED_MY_MIND), ms).unref();
  return controller.signal;
}

async function send(client: Client, call: Sent): Promise<void> {
  const randomId = randomIdOf(call);
  try {
    await client.invoke({ _: "messages.sendMessage", peer: { _: "inputPeerSelf" }, message: `message ${call.index}`, randomId }, { ...call.options, onAborted: (may) => void (call.mayHaveRun = may) });
    call.outcome = "answered";
  } catch (error) {
    call.outcome = error instanceof Error ? error : new Error(String(error));
  }
}

function randomIdOf({ index }: Sent): bigint {
  return BigInt(index + 1);
}

/** Every call settled, and ran as often as its end says. */
function judge(server: TestServer, calls: readonly Sent[], broken: string[]): void {
  // Calls that the world has carried out; one that it refused as a repetition has no effect.
  const runs = new Map<bigint, number>();
  const tries = new Map<bigint, number>();
  for (const { method, request, error } of server.world.rpc.calls) {
    const id = request?.["randomId"];
    if (method !== "messages.sendMessage" || typeof id !== "bigint") continue;
    tries.set(id, (tries.get(id) ?? 0) + 1);
    if (error === null) runs.set(id, (runs.get(id) ?? 0) + 1);
  }
  for (const call of calls) {
    const { index, outcome, options } = call;
    const ran = runs.get(randomIdOf(call)) ?? 0;
    const tried = tries.get(randomIdOf(call)) ?? 0;
    const what = `call ${index}${options.once ? " (once)" : ""}${options.order === undefined ? "" : " (in order)"}`;
    if (outcome === "pending") broken.push(`${what} never settled; it ran ${ran} times`);
    if (ran > 1 || (tried > 1 && options.once === true)) broken.push(`${what} ran ${ran} times, was tried ${tried} times, and ${ending(outcome)}`);
    if (outcome === "answered" && ran === 0) broken.push(`${what} was answered and never ran`);
    if (outcome instanceof Error && !isExpected(outcome)) broken.push(`${what} failed: ${outcome.name}: ${outcome.message}`);
    const mayHaveRun = outcome instanceof HeliogramError ? outcome.mayHaveRun : call.mayHaveRun;
    if (outcome instanceof Error && mayHaveRun === null) broken.push(`${what} failed, and nothing says whether it ran: ${outcome.message}`);
    if (outcome instanceof Error && mayHaveRun === false && ran > 0) broken.push(`${what} ran although its end says that it did not: ${outcome.message}`);
    if (outcome instanceof RpcError && outcome.text !== "RANDOM_ID_DUPLICATE" && ran > 0) broken.push(`${what} ran and was refused: ${outcome.message}`);
  }
}

function ending(outcome: Sent["outcome"]): string {
  return outcome instanceof Error ? `failed: ${outcome.message}` : `is ${outcome}`;
}

/** Ends that the storm explains. */
function isExpected(error: Error): boolean {
  if (error === CHANGED_MY_MIND || error instanceof TimeoutError || error instanceof CallLostError) return true;
  if (!(error instanceof RpcError)) return false;
  // Five repetitions may all meet the storm.
  return ["CHAOS_REFUSED", "RPC_CALL_FAIL", "INTERNAL", "Timeout", "RANDOM_ID_DUPLICATE"].includes(error.text);
}
