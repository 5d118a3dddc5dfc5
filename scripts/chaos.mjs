// `npm run chaos`: storms of faults over a client and a server in one process, and a client that is killed and stopped.
//   --seeds N    how many storms (300)
//   --from N     the first seed (1)
//   --seed N     this one storm alone
//   --kills N    how often the client is killed (100); 0: not at all
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root, runMain } from "./command.mjs";
import { setUp } from "./setup.mjs";

await runMain(async () => {
  const { values } = parseArgs({
    options: { seeds: { type: "string" }, from: { type: "string" }, seed: { type: "string" }, kills: { type: "string" } },
  });
  const one = number(values.seed, "--seed");
  const first = one ?? number(values.from, "--from") ?? 1;
  const count = one === null ? (number(values.seeds, "--seeds") ?? 300) : 1;
  const kills = number(values.kills, "--kills") ?? (one === null ? 100 : 0);
  await setUp();
  /** @param {string} name */
  const load = (name) => import(pathToFileURL(join(root, "dist/__test__/chaos", name)).href);
  const isGood = [await storms(await load("runChaos.js"), first, count), kills === 0 || (await killing(await load("killClient.js"), kills))];
  return isGood.every(Boolean) ? 0 : 1;
});

async function storms({ runChaos, describe }, first, count) {
  const startMs = performance.now();
  const { seeds, heapsKiB, unhandled, exitCode } = await runChaos(first, count, (report) => {
    if (report.broken.length > 0) console.log(describe(report));
    else if (count === 1) console.log(report.blows.map((blow) => `  ${blow}`).join("\n"));
  });
  const broken = seeds.filter((report) => report.broken.length > 0).length;
  const calls = seeds.reduce((sum, { answered, refused }) => sum + answered + refused, 0);
  const seconds = ((performance.now() - startMs) / 1000).toFixed(0);
  console.log(`${seeds.length} storms from seed ${first}, ${calls} calls, ${broken} with broken rules, ${seconds} s`);
  console.log(`heap after a collection: ${heapsKiB.join(", ")} KiB`);
  for (const error of unhandled) console.log(`unhandled: ${error}`);
  console.log(exitCode === 0 ? "the process ended by itself" : `the process did not end by itself (${exitCode})`);
  return seeds.length === count && broken === 0 && unhandled.length === 0 && exitCode === 0;
}

async function killing({ killClient }, kills) {
  const { failures, answered } = await killClient(kills);
  for (const failure of failures) console.log(failure);
  console.log(`${kills} kills during calls, ${answered} calls answered in between, ${failures.length} failures`);
  return failures.length === 0;
}

function number(text, name) {
  if (text === undefined) return null;
  if (!/^\d+$/.test(text)) throw new Error(`${name} must be a whole number`);
  return Number(text);
}
