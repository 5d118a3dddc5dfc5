import test from "ava";
import type { Weather } from "./PushLine.js";
import { simulateRunner } from "./simulateRunner.js";

const WEATHERS: readonly (readonly [name: string, weather: Weather])[] = [
  ["pushes are lost, repeated and overtake each other", { lost: 0.15, repeated: 0.1, late: 0.4, crashes: 0, failures: 0.05 }],
  ["differences and handlers fail", { lost: 0.3, repeated: 0, late: 0.2, crashes: 0, failures: 0.4 }],
  ["the process is stopped or killed at any point", { lost: 0.1, repeated: 0.1, late: 0.3, crashes: 0.1, failures: 0.1 }],
];

const SEEDS = 120;

for (const [name, weather] of WEATHERS) {
  test(`handlers see exactly the server's log, in order per chat, when ${name}`, async (t) => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const problem = await simulateRunner(seed, weather);
      if (problem !== null) return t.fail(`seed ${seed}: ${problem}`);
    }
    t.pass();
  });
}
