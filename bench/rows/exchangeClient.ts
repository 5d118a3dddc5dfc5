// The client's process of the row "key-exchange-cpu": NAME ADDRESS COUNT.
import { loadPeer } from "../loadPeers.js";
import type { ServerAddress } from "../Peer.js";

const [name = "", json = "", count = ""] = process.argv.slice(2);
const address: ServerAddress = JSON.parse(json);
const { makeKey } = await loadPeer(name);
if (makeKey === undefined) throw new Error(`${name} makes no keys`);

let failures = 0;
let spentUs = 0;
// The first ones compile the code.
for (let made = -2; made < Number(count); ) {
  const before = process.cpuUsage();
  try {
    await makeKey(address);
  } catch (error) {
    // The peers drop the leading zero that one key in 256 has, and then refuse the server's answer.
    if (name === "ours" || ++failures > 3) throw error;
    continue;
  }
  const { user, system } = process.cpuUsage(before);
  if (made >= 0) spentUs += user + system;
  made++;
}
console.log(spentUs / 1e3 / Number(count));
process.exit(0);
