// Runs as a child process: opens the session file named on the command line and writes rounds of
// matching data until it is killed. Every line on standard output is a promise that was kept.
import { SqliteStorage } from "../../ts/storage/index.js";
import { testKey } from "./fixtures.js";

const path = process.argv[2];
if (path === undefined) throw new Error("name a session file");
const storage = new SqliteStorage(path);
process.stdout.write("opening\n");
await storage.open();
const { userId } = await storage.loadSession();
for (let round = (userId ?? 0) + 1; ; round++) {
  await storage.saveSession({ authKey: testKey(round), userId: round, apiId: round });
  await storage.saveAuthKey(4, testKey(round));
  await storage.savePeers([{ id: round, accessHash: BigInt(round), type: "user", username: `user${round}`, phoneNumber: null }]);
  process.stdout.write(`${round}\n`);
}
