// The client's process of the rows "updates-…": NAME ADDRESS TOKEN HANDLERS. It is told how many messages come next, and
// tells what they cost.
import { loadPeer } from "../loadPeers.js";
import type { ServerAddress } from "../Peer.js";
import { HELLO, READY, type HearingFigures } from "./updates.js";

/** How long nothing may come: then a message is lost, or the library deaf. */
const SILENCE_MS = 20_000;

const [name = "", json = "", token = "", handlers = ""] = process.argv.slice(2);
const address: ServerAddress = JSON.parse(json);
const others = Array.from({ length: Number(handlers) - 1 }, (_, index) => new RegExp(`^/command${index}\\b`));

let isReady = false;
let heard = 0;
let expected = Infinity;
let startedAt = 0;
let before = process.cpuUsage();

// Before the first message is written: gramjs works on many at once, and is nearly done when the first handler is called.
process.on("message", (count) => {
  heard = 0;
  expected = Number(count);
  startedAt = performance.now();
  before = process.cpuUsage();
  tell(READY);
});
process.on("disconnect", () => process.exit(0));
await connect();
const silence = setTimeout(() => {
  throw new Error(`${name} heard ${heard} of ${expected} messages`);
}, SILENCE_MS);

function onText(text: string): void {
  if (text === HELLO) return onHello();
  if (!text.startsWith("Message")) throw new Error("the wrong handler was called");
  heard++;
  if (heard < expected) return;
  silence.refresh();
  expected = Infinity;
  const { user, system } = process.cpuUsage(before);
  tell({ updatesPerSecond: (heard * 1e3) / (performance.now() - startedAt), cpuUs: (user + system) / heard });
}

function onHello(): void {
  if (!isReady) tell(READY);
  isReady = true;
}

function tell(figures: HearingFigures): void {
  process.send?.(figures);
}

async function connect(): Promise<void> {
  const { connectHearingBot } = await loadPeer(name);
  if (connectHearingBot === undefined) throw new Error(`${name} hears nothing`);
  for (let failures = 0; ; failures++) {
    try {
      return await connectHearingBot(address, token, onText, others);
    } catch (error) {
      // The peers drop the leading zero that one key in 256 has, and then refuse the server's answer.
      if (name === "ours" || failures > 3) throw error;
    }
  }
}
