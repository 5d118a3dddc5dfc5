import { inspect } from "node:util";
import test from "ava";
import type { Client, InvokeOptions } from "../../ts/index.js";
import { DEMO } from "../../ts/testing/index.js";
import { createClient, demoPerson, startServer } from "../helpers/clientHarness.js";

/** Programs in JavaScript are not held back by types. */
function invokeUnchecked(client: Client, request: unknown, options: InvokeOptions = {}): Promise<unknown> {
  return Reflect.apply(client.invoke, client, [request, options]);
}

const SEND = { _: "messages.sendMessage", peer: { _: "inputPeerSelf" }, message: "hello", randomId: 1n } as const;

const wrong: readonly (readonly [request: unknown, kind: "TypeError" | "RangeError", message: RegExp])[] = [
  [null, "TypeError", /request/],
  [undefined, "TypeError", /request/],
  ["help.getConfig", "TypeError", /request/],
  [{}, "TypeError", /request/],
  [{ _: "help.getMoon" }, "TypeError", /help\.getMoon/],
  [{ _: "inputPeerSelf" }, "TypeError", /inputPeerSelf/],
  [{ ...SEND, peer: { _: "inputPeerMoon" } }, "TypeError", /messages\.sendMessage\.peer.*inputPeerMoon/],
  [{ ...SEND, message: undefined }, "TypeError", /messages\.sendMessage\.message/],
  [{ ...SEND, randomId: 2n ** 63n }, "RangeError", /messages\.sendMessage\.randomId/],
  [{ ...SEND, scheduleDate: 2 ** 31 }, "RangeError", /messages\.sendMessage\.scheduleDate/],
  [{ ...SEND, scheduleDate: 1.5 }, "RangeError", /messages\.sendMessage\.scheduleDate/],
  [{ _: "upload.saveFilePart", fileId: 1n, filePart: 0, bytes: "text" }, "TypeError", /upload\.saveFilePart\.bytes/],
  [{ _: "users.getUsers", id: { _: "inputUserSelf" } }, "TypeError", /users\.getUsers\.id/],
  [{ _: "users.getUsers", id: [{ _: "inputUserSelf" }, null] }, "TypeError", /users\.getUsers\.id\[1\]/],
];

for (const [request, kind, message] of wrong) {
  test(`invoke refuses ${inspect(request, { breakLength: Infinity })}, and nothing is sent`, async (t) => {
    const server = await startServer(t);
    server.addUser({ phone: DEMO.phone, firstName: "Ada" });
    const client = createClient(t, server, { prompter: demoPerson() });
    await client.connect();
    // Before the first answer calls are wrapped, later they are not: the field has the same name in both.
    for (let round = 0; round < 2; round++) {
      const seen = server.world.rpc.methods().length;
      const error = await t.throwsAsync(invokeUnchecked(client, request), { message });
      t.is(error?.name, kind);
      t.false(/invokeWithLayer|initConnection/.test(error?.message ?? ""), error?.message);
      t.is((await client.invoke({ _: "help.getConfig" }))._, "config");
      t.deepEqual(server.world.rpc.methods().slice(seen), ["help.getConfig"]);
    }
  });
}

const wrongOptions: readonly (readonly [options: object, kind: "TypeError" | "RangeError", message: RegExp])[] = [
  [{ sleepThreshold: -1 }, "RangeError", /^sleepThreshold/],
  [{ sleepThreshold: "5" }, "TypeError", /^sleepThreshold/],
  [{ dcId: "2" }, "TypeError", /^dcId/],
  [{ signal: {} }, "TypeError", /^signal/],
];
for (const [options, kind, message] of wrongOptions) {
  test(`invoke refuses the options ${inspect(options)}`, async (t) => {
    const server = await startServer(t);
    const client = createClient(t, server);
    await client.connect();
    const error = await t.throwsAsync(invokeUnchecked(client, { _: "help.getConfig" }, options), { message });
    t.is(error?.name, kind);
    t.deepEqual(server.world.rpc.methods(), []);
  });
}

test("a call to a DC that nobody knows is refused with its number", async (t) => {
  const server = await startServer(t);
  const client = createClient(t, server);
  await client.connect();
  await t.throwsAsync(client.invoke({ _: "help.getConfig" }, { dcId: 99 }), { message: /DC 99/ });
});
