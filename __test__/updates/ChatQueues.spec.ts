import { setImmediate } from "node:timers/promises";
import test from "ava";
import { ChatQueues } from "../../ts/updates/ChatQueues.js";

interface Job {
  readonly name: string;
  /** When its chat may go on after its end. */
  readonly stored: Promise<void>;
}

const job = (name: string, stored: Promise<void> = Promise.resolve()): Job => ({ name, stored });

/** Queues whose jobs note their names and end when told. */
function setUp(workers: number): { readonly queues: ChatQueues<Job>; readonly begun: string[]; readonly end: (name: string) => Promise<void> } {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const queues = new ChatQueues<Job>(workers, async ({ name, stored }, goOn) => {
    begun.push(name);
    await new Promise<void>((resolve) => ends.set(name, resolve));
    void stored.then(goOn);
  });
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await setImmediate();
  };
  return { queues, begun, end };
}

test("jobs of a chat follow each other, other chats go on meanwhile", async (t) => {
    const { queues, begun, end } = setUp(4);
  for (const name of ["a1", "a2", "b1"]) queues.add(name.charAt(0), job(name));
  await setImmediate();
  t.deepEqual(begun, ["a1", "b1"]);
  await end("a1");
  t.deepEqual(begun, ["a1", "b1", "a2"]);
});

test("no more jobs run than there are workers, and chats take turns", async (t) => {
    const { queues, begun, end } = setUp(1);
  for (const name of ["a1", "a2", "b1"]) queues.add(name.charAt(0), job(name));
  await setImmediate();
  await end("a1");
  await end("b1");
  await end("a2");
  t.deepEqual(begun, ["a1", "b1", "a2"]);
});

test("a chat waits until its job's end is stored; the worker does not", async (t) => {
    let store = (): void => {};
  const stored = new Promise<void>((resolve) => (store = resolve));
  const { queues, begun, end } = setUp(1);
  queues.add("a", job("a1", stored));
  queues.add("a", job("a2"));
  queues.add("b", job("b1"));
  await setImmediate();
  await end("a1");
  await end("b1");
  t.deepEqual(begun, ["a1", "b1"]);
  store();
  await setImmediate();
  t.deepEqual(begun, ["a1", "b1", "a2"]);
});

test("nothing begins in the call that adds it", (t) => {
  const { queues, begun } = setUp(1);
  queues.add("a", job("a1"));
  t.deepEqual(begun, []);
});

test("closed queues begin nothing more", async (t) => {
    const { queues, begun, end } = setUp(1);
  queues.add("a", job("a1"));
  queues.add("a", job("a2"));
  queues.add("b", job("b1"));
  await setImmediate();
  queues.close();
  queues.add("c", job("c1"));
  await end("a1");
  t.deepEqual(begun, ["a1"]);
});

test("jobs that end at once keep no worker, and follow each other within their chat as soon as it goes on", async (t) => {
  const begun: string[] = [];
  const held: (() => void)[] = [];
  const queues = new ChatQueues<string>(1, (name, goOn) => {
    begun.push(name);
    held.push(goOn);
  });
  for (const name of ["a1", "a2", "b1", "c1"]) queues.add(name.charAt(0), name);
  await setImmediate();
  t.deepEqual(begun, ["a1", "b1", "c1"]);
  held[0]?.();
  await setImmediate();
  t.deepEqual(begun, ["a1", "b1", "c1", "a2"]);
});

test("a chat that had nothing to do is taken up again, however many others there were meanwhile", async (t) => {
  const begun: string[] = [];
  const queues = new ChatQueues<string>(4, (name, goOn) => {
    begun.push(name);
    goOn();
  });
  const names = [...Array.from({ length: 2500 }, (_, index) => `chat${index}`), "chat0"];
  for (const name of names) {
    queues.add(name, name);
    await Promise.resolve();
  }
  await setImmediate();
  t.deepEqual(begun, names);
});
