// A client that is killed or stopped by its parent: `node callingProgram.js ACCESS loop|lines`. It prints "online", then
// a line for each call that was answered: calls follow each other (loop), or come as lines of standard input.
import { createInterface } from "node:readline";
import { Client, type ClientOptions } from "../../ts/index.js";
import { nobody } from "../helpers/clientHarness.js";

const [access = "{}", mode = "loop"] = process.argv.slice(2);
const client = new Client("my_account", { ...(JSON.parse(access) as ClientOptions), workdir: ".", prompter: nobody });
await client.start();
print("online");
if (mode === "loop") await Promise.all(Array.from({ length: 8 }, loop));
else for await (const line of createInterface({ input: process.stdin })) void send(line).then(print, (error: unknown) => print(`failed: ${String(error)}`));
await client.stop();

async function loop(): Promise<void> {
  for (let round = 0; ; round++) print(await send(`round ${round}`));
}

async function send(message: string): Promise<string> {
  const randomId = BigInt(Math.floor(Math.random() * 2 ** 52)) + 1n;
  await client.invoke({ _: "messages.sendMessage", peer: { _: "inputPeerSelf" }, message, randomId });
  return message;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
