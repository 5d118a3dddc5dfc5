import test from "ava";
import { ConnectGate } from "../../ts/network/ConnectGate.js";

/** When connections begin, in ms, if each is asked for as soon as the one before has begun. */
function begins(gate: ConnectGate, count: number): number[] {
  let nowMs = 0;
  return Array.from({ length: count }, () => {
    nowMs += gate.waitMs(nowMs);
    gate.begin(nowMs);
    return nowMs;
  });
}

test("four connections may begin in a second and five in five", (t) => {
  t.deepEqual(begins(new ConnectGate(), 7), [0, 0, 0, 0, 1000, 5000, 5000]);
});

test("after -429 they are spaced out until the server answers", (t) => {
  const gate = new ConnectGate();
  gate.flooded();
  t.deepEqual(begins(gate, 4), [0, 1000, 4000, 8000]);
  gate.proved();
  t.is(gate.waitMs(9000), 0);
});

test("connections of long ago do not count", (t) => {
  const gate = new ConnectGate();
  begins(gate, 5);
  t.is(gate.waitMs(20_000), 0);
});
