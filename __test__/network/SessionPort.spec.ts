import { gzipSync } from "node:zlib";

import test from "ava";

import { raw } from "../../ts/native.js";
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

const RPC_RESULT = 0xf35c6d01;
const GZIP_PACKED = 0x3072cfa1;
const MSG_CONTAINER = 0x73f1f8dc;
const QUERY = 0x11111111;

/** A connected session, and its server as far as answers go. */
class Peer {
  readonly port: SessionPort;
  readonly #authKey = new Uint8Array(256).fill(1);
  readonly #ids: bigint[] = [];
  #sessionId = 0n;
  #sent = 0;

  constructor() {
    const salts = Buffer.alloc(16);
    const nowSec = Math.floor(Date.now() / 1000);
    salts.writeInt32LE(nowSec - 100, 0);
    salts.writeInt32LE(nowSec + 90_000, 4);
    this.port = new SessionPort({ ...SETTINGS, salts });
    this.port.connect();
    // The first packet has the transport's tag before it.
    this.#read(this.#written().subarray(4));
    // A session whose salt is not proved yet sends one call, and waits.
    this.port.receive(Buffer.concat(this.answers(4)));
  }

  /** Makes calls, and gives the frames of their answers, whose payloads have so many bytes. */
  answers(...lengths: readonly number[]): Buffer[] {
    const first = this.#ids.length + 1;
    for (const index of lengths.keys()) this.port.invoke(first + index, new Uint8Array(4).fill(0x11), 1);
    this.#read(this.#written());
    return lengths.map((length, index) => this.#answer(first + index, length));
  }

  #written(): Buffer {
    return Buffer.from(this.port.flush().toWrite ?? []);
  }

  /** Makes a call, and gives its answer, which is this gzip stream. */
  packed(gzip: Buffer): Buffer {
    const id = this.#ids.length + 1;
    this.port.invoke(id, new Uint8Array(4).fill(0x11), 1);
    this.#read(this.#written());
    const payload = Buffer.alloc((8 + gzip.length + 3) & ~3);
    payload.writeUInt32LE(GZIP_PACKED, 0);
    payload.writeUInt32LE(0xfe | (gzip.length << 8), 4);
    payload.set(gzip, 8);
    return this.#seal(id, payload);
  }

  #answer(id: number, length: number): Buffer {
    return this.#seal(id, Buffer.alloc(length, id));
  }

  #seal(id: number, payload: Buffer): Buffer {
    const body = Buffer.alloc(12 + payload.length);
    body.writeUInt32LE(RPC_RESULT, 0);
    body.writeBigInt64LE(this.#ids[id - 1] ?? 0n, 4);
    body.set(payload, 12);
    const frame = Buffer.alloc(4 + body.length + 160);
    this.#sent++;
    const msgId = (BigInt(Math.floor(Date.now() / 1000)) << 32n) | BigInt(4 * this.#sent + 1);
    const sealed = raw.sealMessage(this.#authKey, true, 0n, this.#sessionId, msgId, 2 * this.#sent + 1, body, frame, 4);
    frame.writeUInt32LE(sealed, 0);
    return frame.subarray(0, 4 + sealed);
  }

  #read(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) {
      const packet = bytes.subarray(at + 4, at + 4 + bytes.readUInt32LE(at));
      at += 4 + packet.length;
      const out = Buffer.alloc(packet.length);
      const length = raw.openMessage(this.#authKey, false, packet, out, 0);
      this.#sessionId = out.readBigInt64LE(32);
      const body = out.subarray(56, 56 + length);
      if (body.readUInt32LE(0) === QUERY) this.#ids.push(out.readBigInt64LE(40));
      // A container: messages of 16 bytes before each body.
      if (body.readUInt32LE(0) !== MSG_CONTAINER) continue;
      for (let place = 8; place < body.length; place += 16 + body.readUInt32LE(place + 12)) {
        if (body.readUInt32LE(place + 16) === QUERY) this.#ids.push(body.readBigInt64LE(place));
      }
    }
  }
}

/** Receives in reads of so many bytes, all into one buffer, as a socket does; counts the calls of the addon. */
function receive(port: SessionPort, stream: Buffer, readBytes: number): { readonly results: readonly Buffer[]; readonly calls: number; readonly reads: number } {
  const { sessionFlush, sessionReceive } = raw;
  let calls = 0;
  raw.sessionFlush = (...values) => (calls++, sessionFlush(...values));
  raw.sessionReceive = (...values) => (calls++, sessionReceive(...values));
  const socket = Buffer.alloc(readBytes);
  const results: Buffer[] = [];
  for (let at = 0; at < stream.length; at += readBytes) {
    const length = stream.copy(socket, 0, at, at + readBytes);
    for (let turn = port.receive(socket.subarray(0, length)); ; turn = port.flush()) {
      while (turn.events?.next() === true) if (turn.events.kind === EventKind.result) results.push(turn.events.payload());
      if (!turn.hasMore) break;
    }
    socket.fill(0xee);
  }
  Object.assign(raw, { sessionFlush, sessionReceive });
  return { results, calls, reads: Math.ceil(stream.length / readBytes) };
}

const LENGTHS = [4, 100_000, 60, 15_000, 300_000, 8, 16_000, 40_000, 4, 1_048_576, 12];

for (const readBytes of [997, 4096, 65_536, 1 << 20, 1 << 21]) {
  test.serial(`SessionPort makes one call of the addon for each read of ${readBytes} bytes, whatever is answered`, (t) => {
    const peer = new Peer();
    const { results, calls, reads } = receive(peer.port, Buffer.concat(peer.answers(...LENGTHS)), readBytes);
    t.deepEqual(results.map((result) => result.length), LENGTHS);
    // What is read later is written elsewhere.
    for (const [index, result] of results.entries()) {
      t.true(result.every((byte) => byte === index + 2));
      t.is(result.byteOffset % 4, 0);
    }
    t.is(calls, reads);
  });
}

test.serial("SessionPort makes a second call of the addon where an answer unpacks to more than there is room for", (t) => {
  const peer = new Peer();
  const packed = gzipSync(Buffer.alloc(500_000, 0x22), { level: 9 });
  const { results, calls, reads } = receive(peer.port, peer.packed(packed), 65_536);
  t.deepEqual(results.map((result) => result.length), [500_000]);
  t.is(results[0]?.readUInt32LE(499_996), 0x22222222);
  t.deepEqual([calls, reads], [2, 1]);
});
