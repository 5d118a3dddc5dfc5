// The client's process of the rows "account-…": NAME ADDRESS COUNT IDLE_SECONDS.
import { setTimeout as pause } from "node:timers/promises";
import { loadPeer } from "../loadPeers.js";
import { collectGarbage } from "../measure.js";
import type { ConnectedBot, ServerAddress } from "../Peer.js";
import { tokenOf, type AccountFigures } from "./accounts.js";

/** Sign-ins under way at any moment. */
const AT_ONCE = 16;
/** The first accounts load and compile the code that all share: they are not counted. */
const WARM_UP = 5;

const [name = "", json = "", total = "", idleSeconds = ""] = process.argv.slice(2);
const address: ServerAddress = JSON.parse(json);
const { connectBot } = await loadPeer(name);
if (connectBot === undefined) throw new Error(`${name} signs nobody in`);
const connect = connectBot;
/**
 * V8 calls a process idle by the rate of its allocations over the last five seconds: six in a full run, which idles for a
 * minute. A quick one only shows that all runs.
 */
const settleMs = 100 * Number(idleSeconds);

const bots: ConnectedBot[] = [];
const tokens = Array.from({ length: Number(total) }, (_, index) => tokenOf(index));
await signIn(tokens.splice(0, WARM_UP));
const before = await settledMemory();
const startedAt = performance.now();
const counted = tokens.length;
await Promise.all(Array.from({ length: AT_ONCE }, () => signIn(tokens)));
const startSec = (performance.now() - startedAt) / 1e3 / counted;
const memoryKib = ((await settledMemory()) - before) / counted / 1024;
const usage = process.cpuUsage();
await pause(1e3 * Number(idleSeconds));
const { user, system } = process.cpuUsage(usage);
const idleCpuMs = ((user + system) / 1e3 / bots.length) * (60 / Number(idleSeconds));
const figures: AccountFigures = { startSec, memoryKib, idleCpuMs };
console.log(JSON.stringify(figures));
process.exit(0);

async function signIn(list: string[]): Promise<void> {
  for (let token = list.pop(); token !== undefined; token = list.pop()) {
    for (let failures = 0; ; failures++) {
      try {
        bots.push(await connect(address, token));
        break;
      } catch (error) {
        // The peers drop the leading zero that one key in 256 has, and then refuse the server's answer.
        if (name === "ours" || failures > 3) throw error;
      }
    }
  }
}

/**
 * Resident memory when the garbage is gone. To a process that has just made many objects V8 leaves up to 32 MiB for young
 * ones, which is no account's memory: only after some idle seconds does a collection give them back.
 */
async function settledMemory(): Promise<number> {
  for (let times = 0; times < 2; times++) {
    await pause(settleMs);
    collectGarbage();
  }
  // Threads of V8 give the pages back, a little later.
  await pause(settleMs / 6);
  return process.memoryUsage.rss();
}
