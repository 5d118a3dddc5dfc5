import test from "ava";
import type { Weather } from "./PushLine.js";
import { simulate } from "./simulateEngine.js";

const WEATHERS: readonly (readonly [name: string, weather: Weather])[] = [
  ["pushes arrive as they were sent", { lost: 0, repeated: 0, late: 0, crashes: 0, failures: 0 }],
  ["pushes are lost, repeated and overtake each other", { lost: 0.15, repeated: 0.1, late: 0.4, crashes: 0, failures: 0 }],
  ["differences fail", { lost: 0.3, repeated: 0, late: 0.2, crashes: 0, failures: 0.4 }],
  ["the process is killed at any point", { lost: 0.1, repeated: 0.1, late: 0.3, crashes: 0.05, failures: 0.1 }],
  ["hardly any push arrives and the process is killed all the time", { lost: 0.8, repeated: 0.1, late: 0.5, crashes: 0.15, failures: 0.2 }],
];

const SEEDS = 400;

for (const [name, weather] of WEATHERS) {
  test(`handles exactly the server's log, in order per chat, when ${name}`, (t) => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const problem = simulate(seed, weather);
      if (problem !== null) return t.fail(`seed ${seed}: ${problem}`);
    }
    t.pass();
  });
}
