import { execFileSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "../../ts/index.js";
import { DEMO, TestServer } from "../../ts/testing/index.js";

/** What came through. */
export interface BadNetworkReport {
  readonly answered: number;
  readonly failed: readonly string[];
  readonly texts: readonly string[];
  /** Packets that the link has lost. */
  readonly dropped: number;
}

const CALLS = 200;
const MESSAGES = 100;

// Server and client in a network namespace of their own, whose loopback device is a bad link: it loses packets, and is
// down for a second now and then.
const OUTAGE_MS = 1000;
const BETWEEN_MS = 1500;

const server = await TestServer.start({ dcs: 1 });
const bot = server.addBot({ token: DEMO.botToken, username: "far_bot", firstName: "Far" });
const person = server.addUser({ phone: "+1-123-456-7890", firstName: "Ada" });
const { dcOptions, rsaKeys } = server;
const client = new Client("far_away", { apiId: 1, apiHash: "0".repeat(32), botToken: DEMO.botToken, inMemory: true, dcOptions, rsaKeys });
const texts: string[] = [];
const heardAll = new Promise<void>((resolve) => {
  client.onMessage(({ text }) => {
    if (text !== null && texts.push(text) === MESSAGES) resolve();
  });
});
await client.start();

const failed: string[] = [];
let answered = 0;
const calls = Array.from({ length: CALLS }, async (_, index) => {
  await pause(index * 20);
  try {
    await client.invoke({ _: "help.getConfig" });
    answered++;
  } catch (error) {
    failed.push(String(error));
  }
});
const written = writeAll();
for (let outage = 0; outage < 2; outage++) {
  await pause(BETWEEN_MS);
  execFileSync("ip", ["link", "set", "lo", "down"]);
  await pause(OUTAGE_MS);
  execFileSync("ip", ["link", "set", "lo", "up"]);
}
await Promise.all([...calls, written, heardAll]);
const [, dropped = "0"] = /dropped (\d+)/.exec(execFileSync("tc", ["-s", "qdisc", "show", "dev", "lo"], { encoding: "utf8" })) ?? [];
const report: BadNetworkReport = { answered, failed, texts, dropped: Number(dropped) };
console.log(JSON.stringify(report));
process.exit(0);

async function writeAll(): Promise<void> {
  for (let index = 1; index <= MESSAGES; index++) {
    server.world.sendMessage(person, bot, `${index}`);
    await pause(40);
  }
}
