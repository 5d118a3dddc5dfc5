import { setImmediate as turn } from "node:timers/promises";
import test from "ava";
import { PerTurn } from "../../ts/transport/PerTurn.js";

test("runs a few jobs at once, and the others in the turns that follow, in their order", async (t) => {
  const seen: number[] = [];
  const paced = new PerTurn(3);
  for (let index = 0; index < 8; index++) paced.run(() => void seen.push(index));
  t.deepEqual(seen, [0, 1, 2]);
  await turn();
  t.deepEqual(seen, [0, 1, 2, 3, 4, 5]);
  await turn();
  t.deepEqual(seen, [0, 1, 2, 3, 4, 5, 6, 7]);
});

test("a job that comes while others wait is behind them", async (t) => {
  const seen: string[] = [];
  const paced = new PerTurn(1);
  for (const name of ["a", "b"]) paced.run(() => void seen.push(name));
  await turn();
  paced.run(() => void seen.push("c"));
  t.deepEqual(seen, ["a", "b"]);
  await turn();
  t.deepEqual(seen, ["a", "b", "c"]);
  await turn();
  paced.run(() => void seen.push("d"));
  t.is(seen.at(-1), "d");
});
