import test from "ava";
import { Turnstile } from "../../ts/network/Turnstile.js";

test("lets as many in as there is room for, the others by the order in which they came", (t) => {
  const seen: string[] = [];
  const turnstile = new Turnstile(2);
  const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => () => void seen.push(name));
  for (const job of [a, b, c, d]) turnstile.enter(job as () => void);
  t.deepEqual(seen, ["a", "b"]);
  turnstile.leave(b as () => void);
  t.deepEqual(seen, ["a", "b", "c"]);
  turnstile.leave(a as () => void);
  t.deepEqual(seen, ["a", "b", "c", "d"]);
});

test("forgets one that gives up while it waits", (t) => {
  const turnstile = new Turnstile(1);
  const first = (): void => {};
  turnstile.enter(first);
  const impatient = (): void => t.fail();
  turnstile.enter(impatient);
  turnstile.leave(impatient);
  turnstile.leave(first);
  let came = false;
  turnstile.enter(() => (came = true));
  t.true(came);
});

test("counts a stay that ends twice once", (t) => {
  const turnstile = new Turnstile(1);
  const first = (): void => {};
  const second = (): void => {};
  turnstile.enter(first);
  turnstile.leave(first);
  turnstile.enter(second);
  turnstile.leave(first);
  turnstile.enter(() => t.fail());
  t.pass();
});

test("lets the next one in when one ends before it has begun to stay", (t) => {
  const turnstile = new Turnstile(1);
  const failing = (): void => turnstile.leave(failing);
  turnstile.enter(failing);
  let came = false;
  turnstile.enter(() => (came = true));
  t.true(came);
});
