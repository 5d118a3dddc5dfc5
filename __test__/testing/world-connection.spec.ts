import test from "ava";

import { WorldClient, fault, init } from "../helpers/WorldClient.js";
import { testWorld } from "../helpers/testWorld.js";

test("calls before initConnection are refused", async (t) => {
  const client = new WorldClient(testWorld().world);
  await t.throwsAsync(client.bare("help.getConfig", { _: "help.getConfig" }), fault(400, "CONNECTION_NOT_INITED"));
  const layerOnly = { _: "invokeWithLayer", layer: 230, query: { _: "help.getConfig" } };
  await t.throwsAsync(client.bare("help.getConfig", layerOnly), fault(400, "CONNECTION_NOT_INITED"));
  await client.call("help.getConfig");
  t.like(await client.bare("help.getConfig", { _: "help.getConfig" }), { _: "config", thisDc: 2 });
});

for (const [field, text] of [
  ["deviceModel", "CONNECTION_DEVICE_MODEL_EMPTY"],
  ["systemVersion", "CONNECTION_SYSTEM_EMPTY"],
  ["appVersion", "CONNECTION_APP_VERSION_EMPTY"],
  ["systemLangCode", "CONNECTION_SYSTEM_LANG_CODE_EMPTY"],
] as const) {
  test(`initConnection with an empty ${field} is refused`, async (t) => {
    const client = new WorldClient(testWorld().world);
    const query = { _: "invokeWithLayer", layer: 230, query: { ...init({ _: "help.getConfig" }), [field]: "" } };
    await t.throwsAsync(client.bare("help.getConfig", query), fault(400, text));
  });
}

test("help.getConfig names every DC", async (t) => {
  const { world } = testWorld();
  world.setDcs([
    { id: 1, host: "127.0.0.1", port: 8001 },
    { id: 2, host: "::1", port: 8002 },
  ]);
  const { dcOptions } = await new WorldClient(world).call("help.getConfig");
  t.like(dcOptions, [
    { id: 1, ipAddress: "127.0.0.1", port: 8001 },
    { id: 2, ipAddress: "::1", port: 8002, ipv6: true },
  ]);
});

test("an unknown method answers INPUT_METHOD_INVALID and is recorded", async (t) => {
  const { world } = testWorld();
  const client = new WorldClient(world);
  await client.call("help.getConfig");
  await t.throwsAsync(client.raw(Buffer.from("efbeadde", "hex")), fault(400, `INPUT_METHOD_INVALID_${0xdeadbeef}_230`));
  await t.throwsAsync(client.call("phone.getCallConfig"), { message: /INPUT_METHOD_INVALID_1430593449_230/ });
  t.deepEqual(
    world.rpc.unknown().map(({ method }) => method),
    ["#deadbeef", "phone.getCallConfig"],
  );
});

test("malformed bytes and unknown arguments are refused", async (t) => {
  const client = new WorldClient(testWorld().world);
  await client.call("help.getConfig");
  await t.throwsAsync(client.raw(new Uint8Array(2)), fault(400, "INPUT_FETCH_ERROR"));
  await t.throwsAsync(client.raw(Buffer.from("48a5910d15c4b51c01000000efbeadde", "hex")), fault(400, "INPUT_CONSTRUCTOR_INVALID_deadbeef"));
});

test("ordered errors come in order, then the calls go through", async (t) => {
  const { world } = testWorld();
  const client = new WorldClient(world);
  world.rpc.fail({ method: "help.getConfig", errorCode: 420, text: "FLOOD_WAIT_5", times: 2 });
  world.rpc.fail({ method: "help.getConfig", errorCode: 500, text: "RPC_CALL_FAIL" });
  for (const [code, text] of [[420, "FLOOD_WAIT_5"], [420, "FLOOD_WAIT_5"], [500, "RPC_CALL_FAIL"]] as const) {
    await t.throwsAsync(client.call("help.getConfig"), fault(code, text));
  }
  await client.call("help.getNearestDc");
  await client.call("help.getConfig");
  t.deepEqual(world.rpc.methods(), ["help.getConfig", "help.getConfig", "help.getConfig", "help.getNearestDc", "help.getConfig"]);
  t.like(world.rpc.calls[0], { error: "FLOOD_WAIT_5", layer: 230, dcId: 2, wrappers: ["invokeWithLayer", "initConnection"] });
});

test("invokeAfterMsg is taken off: whoever feeds the world has waited", async (t) => {
  const client = new WorldClient(testWorld().world);
  await client.call("help.getConfig");
  const after = { _: "invokeAfterMsg", msgId: 4n, query: { _: "help.getNearestDc" } };
  t.like(await client.bare("help.getNearestDc", after), { _: "nearestDc" });
});

test("methods are named by their ids, old ones too", (t) => {
  const { world } = testWorld();
  t.is(world.methodName(0xc4f9186b), "help.getConfig");
  t.is(world.methodName(0x983f9745), "messages.sendMessage");
  t.is(world.methodName(0x5e002502), undefined);
});

test("a person's method is refused before sign-in", async (t) => {
  const client = new WorldClient(testWorld().world);
  await t.throwsAsync(client.call("users.getUsers", { id: [{ _: "inputUserSelf" }] }), fault(401, "AUTH_KEY_UNREGISTERED"));
});

test("the answer is in the layer that the client named", async (t) => {
  const { world } = testWorld();
  for (const layer of [166, 181, 198, 214, 227]) {
    const client = new WorldClient(world, 2, layer);
    const { user } = await client.signIn("11234567890");
    t.like(user, { _: "user", self: true, firstName: "Demo", username: "demo_person", phone: "11234567890" });
    t.is(world.rpc.calls.at(-1)?.layer, layer);
  }
});

test("langpacks, countries and the other start-up calls answer", async (t) => {
  const client = new WorldClient(testWorld().world);
  t.like(await client.call("langpack.getLangPack", { langPack: "", langCode: "en" }), { _: "langPackDifference" });
  t.like(await client.call("help.getAppConfig", { hash: 0 }), { _: "help.appConfig" });
  t.like(await client.call("help.getCountriesList", { langCode: "en", hash: 0 }), { _: "help.countriesList" });
  t.like(await client.call("help.getCdnConfig"), { _: "cdnConfig", publicKeys: [] });
  await t.throwsAsync(client.call("langpack.getLangPack", { langPack: "", langCode: "xx" }), fault(400, "LANG_CODE_NOT_SUPPORTED"));
});
