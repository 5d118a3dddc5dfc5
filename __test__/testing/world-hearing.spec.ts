import test from "ava";
import type { Person } from "../../ts/testing/index.js";
import { people } from "../helpers/worldPeople.js";

/** Two who may write to each other. */
async function pair(): Promise<{ anna: Person; ben: Person }> {
  const { anna, ben } = await people();
  return { anna: anna.account as Person, ben: ben.account as Person };
}

test("somebody hears one message after the other, whether it came before or comes later", async (t) => {
  const { anna, ben } = await pair();
  const first = ben.hears(anna);
  await anna.writes("one", { to: ben });
  await anna.writes("two", { to: ben });
  t.is((await first).text, "one");
  t.is((await ben.hears(anna)).text, "two");
  const third = ben.hears(anna);
  await ben.writes("my own", { to: anna });
  await anna.writes("three", { to: ben });
  t.is((await third).text, "three");
});

test("what does not fit is passed over, and does not come again", async (t) => {
  const { anna, ben } = await pair();
  for (const text of ["a 1", "b", "a 2", "c"]) await anna.writes(text, { to: ben });
  t.is((await ben.hears(anna, "b")).text, "b");
  const pattern = /^a/g;
  t.is((await ben.hears(anna, pattern)).text, "a 2");
  t.is(pattern.lastIndex, 0);
  t.is((await ben.hears(anna, ({ id }) => id > 0)).text, "c");
});

test("a message that comes to fit by an edit is heard", async (t) => {
  const { anna, ben } = await pair();
  const message = await anna.writes("loading", { to: ben });
  const heard = ben.hears(anna, "done");
  await anna.edits(message, "done");
  t.is((await heard).text, "done");
});

test("members of a channel hear what is written there", async (t) => {
  const { anna, ben, world } = await people();
  const channel = await world.createChannel({ title: "News", creator: anna.account as Person, kind: "supergroup", members: [ben.account as Person] });
  const heard = (ben.account as Person).hears(channel, "today");
  await (anna.account as Person).writes("today", { to: channel });
  t.is((await heard).fromId, anna.account.id);
});

test("who waits in vain is told what was said last", async (t) => {
  const { anna, ben } = await pair();
  await t.throwsAsync(ben.hears(anna, "x", { timeout: 0.01 }), { message: /^Ben heard nothing that fits in chat \d+ within 0.01 s: nobody else has written there$/ });
  await anna.writes("y", { to: ben });
  await t.throwsAsync(ben.hears(anna, "x", { timeout: 0.01 }), { message: /the last message there is "y"/ });
  await t.throwsAsync(ben.hears(anna, "x", { timeout: 0 }), { instanceOf: RangeError, message: /timeout/ });
  await t.throwsAsync(ben.hears(anna, "x", { timeout: NaN }), { instanceOf: RangeError, message: /timeout/ });
  await t.throwsAsync(ben.hears(anna, 5 as never), { instanceOf: TypeError, message: /wanted/ });
});
