// The client's process of the rows "rpc-…": NAME ADDRESS TOKEN COUNT.
import { loadPeer } from "../loadPeers.js";
import type { ConnectedBot, ServerAddress } from "../Peer.js";
import type { RpcFigures } from "./rpc.js";

const UNDER_WAY = 100;

const [name = "", json = "", token = "", count = ""] = process.argv.slice(2);
const address: ServerAddress = JSON.parse(json);
const bot = await connect();
// The first ones compile the code.
await callMany(Number(count) / 4);
const startedAt = process.hrtime.bigint();
const before = process.cpuUsage();
await callMany(Number(count));
const { user, system } = process.cpuUsage(before);
const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
const figures: RpcFigures = { callsPerSecond: Number(count) / seconds, cpuUs: (user + system) / Number(count) };
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

async function callMany(calls: number): Promise<void> {
  let left = calls;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await bot.call();
  };
  await Promise.all(Array.from({ length: UNDER_WAY }, worker));
}
