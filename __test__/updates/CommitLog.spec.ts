import test from "ava";
import type { BoxState } from "../../ts/updates/BoxState.js";
import { CommitLog, type CommitEntry } from "../../ts/updates/CommitLog.js";

const START: BoxState = { pts: 10, qts: 3, date: 100, seq: 1 };

function add(log: CommitLog, pts: number): CommitEntry {
  return log.add({ pts }, `p${pts}`, { at: pts, isQts: false });
}

test("the state covers an update only when it and all before it are settled", (t) => {
  const log = new CommitLog(START);
  const [first, second, third] = [add(log, 11), add(log, 12), add(log, 13)];
  log.settle(second);
  t.is(log.state.pts, 10);
  t.deepEqual([...log.done], [["p12", { at: 12, isQts: false }]]);
  log.settle(first);
  t.is(log.state.pts, 12);
  t.is(log.done.size, 0);
  log.settle(third);
  t.is(log.state.pts, 13);
  t.is(log.unsettled, 0);
});

test("settling twice counts once", (t) => {
  const log = new CommitLog(START);
  const entry = add(log, 11);
  add(log, 12);
  log.settle(entry);
  log.settle(entry);
  t.is(log.unsettled, 1);
});

test("a move without an update waits for the updates before it", (t) => {
  const log = new CommitLog(START);
  const entry = log.add({}, "m5", { at: 20, isQts: false });
  log.advance({ pts: 20, date: 200 });
  t.deepEqual(log.state, START);
  log.settle(entry);
  t.deepEqual(log.state, { pts: 20, qts: 3, date: 200, seq: 1 });
  log.advance({ seq: 9 });
  t.is(log.state.seq, 9);
});

test("keys of an earlier process stay until the counter has passed them", (t) => {
  const log = new CommitLog(
    START,
    new Map([
      ["m5", { at: 12, isQts: false }],
      ["q4", { at: 4, isQts: true }],
    ]),
  );
  log.advance({ pts: 11 });
  t.deepEqual([...log.done.keys()], ["m5", "q4"]);
  log.advance({ pts: 12 });
  t.deepEqual([...log.done.keys()], ["q4"]);
  log.advance({ qts: 4 });
  t.is(log.done.size, 0);
});

test("a counter that was reset makes old keys void", (t) => {
  const log = new CommitLog(START, new Map([["p900", { at: 900, isQts: false }]]));
  log.advance({ pts: 2 });
  t.is(log.done.size, 0);
});

test("keeps no more than what is not committed", (t) => {
  const log = new CommitLog(START);
  const held = add(log, 11);
  for (let pts = 12; pts < 5000; pts++) log.settle(add(log, pts));
  t.is(log.done.size, 4988);
  log.settle(held);
  t.is(log.done.size, 0);
  t.is(log.state.pts, 4999);
});
