import test from "ava";
import { exchangeTurn } from "../../ts/network/exchangeTurn.js";

const AT_ONCE = 48;
const { signal } = new AbortController();

/** All that can be there at once. */
const fill = (): Promise<(() => void)[]> => Promise.all(Array.from({ length: AT_ONCE }, () => exchangeTurn(signal)));

test.serial("of many exchanges some wait until others are done, by the order in which they came", async (t) => {
  const leave = await fill();
  const came: string[] = [];
  const waiting = ["a", "b"].map(async (name) => {
    const done = await exchangeTurn(signal);
    came.push(name);
    done();
  });
  await new Promise((resolve) => setImmediate(resolve));
  t.deepEqual(came, []);
  leave[7]?.();
  leave[7]?.();
  await Promise.all(waiting);
  t.deepEqual(came, ["a", "b"]);
  for (const end of leave) end();
});

test.serial("one that is given up while it waits takes nobody's place", async (t) => {
  const leave = await fill();
  const impatient = new AbortController();
  const waiting = exchangeTurn(impatient.signal);
  impatient.abort(new Error("given up"));
  await t.throwsAsync(waiting, { message: "given up" });
  await t.throwsAsync(exchangeTurn(impatient.signal), { message: "given up" });
  for (const end of leave) end();
  for (const end of await fill()) end();
});

test.serial("those that take long keep nobody waiting", async (t) => {
  const leave = await fill();
  const late = await exchangeTurn(signal);
  t.pass();
  for (const end of [...leave, late]) end();
});
