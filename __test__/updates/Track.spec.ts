import test from "ava";
import { MAX_PENDING, Track } from "../../ts/updates/Track.js";

test("what waits is taken in the order of the counter, once, as far as nothing is missing", (t) => {
  const track = new Track(10);
  for (const at of [14, 12, 13, 12, 11, 16]) t.true(track.postpone({ at, count: 1 }));
  const taken: number[] = [];
  for (let item = track.takeNext(); item !== null; item = track.takeNext()) taken.push((track.value = item.at));
  t.deepEqual(taken, [11, 12, 13, 14]);
  t.is(track.pending, 1);
  t.true(track.hasGap);
});

test("several that move nothing at one place are all kept, before the one that moves on", (t) => {
  const track = new Track<{ at: number; count: number; name: string }>(9);
  track.postpone({ at: 11, count: 1, name: "next" });
  track.postpone({ at: 10, count: 0, name: "first" });
  track.postpone({ at: 10, count: 0, name: "second" });
  track.value = 10;
  const names: string[] = [];
  for (let item = track.takeNext(); item !== null; item = track.takeNext()) {
    names.push(item.name);
    track.value = item.at;
  }
  t.deepEqual(names, ["first", "second", "next"]);
});

test("those that a difference has overtaken are dropped", (t) => {
  const track = new Track(10);
  track.postpone({ at: 13, count: 1 });
  track.postpone({ at: 16, count: 1 });
  track.moveTo(15);
  t.deepEqual(track.takeNext(), { at: 16, count: 1 });
  t.is(track.pending, 0);
});

test("a list that is full is dropped as a whole: a difference brings it back", (t) => {
  const track = new Track(10);
  for (let index = 0; index < MAX_PENDING; index++) t.true(track.postpone({ at: 20 + index, count: 1 }));
  t.false(track.postpone({ at: 20 + MAX_PENDING, count: 1 }));
  t.is(track.pending, 0);
});

test("knows how far the server is, but not from what cannot be", (t) => {
  const track = new Track(10);
  track.judge({ at: 15, count: 1 });
  track.judge({ at: 99, count: 100 });
  t.is(track.known, 15);
  t.true(track.isBehind);
  track.giveUp();
  t.false(track.isBehind);
});
