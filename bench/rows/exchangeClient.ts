// The client's process of the row "key-exchange-cpu": NAME ADDRESS COUNT.
import { loadPeer } from "../loadPeers.js";
import type { ServerAddress } from "../Peer.js";

const [name = "", json = "", count = ""] = process.argv.slice(2);
const address: ServerAddress = JSON.parse(json);
const { makeKey } = await loadPeer(name);
if (makeKey === undefined) throw new Error(`${name} makes no keys`);

// The first ones compile the code.
for (let index = 0; index < 2; index++) await makeKey(address);
const before = process.cpuUsage();
for (let index = 0; index < Number(count); index++) await makeKey(address);
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1e3 / Number(count));
process.exit(0);
