import test, { type ExecutionContext } from "ava";
import { ConnectionError } from "../../ts/index.js";
import { LinkPool } from "../../ts/network/LinkPool.js";
import type { DcLink } from "../../ts/network/DcLink.js";
import { DEMO, type StoredFile, type TestServer } from "../../ts/testing/index.js";
import type { TlRequest } from "../../ts/tl/index.js";
import { startServer } from "../helpers/clientHarness.js";
import { createNetwork } from "../helpers/createNetwork.js";

const BYTES = Uint8Array.from({ length: 65_536 }, (_, index) => index & 0xff);

async function serverWithBot(t: ExecutionContext): Promise<TestServer> {
  const server = await startServer(t);
  server.addBot({ token: DEMO.botToken, username: "demo_bot", firstName: "Demo bot" });
  return server;
}

function partOf({ id, accessHash, fileReference }: StoredFile, offset: number): TlRequest {
  const location = { _: "inputDocumentFileLocation", id, accessHash, fileReference, thumbSize: "" } as const;
  return { _: "upload.getFile", location, offset, limit: 4096 };
}

test("parts of a file come over as many connections as the pool may have, and none of them asks for updates", async (t) => {
  const server = await serverWithBot(t);
  const network = await createNetwork(t, server);
  const file = server.world.addFile({ bytes: BYTES });
  server.faults.add({ kind: "call", method: "upload.getFile", action: { delayMs: 20 }, times: Infinity });
  const pool = network.pool(2, "download", 3);
  const offsets = Array.from({ length: 12 }, (_, index) => index * 4096);
  const parts = (await Promise.all(offsets.map((offset) => pool.invoke(partOf(file, offset))))) as { bytes: Uint8Array }[];
  t.deepEqual(Buffer.concat(parts.map(({ bytes }) => bytes)), Buffer.from(BYTES.subarray(0, 49_152)));
  const seen = server.world.rpc.calls.filter(({ method }) => method === "upload.getFile");
  t.is(new Set(seen.map(({ sessionId }) => sessionId)).size, 3);
  t.is(new Set(seen.map(({ authKeyId }) => authKeyId)).size, 1);
  t.true(seen.every(({ wrappers }) => wrappers.includes("invokeWithoutUpdates")));
  t.is(server.stats().permanentKeysMade, 1);
});

test("a pool follows a file to its DC, where all its connections share one key and one sign-in", async (t) => {
  const server = await serverWithBot(t);
  const network = await createNetwork(t, server);
  const file = server.world.addFile({ bytes: BYTES, dc: 3 });
  const pool = network.pool(2, "download", 2);
  await Promise.all([0, 4096, 8192, 12_288].map((offset) => pool.invoke(partOf(file, offset))));
  t.is(server.stats().permanentKeysMade, 2);
  t.is(server.world.rpc.calls.filter(({ method }) => method === "auth.importAuthorization").length, 1);
});

test("uploads and downloads have connections of their own", async (t) => {
  const server = await serverWithBot(t);
  const network = await createNetwork(t, server);
  const sessionOf = async (method: "upload" | "download"): Promise<bigint | undefined> => {
    await network.pool(2, method, 1).invoke({ _: "help.getNearestDc" });
    return server.world.rpc.calls.at(-1)?.sessionId;
  };
  const sessions = [await sessionOf("upload"), await sessionOf("download"), server.world.rpc.calls[0]?.sessionId];
  t.is(new Set(sessions).size, 3);
});

test("a pool outlives the loss of its DC's key", async (t) => {
  const server = await serverWithBot(t);
  const network = await createNetwork(t, server);
  const file = server.world.addFile({ bytes: BYTES, dc: 3 });
  const pool = network.pool(3, "download", 2);
  await pool.invoke(partOf(file, 0));
  server.faults.add({ kind: "wire", at: "encrypted", action: { transportError: -404 }, times: 4, dcId: 3 });
  await pool.invoke(partOf(file, 0));
  t.pass();
});

for (const [title, args, message] of [
  ["another purpose", [2, "main", 1], /purpose/],
  ["no connection at all", [2, "upload", 0], /size/],
  ["half a connection", [2, "upload", 1.5], /size/],
  ["a DC that is no number", ["2", "upload", 1], /dcId/],
] as const) {
  test(`a pool for ${title} is refused`, async (t) => {
    const network = await createNetwork(t, await serverWithBot(t));
    const pool = network.pool.bind(network) as (...args: readonly unknown[]) => unknown;
    t.throws(() => pool(...args), { any: true, message });
  });
}

test("a pool closes links that nobody has used for a minute, and opens others when it is asked again", async (t) => {
  let nowMs = 0;
  const closed: number[] = [];
  let opened = 0;
  const open = (): Promise<DcLink> => {
    const number = ++opened;
    return Promise.resolve({ close: () => Promise.resolve(void closed.push(number)) } as Partial<DcLink> as DcLink);
  };
  const pool = new LinkPool(open, () => nowMs);
  t.teardown(() => pool.close(new Error("over")));
  let release = (): void => {};
  const held = pool.use(2, () => new Promise<void>((resolve) => (release = resolve)));
  await pool.use(2, () => Promise.resolve());
  t.is(opened, 2);
  nowMs = 59_999;
  await pool.closeIdle();
  t.deepEqual(closed, []);
  nowMs = 60_000;
  await pool.closeIdle();
  t.deepEqual(closed, [2], "the one that carries a call stays");
  release();
  await held;
  await pool.use(2, () => Promise.resolve());
  t.is(opened, 2);
});

test("a pool that was closed refuses calls with the reason", async (t) => {
  const pool = new LinkPool(() => Promise.reject(new Error("not to be opened")));
  await pool.close(new ConnectionError("over"));
  await t.throwsAsync(pool.use(1, () => Promise.resolve()), { message: "over" });
});

