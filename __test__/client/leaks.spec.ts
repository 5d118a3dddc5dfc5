import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import test from "ava";
import { Client } from "../../ts/index.js";
import { DEMO } from "../../ts/testing/index.js";
import { API, nobody } from "../helpers/clientHarness.js";
import { startServerProcess } from "../helpers/startServerProcess.js";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

const SIGN_INS = 200;

test("200 sign-ins in a row leave no socket, timer or handle behind, and memory flat", async (t) => {
  const access = await startServerProcess(t);
  const signInOnce = async (): Promise<void> => {
    const client = new Client("my_account", { ...API, ...access, inMemory: true, prompter: nobody, phoneNumber: DEMO.phone, phoneCode: DEMO.code });
    await client.start();
    await client.stop();
  };
  // The first ones load code, compile it and fill caches.
  for (let index = 0; index < 50; index++) await signInOnce();
  const before = await measure();
  for (let index = 0; index < SIGN_INS; index++) await signInOnce();
  const after = await measure();
  t.deepEqual(after.resources, before.resources);
  const heapKiB = (after.heap - before.heap) / 1024 / SIGN_INS;
  const outsideKiB = (after.outside - before.outside) / 1024 / SIGN_INS;
  t.true(heapKiB < 2, `${heapKiB.toFixed(2)} KiB of heap a sign-in`);
  t.true(outsideKiB < 2, `${outsideKiB.toFixed(2)} KiB outside the heap a sign-in`);
});

/** What is left once closed handles had their turn. */
async function measure(): Promise<{ resources: string[]; heap: number; outside: number }> {
  // Memory outside the heap is given back by finalisers, some rounds after the collection.
  for (let round = 0; round < 5; round++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    collectGarbage();
  }
  const { heapUsed, external } = process.memoryUsage();
  return { resources: process.getActiveResourcesInfo().sort(), heap: heapUsed, outside: external };
}
