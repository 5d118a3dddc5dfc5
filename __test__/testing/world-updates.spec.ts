import test from "ava";

import type { TlObject } from "../../ts/testing/codec/index.js";
import { WorldClient, fault } from "../helpers/WorldClient.js";
import { testWorld, type TestWorld } from "../helpers/testWorld.js";

async function withFriend(options: Parameters<typeof testWorld>[0] = {}): Promise<TestWorld & { client: WorldClient; write: (text: string) => void }> {
  const base = testWorld(options);
  const friend = base.world.addUser({ phone: "15550001111", firstName: "Friend" });
  const client = new WorldClient(base.world);
  await client.signIn("11234567890");
  return { ...base, client, write: (text) => void base.world.sendMessage(friend, base.demo, text) };
}

test("a difference tells what happened since a pts, once", async (t) => {
  const { client, write } = await withFriend();
  const { pts, date } = await client.call("updates.getState");
  const since = { pts, date, qts: 0 };
  t.like(await client.call("updates.getDifference", since), { _: "updates.differenceEmpty", seq: 1 });
  write("one");
  write("two");
  const difference = await client.call("updates.getDifference", since);
  t.like(difference, {
    _: "updates.difference",
    newMessages: [{ message: "one" }, { message: "two" }],
    otherUpdates: [],
    users: [{ firstName: "Friend" }],
    state: { pts: (pts as number) + 2 },
  });
  const after = { ...since, pts: (pts as number) + 2 };
  t.like(await client.call("updates.getDifference", after), { _: "updates.differenceEmpty" });
});

test("a long difference comes in slices", async (t) => {
  const { client, write } = await withFriend({ differenceLimit: 4 });
  const { pts } = await client.call("updates.getState");
  for (let number = 0; number < 10; number++) {
    write(`m${number}`);
  }
  const texts: unknown[] = [];
  let from = pts as number;
  for (const wanted of ["updates.differenceSlice", "updates.differenceSlice", "updates.difference"]) {
    const difference = await client.call("updates.getDifference", { pts: from, date: 0, qts: 0 });
    t.is(difference._, wanted);
    texts.push(...(difference["newMessages"] as TlObject[]).map(({ message }) => message));
    from = ((difference["state"] ?? difference["intermediateState"]) as TlObject)["pts"] as number;
  }
  t.deepEqual(texts, Array.from({ length: 10 }, (_, number) => `m${number}`));
});

test("a difference over the total limit is too long", async (t) => {
  const { client, write } = await withFriend();
  write("one");
  write("two");
  t.deepEqual(await client.call("updates.getDifference", { pts: 1, date: 0, qts: 0, ptsTotalLimit: 1 }), { _: "updates.differenceTooLong", pts: 3 });
});

test("impossible counters are refused", async (t) => {
  const { client } = await withFriend();
  await t.throwsAsync(client.call("updates.getDifference", { pts: 0, date: 0, qts: 0 }), fault(400, "PERSISTENT_TIMESTAMP_EMPTY"));
  await t.throwsAsync(client.call("updates.getDifference", { pts: 99, date: 0, qts: 0 }), fault(400, "PERSISTENT_TIMESTAMP_INVALID"));
});

test("messages that were deleted meanwhile are told as deleted only", async (t) => {
  const { client, write } = await withFriend();
  write("one");
  await client.call("messages.deleteMessages", { id: [1] });
  t.like(await client.call("updates.getDifference", { pts: 1, date: 0, qts: 0 }), {
    newMessages: [],
    otherUpdates: [{ _: "updateDeleteMessages", messages: [1], pts: 3 }],
  });
});
