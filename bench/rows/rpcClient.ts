// The client's process of the rows "rpc-…": NAME ADDRESS TOKEN SECONDS.
import { loadPeer } from "../loadPeers.js";
import type { ConnectedBot, ServerAddress } from "../Peer.js";
import type { RpcFigures } from "./rpc.js";

const UNDER_WAY = 100;

const [name = "", json = "", token = "", seconds = ""] = process.argv.slice(2);
const address: ServerAddress = JSON.parse(json);
const bot = await connect();
// The first ones compile the code.
await callFor(Number(seconds) / 2);
const startedAt = performance.now();
const before = process.cpuUsage();
const calls = await callFor(Number(seconds));
const { user, system } = process.cpuUsage(before);
const tookMs = performance.now() - startedAt;
const figures: RpcFigures = { callsPerSecond: (calls * 1e3) / tookMs, cpuUs: (user + system) / calls };
await bot.close();
console.log(JSON.stringify(figures));
process.exit(0);

async function connect(): Promise<ConnectedBot> {
  const { connectBot } = await loadPeer(name);
  if (connectBot === undefined) throw new Error(`${name} signs nobody in`);
  for (let failures = 0; ; failures++) {
    try {
      return await connectBot(address, token);
    } catch (error) {
      // The peers drop the leading zero that one key in 256 has, and then refuse the server's answer.
      if (name === "ours" || failures > 3) throw error;
    }
  }
}

/** Gives the number of calls that were answered. */
async function callFor(duration: number): Promise<number> {
  const endAt = performance.now() + 1e3 * duration;
  let calls = 0;
  const worker = async (): Promise<void> => {
    for (; performance.now() < endAt; calls++) await bot.call();
  };
  await Promise.all(Array.from({ length: UNDER_WAY }, worker));
  return calls;
}
