import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";

import test from "ava";

import { sha256 } from "../../ts/crypto/index.js";
import { temporaryFolder } from "../storage/fixtures.js";

const WORKER = new URL("worker.js", import.meta.url);

test("eight workers load the addon, use all of it at once, and exit clean", async (t) => {
  const folder = temporaryFolder(t);
  const codes = await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      const worker = new Worker(WORKER, { workerData: { path: join(folder, `${index}.session`), rounds: 50 } });
      const [code] = await once(worker, "exit");
      return code as number;
    }),
  );
  t.deepEqual(codes, Array.from({ length: 8 }, () => 0));
  t.is(sha256(new Uint8Array()).toString("hex", 0, 4), "e3b0c442");
});

test("workers that are ended in the middle of off-thread work do no harm", async (t) => {
  const folder = temporaryFolder(t);
  for (let round = 0; round < 8; round++) {
    const worker = new Worker(WORKER, { workerData: { path: join(folder, `cut${round}.session`), rounds: 1e9 } });
    await once(worker, "online");
    // A different point each time, counted in turns of the event loop and not in time.
    for (let turn = 0; turn < round * 20; turn++) await new Promise(setImmediate);
    await worker.terminate();
  }
  t.is(sha256(new Uint8Array()).toString("hex", 0, 4), "e3b0c442");
});
