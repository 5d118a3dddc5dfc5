import test from "ava";
import { LazyMap } from "../../ts/network/index.js";

test("does what a Map does, in the order of insertion", (t) => {
  const map = new LazyMap<string, number>();
  t.deepEqual([map.size, map.get("a"), map.has("a"), map.delete("a")], [0, undefined, false, false]);
  t.deepEqual([[...map], [...map.keys()], [...map.values()]], [[], [], []]);
  map.set("b", 1);
  map.set("a", 2);
  map.set("b", 3);
  t.deepEqual([...map], [["b", 3], ["a", 2]]);
  t.deepEqual([[...map.keys()], [...map.values()]], [["b", "a"], [3, 2]]);
  t.true(map.delete("b"));
  t.deepEqual([map.size, map.get("b"), map.has("a")], [1, undefined, true]);
});

test("can be filled again after it fell empty", (t) => {
  const map = new LazyMap<string, number>();
  map.set("a", 1);
  map.delete("a");
  t.is(map.size, 0);
  map.set("b", 2);
  map.clear();
  t.is(map.size, 0);
  map.set("c", 3);
  t.deepEqual([...map], [["c", 3]]);
});

test("entries may be deleted while it is walked", (t) => {
  const map = new LazyMap<number, string>();
  for (const key of [1, 2, 3]) map.set(key, "x");
  const seen: number[] = [];
  for (const [key] of map) {
    seen.push(key);
    map.delete(key);
  }
  t.deepEqual(seen, [1, 2, 3]);
  t.is(map.size, 0);
});
