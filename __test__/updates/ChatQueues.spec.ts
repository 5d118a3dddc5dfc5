import { setImmediate } from "node:timers/promises";
import test from "ava";
import { ChatQueues, type ChatJob } from "../../ts/updates/ChatQueues.js";

/** A job that notes its name and ends when told. */
function jobs(): { readonly begun: string[]; readonly end: (name: string) => Promise<void>; readonly job: (name: string, stored?: Promise<void>) => ChatJob } {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    end: async (name) => {
      ends.get(name)?.();
      await setImmediate();
    },
    job: (name, stored) => async () => {
      begun.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      return { stored: stored ?? null };
    },
  };
}

test("jobs of a chat follow each other, other chats go on meanwhile", async (t) => {
  const { begun, end, job } = jobs();
  const queues = new ChatQueues(4);
  for (const name of ["a1", "a2", "b1"]) queues.add(name.charAt(0), job(name));
  await setImmediate();
  t.deepEqual(begun, ["a1", "b1"]);
  await end("a1");
  t.deepEqual(begun, ["a1", "b1", "a2"]);
});

test("no more jobs run than there are workers, and chats take turns", async (t) => {
  const { begun, end, job } = jobs();
  const queues = new ChatQueues(1);
  for (const name of ["a1", "a2", "b1"]) queues.add(name.charAt(0), job(name));
  await setImmediate();
  await end("a1");
  await end("b1");
  await end("a2");
  t.deepEqual(begun, ["a1", "b1", "a2"]);
});

test("a chat waits until its job's end is stored; the worker does not", async (t) => {
  const { begun, end, job } = jobs();
  let store = (): void => {};
  const stored = new Promise<void>((resolve) => (store = resolve));
  const queues = new ChatQueues(1);
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
  const { begun, job } = jobs();
  new ChatQueues(1).add("a", job("a1"));
  t.deepEqual(begun, []);
});

test("closed queues begin nothing more", async (t) => {
  const { begun, end, job } = jobs();
  const queues = new ChatQueues(1);
  queues.add("a", job("a1"));
  queues.add("a", job("a2"));
  queues.add("b", job("b1"));
  await setImmediate();
  queues.close();
  queues.add("c", job("c1"));
  await end("a1");
  t.deepEqual(begun, ["a1"]);
});
