import test from "ava";
import * as fc from "fast-check";
import { ConnectionError } from "../../../ts/errors/index.js";
import { webSocketLayer } from "../../../ts/testing/listener/webSocket.js";
import { LayeredStream } from "../../../ts/transport/LayeredStream.js";
import { WebSocketLayer } from "../../../ts/transport/webSocket/WebSocketLayer.js";
import { MemoryStream } from "../../helpers/proxies/MemoryStream.js";

interface Ends {
  readonly wire: MemoryStream;
  readonly stream: LayeredStream;
  /** All that was received. */
  received(): Buffer;
  /** What it ended with, once it has. */
  ended(): Error | null | undefined;
}

function open(): Ends {
  const wire = new MemoryStream();
  const stream = new LayeredStream(wire, new WebSocketLayer());
  const pieces: Buffer[] = [];
  let end: Error | null | undefined;
  stream.onData = (piece) => pieces.push(Buffer.from(piece));
  stream.onClose = (error) => (end = error);
  return { wire, stream, received: () => Buffer.concat(pieces), ended: () => end };
}

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");

/** What the client sent, as the server's own layer reads it. */
function unmasked(written: Buffer): Buffer {
  return webSocketLayer({ writeRaw: () => {}, close: () => {} }).unwrap(written);
}

test("content comes out the same however it is framed and cut, both ways", (t) => {
  const parts = fc.array(fc.uint8Array({ minLength: 1, maxLength: 70_000, size: "max" }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(parts, fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 8 }), (messages, cuts) => {
      const { wire, stream, received } = open();
      const all = Buffer.concat(messages);
      for (const message of messages) stream.write(Uint8Array.from(message));
      t.true(unmasked(wire.written).equals(all));
      const server = webSocketLayer({ writeRaw: () => {}, close: () => {} });
      wire.feed(Buffer.concat(messages.map((message) => server.wrap(Buffer.from(message)))), cuts);
      t.true(received().equals(all));
    }),
    { numRuns: 60 },
  );
});

test("fragments are one stream, and a ping among them is answered by its pong", (t) => {
  for (const cuts of [[1], [100]]) {
    const { wire, received, ended } = open();
    wire.feed(hex("02 02 6162  89 01 70  00 01 63  8a 00  80 01 64"), cuts);
    t.is(received().toString(), "abcd");
    const [first = 0, second = 0, ...mask] = wire.written;
    t.deepEqual([first, second, (mask[0] ?? 0) ^ (mask[4] ?? 0)], [0x8a, 0x81, 0x70]);
    t.is(ended(), undefined);
  }
});

test("frames are masked, each by its own mask", (t) => {
  const { wire, stream } = open();
  stream.write(Buffer.alloc(8));
  stream.write(Buffer.alloc(8));
  t.not(wire.written.toString("hex", 2, 6), wire.written.toString("hex", 16, 20));
  t.is((wire.written[1] ?? 0) & 0x80, 0x80);
});

test("a close is answered with its code, and ends the stream with an error that tells it", (t) => {
  const { wire, ended } = open();
  wire.feed(hex("88 02 03e9"));
  t.true(ended() instanceof ConnectionError);
  t.regex(ended()?.message ?? "", /1001/);
  t.is(wire.written[0], 0x88);
});

test("ending the stream says goodbye with code 1000", (t) => {
  const { wire, stream, ended } = open();
  stream.destroy();
  const mask = wire.written.subarray(2, 6);
  t.is(wire.written[0], 0x88);
  t.is(wire.written.readUInt16BE(6) ^ mask.readUInt16BE(0), 1000);
  t.is(ended(), null);
});

const broken: readonly (readonly [name: string, bytes: string])[] = [
  ["text", "81 01 61"],
  ["an unknown type", "83 00"],
  ["reserved bits", "c2 01 00"],
  ["a mask from a server", "82 81 00000000 00"],
  ["a long ping", "89 7e 0080"],
  ["a ping in fragments", "09 00"],
  ["HTTP", "48545450"],
];
for (const [name, bytes] of broken) {
  test(`${name} ends the stream with an error`, (t) => {
    for (const cuts of [[1], [100]]) {
      const { wire, received, ended } = open();
      wire.feed(hex(bytes), cuts);
      t.true(ended() instanceof ConnectionError);
      t.is(received().length, 0);
    }
  });
}

test("any bytes are content, a wait for more, or an error", (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const { wire, ended } = open();
      wire.feed(bytes, [7]);
      const end = ended();
      t.true(end === undefined || end instanceof ConnectionError);
    }),
  );
});
