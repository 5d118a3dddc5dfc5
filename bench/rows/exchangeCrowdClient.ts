// The client's process of the rows "key-exchange-1000-…": NAME ADDRESS COUNT.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { loadPeer } from "../loadPeers.js";
import type { ServerAddress } from "../Peer.js";
import type { CrowdFigures } from "./exchangeCrowd.js";

const [name = "", json = "", count = ""] = process.argv.slice(2);
const address: ServerAddress = JSON.parse(json);
const { makeKey } = await loadPeer(name);
if (makeKey === undefined) throw new Error(`${name} makes no keys`);

// The first one compiles the code.
await Promise.allSettled([makeKey(address)]);
const before = process.memoryUsage.rss();
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
// The peers drop the leading zero that one key in 256 has, and then refuse the server's answer.
const outcomes = await Promise.allSettled(Array.from({ length: Number(count) }, () => makeKey(address)));
delay.disable();
// The system keeps count: to ask again and again would itself hold up the event loop.
const most = 1024 * process.resourceUsage().maxRSS;
const failed = outcomes.filter(({ status }) => status === "rejected");
if (failed.length > (name === "ours" ? 0 : Number(count) / 20)) throw new AggregateError(failed, `${failed.length} exchanges failed`);
const figures: CrowdFigures = { pauseMs: delay.max / 1e6, grownMib: Math.max(0, most - before) / 2 ** 20 };
console.log(JSON.stringify(figures));
process.exit(0);
