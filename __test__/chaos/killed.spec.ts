import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import test from "ava";
import { callingFolder, killClient } from "./killClient.js";

test("a client killed 20 times during its calls always comes back with the same session", async (t) => {
  t.timeout(180_000);
  const { failures, answered } = await killClient(20);
  t.deepEqual(failures, []);
  t.log(`${answered} calls were answered in between`);
  t.true(answered > 0);
});

const CALLS = ["one", "two", "three", "four", "five"];

/** How long the laptop sleeps: longer than the server keeps a session. */
const ASLEEP_MS = 2500;

for (const [name, happens] of [
  ["closed its connections and forgot its session", "resetConnections"],
  ["is gone without a word, as a NAT's table is", "silenceConnections"],
] as const) {
  test(`a client that slept (SIGSTOP) while the server ${name} answers within seconds of waking up`, async (t) => {
    t.timeout(120_000);
    await using calling = await callingFolder();
    const child = calling.run("lines");
    t.teardown(() => child.kill("SIGKILL"));
    if (child.stdout === null || child.stdin === null) return t.fail();
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    t.is((await lines.next()).value, "online");

    child.kill("SIGSTOP");
    calling.server[happens]();
    await delay(ASLEEP_MS);
    t.true(calling.server.stats().sessions <= (happens === "resetConnections" ? 0 : 2));
    // What is asked at once, while the client still believes in its old connection.
    child.stdin.write(`${CALLS.join("\n")}\n`);
    child.kill("SIGCONT");
    const wokeMs = performance.now();
    const answers: string[] = [];
    while (answers.length < CALLS.length) answers.push(String((await lines.next()).value));
    t.log(`all answered after ${Math.round(performance.now() - wokeMs)} ms`);
    t.deepEqual(answers.toSorted(), CALLS.toSorted());
    t.true(performance.now() - wokeMs < 30_000);

    const exited = once(child, "exit");
    child.stdin.end();
    t.deepEqual(await exited, [0, null]);
  });
}
