import test from "ava";

import { EventKind } from "../../ts/network/PackedEvents.js";
import { SessionPort } from "../../ts/network/SessionPort.js";

const SETTINGS = { authKey: new Uint8Array(256).fill(1), transport: "intermediate", obfuscated: false, dcId: 2, salts: new Uint8Array(), timeOffsetMs: 0 } as const;

function connected(): SessionPort {
  const port = new SessionPort(SETTINGS);
  port.connect();
  return port;
}

test("SessionPort gives each turn memory that no later turn writes to", (t) => {
  const port = connected();
  const written: [Uint8Array, string][] = [];
  // More than one slab.
  for (let id = 1; id <= 400; id++) {
    port.invoke(id, new Uint8Array(400).fill(id), 1);
    port.connect();
    const { toWrite } = port.flush();
    if (toWrite !== null) written.push([toWrite, Buffer.from(toWrite).toString("hex")]);
  }
  t.true(written.length >= 400);
  for (const [bytes, was] of written) t.is(Buffer.from(bytes).toString("hex"), was);
});

test("SessionPort gives a write that is bigger than its shared memory whole, and the rest in further turns", (t) => {
  const port = connected();
  const bodies = Array.from({ length: 5 }, (_, index) => new Uint8Array(512 * 1024).fill(index));
  port.invoke(1, new Uint8Array(4), 1);
  port.flush();
  // The first call probes the salt; a new connection lets the others out as well.
  for (const [index, body] of bodies.entries()) port.invoke(2 + index, body, 1);
  port.connect();
  let bytes = 0;
  let turn = port.flush();
  for (; turn.hasMore; turn = port.flush()) bytes += turn.toWrite?.byteLength ?? 0;
  bytes += turn.toWrite?.byteLength ?? 0;
  t.true(bytes > 512 * 1024);
});

test("SessionPort reads event after event, with payloads at multiples of 4", (t) => {
  const port = connected();
  port.invoke(7, new Uint8Array(3), 0);
  port.invoke(4_000_000_000, new Uint8Array(), 0);
  const { events } = port.flush();
  const seen: unknown[] = [];
  while (events?.next() === true) {
    const { kind, id, extra } = events;
    t.is(events.payload().byteOffset % 4, 0);
    t.is(events.payload().toString(), events.text());
    seen.push([kind, id, extra, events.text()]);
  }
  t.deepEqual(seen, [
    [EventKind.failed, 7, 0, "ERR_QUERY_LENGTH"],
    [EventKind.failed, 4_000_000_000, 0, "ERR_QUERY_LENGTH"],
  ]);
  t.is(port.flush().events, null);
});

test("SessionPort knows of a call whether it may have run; one that it does not know may have", (t) => {
  const port = connected();
  port.invoke(1, new Uint8Array(4), 1);
  t.false(port.mayHaveRun(1));
  port.flush();
  t.true(port.mayHaveRun(1));
  port.cancel(1);
  t.true(port.mayHaveRun(1));
  for (const id of [-1, 0.5, 2 ** 32, Number.NaN]) t.throws(() => port.mayHaveRun(id), { message: /id/ });
});
