import test from "ava";

import { markedChannelId, markedId, markedIdOf, parseMarkedId, type PeerKind } from "../../ts/peers/index.js";

/** Edges of every range (spec/client.md §3.1). */
const EDGES: readonly (readonly [marked: number, kind: PeerKind | null, bareId?: number])[] = [
  [1, "user", 1],
  [1_099_511_627_775, "user", 1_099_511_627_775],
  [1_099_511_627_776, null],
  [0, null],
  [-1, "group", 1],
  [-999_999_999_999, "group", 999_999_999_999],
  [-1_000_000_000_000, null],
  [-1_000_000_000_001, "channel", 1],
  // Past the limit that Hydrogram knows.
  [-1_007_852_516_353, "channel", 7_852_516_353],
  [-1_997_852_516_351, "channel", 997_852_516_351],
  // The marked range ends here, the bare one before it: no channel has it.
  [-1_997_852_516_352, null],
  [-1_997_852_516_353, "secret", 2 ** 31 - 1],
  [-1_999_999_999_999, "secret", 1],
  [-2_000_000_000_000, null],
  [-2_000_000_000_001, "secret", -1],
  [-2_002_147_483_648, "secret", -(2 ** 31)],
  [-2_002_147_483_649, "monoforum", 1_002_147_483_649],
  [-3_999_999_999_999, "monoforum", 2_999_999_999_999],
  [-4_000_000_000_000, null],
  [Number.MIN_SAFE_INTEGER, null],
  [1.5, null],
  [Number.NaN, null],
  [Number.POSITIVE_INFINITY, null],
];

for (const [marked, kind, bareId] of EDGES) {
  test(`${marked} is ${kind === null ? "nobody's id" : `of the kind ${kind}`}`, (t) => {
    t.deepEqual(parseMarkedId(marked), kind === null ? null : { kind, bareId: bareId ?? 0 });
  });
}

test("ids may be bigints", (t) => {
  t.deepEqual(parseMarkedId(-1_000_000_000_042n), { kind: "channel", bareId: 42 });
  t.is(parseMarkedId(2n ** 70n), null);
});

test("marks the peers of TL", (t) => {
  t.is(markedId({ _: "peerUser", userId: 5 }), 5);
  t.is(markedId({ _: "peerChat", chatId: 5 }), -5);
  t.is(markedId({ _: "peerChannel", channelId: 5 }), -1_000_000_000_005);
  t.is(markedChannelId(1_002_147_483_649), -2_002_147_483_649);
  t.is(markedIdOf({ _: "userEmpty", id: 5 }), 5);
  t.is(markedIdOf({ _: "chatForbidden", id: 5, title: "" }), -5);
  t.is(markedIdOf({ _: "channelForbidden", id: 5, title: "", accessHash: 1n }), -1_000_000_000_005);
});
