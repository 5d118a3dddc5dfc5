import test from "ava";

import { TestServer } from "../../ts/testing/index.js";
import { ServerClock } from "../../ts/testing/session/ServerClock.js";

test("a frozen clock stands until it is moved, and runs on from there", (t) => {
  const clock = new ServerClock();
  clock.freeze();
  const at = clock.nowMs();
  t.true(clock.isFrozen);
  clock.advance(5000);
  t.is(clock.nowMs(), at + 5000);
  clock.resume();
  t.false(clock.isFrozen);
  t.true(clock.nowMs() >= at + 5000);
});

test("a running clock is moved by its offset, and tells who listens", (t) => {
  const clock = new ServerClock(-1000);
  let moves = 0;
  const stop = clock.onMove(() => moves++);
  clock.advance(2000);
  t.is(clock.offsetMs, 1000);
  clock.offsetMs = 0;
  stop();
  clock.advance(1);
  t.is(moves, 2);
});

for (const ms of [-1, NaN, Infinity]) {
  test(`time does not pass by ${ms} milliseconds`, (t) => {
    t.throws(() => new ServerClock().advance(ms), { instanceOf: RangeError, message: /^ms / });
  });
}

test("a server's groups, channels and scheduled messages follow the story of a test", async (t) => {
  await using server = await TestServer.start({ dcs: [2] });
  server.clock.freeze();
  const anna = server.addUser({ phone: "+1-555-000-1111", firstName: "Anna" });
  const ben = server.addUser({ phone: "+1-555-000-2222", firstName: "Ben" });
  const group = await server.createGroup({ title: "Friends", creator: anna, members: [ben] });
  const scheduleDate = server.clock.nowSec() + 60;
  await anna.calls("messages.sendMessage", { peer: anna.input(group), message: "later", randomId: 1n, scheduleDate });
  t.is(ben.reads(group).length, 1);
  server.clock.advance(61_000);
  t.deepEqual(ben.reads(group).map(({ text }) => text), ["", "later"]);
  const forum = await server.createChannel({ title: "Forum", creator: anna, kind: "forum", members: [ben] });
  const topic = await anna.opensTopic("News", forum);
  const said = await ben.writes("here", { to: forum, topic });
  t.like(said.reply, { messageId: topic, isForumTopic: true });
  await t.throwsAsync(server.createGroup({ title: " ", creator: anna }), { message: "400 CHAT_TITLE_EMPTY" });
});
