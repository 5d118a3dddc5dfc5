import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import test, { type ExecutionContext } from "ava";
import { ConnectionError } from "../../ts/errors/index.js";
import { dialTcp, type ByteStream } from "../../ts/transport/index.js";

const OPTIONS = { timeoutMs: 10_000, signal: new AbortController().signal };

test("hands every byte on, in order, when there are far more than the buffer holds", async (t) => {
  const { server, stream } = await pair(t);
  const sent = Buffer.alloc(1024 * 1024 + 5, "the quick brown fox");
  const received: Buffer[] = [];
  const closed = closeOf(stream);
  stream.onData = (chunk) => received.push(Buffer.from(chunk));
  server.end(sent);
  t.is(await closed, null);
  t.true(sent.equals(Buffer.concat(received)));
});

test("reads into the same memory each time", async (t) => {
  const { server, stream } = await pair(t);
  const memories = new Set<ArrayBufferLike>();
  for (const text of ["one", "two", "three"]) {
    const arrived = new Promise<string>((resolve) => {
      stream.onData = (chunk) => {
        memories.add(chunk.buffer);
        resolve(Buffer.from(chunk).toString());
      };
    });
    server.write(text);
    t.is(await arrived, text);
  }
  t.is(memories.size, 1);
});

test("sends bytes, and ends with null when the server closes its half", async (t) => {
  const { server, stream } = await pair(t);
  const closed = closeOf(stream);
  stream.write(Buffer.from("ping"));
  const [bytes] = (await once(server, "data")) as [Buffer];
  t.is(bytes.toString(), "ping");
  t.false(stream.isClosed);
  server.end();
  t.is(await closed, null);
  t.true(stream.isClosed);
});

test("tells the error of a connection that is reset", async (t) => {
  const { server, stream } = await pair(t);
  const closed = closeOf(stream);
  server.resetAndDestroy();
  t.is(((await closed) as NodeJS.ErrnoException).code, "ECONNRESET");
});

test("hands nothing on after it was destroyed", async (t) => {
  const { server, stream } = await pair(t);
  const closed = closeOf(stream);
  stream.onData = () => t.fail();
  server.on("error", () => {});
  server.write("too late");
  stream.destroy();
  stream.destroy();
  t.is(await closed, null);
});

test("rejects with ConnectionError when the host refuses", async (t) => {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;
  await new Promise((resolve) => listener.close(resolve));
  await t.throwsAsync(dialTcp({ host: "127.0.0.1", port }, OPTIONS), { instanceOf: ConnectionError });
});

/** Both ends of one connection, gone when the test is over. */
async function pair(t: ExecutionContext): Promise<{ server: Socket; stream: ByteStream }> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const accepted = once(listener, "connection").then(([socket]: Socket[]) => {
    if (socket === undefined) throw new Error("no socket");
    return socket;
  });
  const { port } = listener.address() as AddressInfo;
  const stream = await dialTcp({ host: "127.0.0.1", port }, OPTIONS);
  const server = await accepted;
  t.teardown(() => {
    stream.destroy();
    server.destroy();
    listener.close();
  });
  return { server, stream };
}

function closeOf(stream: ByteStream): Promise<Error | null> {
  return new Promise((resolve) => (stream.onClose = resolve));
}
