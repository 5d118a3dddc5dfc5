import test from "ava";
import { startEcho, METHOD } from "../helpers/EchoService.js";
import { MtprotoClient } from "../helpers/MtprotoClient.js";
import type { SocketOptions } from "../helpers/MtprotoSocket.js";
import { id, int } from "../helpers/mtprotoHandshake.js";

const transports: Record<string, Omit<SocketOptions, "port">> = {
  abridged: { framing: "abridged" },
  intermediate: { framing: "intermediate" },
  padded: { framing: "padded" },
  full: { framing: "full" },
  "obfuscated abridged": { framing: "abridged", isObfuscated: true },
  "obfuscated intermediate": { framing: "intermediate", isObfuscated: true },
  "obfuscated padded": { framing: "padded", isObfuscated: true },
  "WebSocket, abridged": { framing: "abridged", isWebSocket: true },
  "WebSocket, intermediate": { framing: "intermediate", isWebSocket: true },
  "WebSocket, padded": { framing: "padded", isWebSocket: true },
};

for (const [name, options] of Object.entries(transports)) {
  test(`makes a key and answers calls of every size over ${name}`, async (t) => {
    const { server, port, rsaKey } = await startEcho(t);
    const client = await MtprotoClient.connect({ ...options, port: options.isWebSocket ? server.wsPort : port, rsaKey });
    t.teardown(() => client.close());
    const greeting = client.nextOf(0x9ec20908);
    for (const length of [0, 4, 480, 1000, 4096, 300_000]) {
      const call = Buffer.concat([id(METHOD.echo), Buffer.alloc(length, length & 255 | 1)]);
      t.deepEqual(await client.request(call), call, `${length}`);
    }
    t.is((await greeting).seqNo & 1, 1);
    t.is(server.stats().failures.length, 0);
  });
}

test("reads a stream that comes byte by byte", async (t) => {
  const { port, rsaKey } = await startEcho(t);
  for (const framing of ["abridged", "intermediate", "padded", "full"] as const) {
    const client = await MtprotoClient.connect({ framing, port, rsaKey });
    const msgId = client.nextMsgId();
    const packet = client.seal(Buffer.concat([id(METHOD.echo), int(7)]), msgId, 1);
    for (const byte of client.socket.frame(packet)) {
      client.socket.sendRaw(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    t.is((await client.resultOf(msgId)).readInt32LE(4), 7);
    client.close();
  }
});
