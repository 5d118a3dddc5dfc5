import test from "ava";
import type { HandlerEntry } from "../../../ts/updates/dispatch/HandlerEntry.js";
import { HandlerTable } from "../../../ts/updates/dispatch/HandlerTable.js";

type Entry = HandlerEntry<[text: string | null]>;
type Filter = NonNullable<Entry["filter"]>;

/** Filters that pass texts with certain beginnings, and say so. */
function setUp(...lists: readonly (readonly string[] | null)[]): { readonly fitting: (text: string | null | undefined) => readonly number[]; readonly table: HandlerTable<[text: string | null]>; readonly entries: readonly Entry[] } {
  const beginnings = new Map<Filter, readonly string[] | null>();
  const entries = lists.map((list): Entry => {
    const filter: Filter = () => true;
    beginnings.set(filter, list);
    return { group: 0, filter, handler: () => {}, isRemoved: false };
  });
  const table = new HandlerTable<[text: string | null]>();
  for (const entry of entries) table.add(entry);
  const rules = { textOf: (text: string | null | undefined) => text, beginningsOf: (filter: Filter) => beginnings.get(filter) ?? null };
  return { table, entries, fitting: (text) => table.fitting(text, rules).map((entry) => entries.indexOf(entry)) };
}

const MANY = Array.from({ length: 20 }, (_, index) => [`/command${index}`]);

test("a text is only for handlers with its beginning and for those that look at anything, in their order", (t) => {
  const { fitting } = setUp(null, ...MANY, null);
  t.deepEqual(fitting("/command3 now"), [0, 4, 21]);
  t.deepEqual(fitting("/COMMAND3"), [0, 4, 21]);
  t.deepEqual(fitting("hello"), [0, 21]);
});

test("all beginnings that fit are found, whatever their length", (t) => {
  const { fitting } = setUp(...MANY);
  t.deepEqual(fitting("/command12"), [1, 12]);
});

test("a handler with several beginnings is asked once", (t) => {
  const { fitting } = setUp(["/co", "/command"], ...MANY);
  t.deepEqual(fitting("/command5"), [0, 6]);
});

test("what has no text is only for those that look at anything", (t) => {
  t.deepEqual(setUp(null, ...MANY).fitting(null), [0]);
});

test("where nobody knows the text every handler is asked", (t) => {
  t.is(setUp(null, ...MANY).fitting(undefined).length, 21);
});

test("a few handlers are all asked", (t) => {
  t.deepEqual(setUp(["a"], ["b"]).fitting("c"), [0, 1]);
});

test("handlers that come and go are found and left out", (t) => {
  const { table, entries, fitting } = setUp(...MANY);
  t.deepEqual(fitting("/command7"), [7]);
  const [, , third] = entries;
  if (third === undefined) return t.fail();
  table.remove(third);
  t.deepEqual(fitting("/command2"), []);
  table.add(third);
  t.deepEqual(fitting("/command2"), [2]);
});
