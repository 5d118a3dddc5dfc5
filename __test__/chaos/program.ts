// Runs seeds, some at a time, and prints a line of JSON for each: `node program.js FIRST COUNT`. The process ends by
// itself: whatever keeps it alive is a leak.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { runSeed } from "./runSeed.js";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** Seeds wait more than they work. */
const AT_A_TIME = 5;

const [first = 1, count = 1] = process.argv.slice(2).map(Number);
process.on("unhandledRejection", (error) => print({ unhandled: String(error instanceof Error ? error.stack : error) }));

let next = first;
const work = async (): Promise<void> => {
  while (next < first + count) {
    const seed = next++;
    try {
      print(await runSeed(seed));
    } catch (error) {
      print({ seed, broken: [`the run failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`], blows: [] });
    }
    if (seed % 10 === 0) print({ heapKiB: heapKiB() });
  }
};
await Promise.all(Array.from({ length: Math.min(AT_A_TIME, count) }, work));
print({ heapKiB: heapKiB(), resources: process.getActiveResourcesInfo() });

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function heapKiB(): number {
  collectGarbage();
  return Math.round(process.memoryUsage().heapUsed / 1024);
}
