import test, { type ExecutionContext } from "ava";
import { ConnectionError, RpcError, type Client } from "../../ts/index.js";
import { DEMO, type StoredFile, type TestServer } from "../../ts/testing/index.js";
import { createClient, demoPerson, startServer, workdir } from "../helpers/clientHarness.js";
import { until } from "../helpers/runProgram.js";

const BYTES = Uint8Array.from({ length: 40_960 }, (_, index) => index & 0xff);

async function signedIn(t: ExecutionContext, server: TestServer, more: Parameters<typeof createClient>[2] = {}): Promise<Client> {
  const client = createClient(t, server, { prompter: demoPerson(), ...more });
  await client.start();
  return client;
}

async function serverWithPerson(t: ExecutionContext): Promise<TestServer> {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  return server;
}

async function download(client: Client, { id, accessHash, fileReference }: StoredFile, offset = 0, limit = 4096): Promise<Uint8Array> {
  const location = { _: "inputDocumentFileLocation", id, accessHash, fileReference, thumbSize: "" } as const;
  const part = await client.invoke({ _: "upload.getFile", location, offset, limit });
  return part._ === "upload.file" ? part.bytes : new Uint8Array(0);
}

function calls(server: TestServer, method: string): number {
  return server.world.rpc.calls.filter((call) => call.method === method && call.error === null).length;
}

test("a signed-in client follows FILE_MIGRATE to a DC that only the server's configuration names, and signs in there once", async (t) => {
  const server = await serverWithPerson(t);
  const dcOptions = server.dcOptions.filter(({ id }) => id === 2);
  const folder = workdir(t);
  const client = await signedIn(t, server, { dcOptions, workdir: folder });
  const file = server.world.addFile({ bytes: BYTES, dc: 3 });
  const parts = await Promise.all([0, 4096, 8192].map((offset) => download(client, file, offset)));
  t.deepEqual(Buffer.concat(parts), Buffer.from(BYTES.subarray(0, 12_288)));
  t.is(calls(server, "auth.exportAuthorization"), 1);
  t.is(calls(server, "auth.importAuthorization"), 1);
  await client.stop();

  // The key is kept, and with it the sign-in; so are the addresses.
  const again = await signedIn(t, server, { workdir: folder, dcOptions });
  t.deepEqual(await download(again, file), BYTES.subarray(0, 4096));
  t.is(calls(server, "auth.importAuthorization"), 1);
  t.is(calls(server, "help.getConfig"), 1);
});

test("a DC that says that nobody is signed in is signed in to again", async (t) => {
  const server = await serverWithPerson(t);
  const client = await signedIn(t, server);
  const file = server.world.addFile({ bytes: BYTES, dc: 3 });
  await download(client, file);
  server.world.rpc.fail({ method: "upload.getFile", errorCode: 401, text: "AUTH_KEY_UNREGISTERED", after: 1 });
  t.deepEqual(await download(client, file), BYTES.subarray(0, 4096));
  t.is(calls(server, "auth.importAuthorization"), 2);
});

test("a DC that never signs the account in fails the call after one attempt", async (t) => {
  const server = await serverWithPerson(t);
  const client = await signedIn(t, server);
  const file = server.world.addFile({ bytes: BYTES, dc: 3 });
  server.world.rpc.fail({ method: "upload.getFile", errorCode: 401, text: "AUTH_KEY_UNREGISTERED", after: 1, times: Infinity });
  await t.throwsAsync(download(client, file), { instanceOf: RpcError, message: /AUTH_KEY_UNREGISTERED/ });
});

test("an export that is not taken is made anew, three times at most", async (t) => {
  const server = await serverWithPerson(t);
  const client = await signedIn(t, server);
  const file = server.world.addFile({ bytes: BYTES, dc: 3 });
  server.world.rpc.fail({ method: "auth.importAuthorization", errorCode: 400, text: "AUTH_BYTES_INVALID", times: 3 });
  await t.throwsAsync(download(client, file), { instanceOf: RpcError, message: /AUTH_BYTES_INVALID/ });
  t.is(calls(server, "auth.exportAuthorization"), 3);
  server.world.rpc.fail({ method: "auth.importAuthorization", errorCode: 400, text: "AUTH_BYTES_INVALID", times: 2 });
  t.deepEqual(await download(client, file), BYTES.subarray(0, 4096));
});

test("STATS_MIGRATE takes one call to another DC, signed in there", async (t) => {
  const server = await serverWithPerson(t);
  const client = await signedIn(t, server);
  server.world.rpc.fail({ method: "help.getNearestDc", errorCode: 303, text: "STATS_MIGRATE_3" });
  t.is((await client.invoke({ _: "help.getNearestDc" })).thisDc, 3);
  t.is((await client.invoke({ _: "help.getNearestDc" })).thisDc, 2);
});

test("one DC that is down does not stop the others", async (t) => {
  const server = await serverWithPerson(t);
  const dcOptions = server.dcOptions.map((option) => (option.id === 3 ? { ...option, port: 1 } : option));
  const client = await signedIn(t, server, { dcOptions, connectTimeout: 1 });
  const failing = t.throwsAsync(client.invoke({ _: "help.getNearestDc" }, { dcId: 3 }), { instanceOf: ConnectionError, message: /127\.0\.0\.1:1/ });
  t.is((await client.invoke({ _: "help.getNearestDc" })).thisDc, 2);
  t.is((await client.invoke({ _: "help.getNearestDc" }, { dcId: 1 })).thisDc, 1);
  await failing;
});

test("a DC that nobody knows fails its calls by name", async (t) => {
  const server = await serverWithPerson(t);
  const client = await signedIn(t, server);
  await t.throwsAsync(client.invoke({ _: "help.getNearestDc" }, { dcId: 5 }), { instanceOf: ConnectionError, message: /DC 5/ });
});

test("the configuration is learnt again when the server says that it changed, and leads to a DC that is new", async (t) => {
  const server = await serverWithPerson(t);
  const client = await signedIn(t, server, { dcOptions: server.dcOptions.filter(({ id }) => id === 2) });
  await until(() => calls(server, "help.getConfig") === 1);
  const other = await startServer(t, { dcs: [5] });
  server.world.setDcs([...server.dcOptions, { id: 5, host: "127.0.0.1", port: other.port }]);
  await until(() => calls(server, "help.getConfig") === 2);
  t.is((await client.invoke({ _: "help.getNearestDc" }, { dcId: 5 })).thisDc, 5);
  t.is(calls(server, "help.getConfig"), 2);
});
