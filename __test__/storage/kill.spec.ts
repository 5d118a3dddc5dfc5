import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import test from "ava";

import { SessionLockedError } from "../../ts/errors/index.js";
import { SqliteStorage } from "../../ts/storage/index.js";
import { comparable, temporaryFolder, testKey } from "./fixtures.js";

const WRITER = fileURLToPath(new URL("killedWriter.js", import.meta.url));

/** Runs the writer, kills it some time after `line` was printed, and returns the last round it reported. */
async function killAfter(path: string, line: string | RegExp, waitMs: number): Promise<number> {
  const child = spawn(process.execPath, [WRITER, path], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  let reported = 0;
  let killing: Promise<void> | null = null;
  for await (const text of createInterface({ input: child.stdout })) {
    if (text !== "opening") reported = Number(text);
    if (killing === null && (typeof line === "string" ? text === line : line.test(text))) {
      killing = delay(waitMs).then(() => void child.kill("SIGKILL"));
    }
  }
  const [, signal] = await exited;
  if (signal !== "SIGKILL") throw new Error("the writer ended by itself");
  return reported;
}

test("a writer killed at any moment leaves a file that opens and holds all that was promised", async (t) => {
  t.timeout(120_000);
  const path = join(temporaryFolder(t), "killed.session");
  for (let kill = 0; kill < 20; kill++) {
    const reported = await killAfter(path, /^\d+$/, kill * 2);
    const storage = new SqliteStorage(path);
    await storage.open();
    const session = await storage.loadSession();
    const round = session.userId ?? 0;
    t.true(round >= reported && reported > 0, `reported ${reported}, found ${round}`);
    t.deepEqual(comparable(session), { dcId: 2, apiId: round, testMode: null, authKey: testKey(round), userId: round, isBot: null });
    const other = await storage.loadAuthKey(4);
    t.true([round, round - 1].some((seed) => Buffer.from(testKey(seed)).equals(other ?? new Uint8Array())));
    t.is((await storage.peerById(reported))?.accessHash, BigInt(reported));
    await storage.close();
  }
});

test("a process killed while it makes the file leaves none, or one that opens", async (t) => {
  t.timeout(120_000);
  for (let kill = 0; kill < 12; kill++) {
    const path = join(temporaryFolder(t), "new.session");
    await killAfter(path, "opening", kill);
    const wasThere = existsSync(path);
    const storage = new SqliteStorage(path);
    await t.notThrowsAsync(storage.open(), `killed after ${kill} ms, file ${wasThere ? "there" : "missing"}`);
    await storage.close();
  }
});

test("a file that another process has open is refused, with its process id", async (t) => {
  const path = join(temporaryFolder(t), "held.session");
  const child = spawn(process.execPath, [WRITER, path], { stdio: ["ignore", "pipe", "inherit"] });
  t.teardown(() => child.kill("SIGKILL"));
  for await (const text of createInterface({ input: child.stdout })) if (text === "1") break;
  const error = await t.throwsAsync(new SqliteStorage(path).open(), { instanceOf: SessionLockedError });
  t.true(error.message.includes(path) && error.message.includes(`pid ${child.pid}`), error.message);
});
