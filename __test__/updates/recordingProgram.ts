import { appendFileSync } from "node:fs";
import { Client } from "../../ts/index.js";

// Writes down every message that it handles, and tells when it has: until it is killed.
const [record = ""] = process.argv.slice(2);
const client = new Client("my_account", { workdir: "." });
client.onRawUpdate((update) => {
  if (update._ !== "updateNewMessage" || update.message._ !== "message") return;
  appendFileSync(record, `${update.message.message}\n`);
  process.stdout.write("handled\n");
});
await client.start();
