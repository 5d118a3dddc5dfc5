import test from "ava";
import { ConnectionError, createRpcError, TlError } from "../../ts/errors/index.js";
import { failureOf } from "../../ts/updates/failureOf.js";
import { fromStored, toStored } from "../../ts/updates/UpdatesStore.js";

const FAILURES: readonly (readonly [code: number, text: string, failure: object])[] = [
  [400, "PERSISTENT_TIMESTAMP_INVALID", { kind: "timestamp" }],
  [400, "PERSISTENT_TIMESTAMP_EMPTY", { kind: "timestamp" }],
  [500, "PERSISTENT_TIMESTAMP_OUTDATED", { kind: "retry" }],
  [400, "CHANNEL_PRIVATE", { kind: "inaccessible" }],
  [406, "CHANNEL_PRIVATE", { kind: "inaccessible" }],
  [400, "CHANNEL_INVALID", { kind: "inaccessible" }],
  [403, "CHANNEL_PUBLIC_GROUP_NA", { kind: "inaccessible" }],
  [401, "AUTH_KEY_UNREGISTERED", { kind: "signedOut" }],
  [420, "FLOOD_WAIT_25", { kind: "retry", waitMs: 25_000 }],
  [500, "INTERNAL", { kind: "retry" }],
];
for (const [code, text, failure] of FAILURES) {
  test(`${code} ${text} means what it should`, (t) => {
    t.deepEqual(failureOf(createRpcError({ code, text, method: "updates.getDifference", description: "" })) as object, failure);
  });
}

test("an answer that cannot be read is told from a line that is down", (t) => {
  t.deepEqual(failureOf(new TlError("unknown constructor")), { kind: "unreadable" });
  t.deepEqual(failureOf(new ConnectionError("gone")), { kind: "retry" });
  t.deepEqual(failureOf("anything"), { kind: "retry" });
});

test("a box comes back from the store as it went in; what makes no sense there is left out", (t) => {
  const done = new Map([
    ["m5", { at: 12, isQts: false }],
    ["e7:-9", { at: 4, isQts: true }],
  ]);
  const record = { boxId: 101, pts: 10, qts: 0, date: 0, seq: 0, knownPts: 12, done };
  t.deepEqual(fromStored(toStored(record)), record);
  t.deepEqual(fromStored({ ...toStored(record), done: "garbage\np12 m5\n\nx" }).done, new Map([["m5", { at: 12, isQts: false }]]));
});
