import test from "ava";

import type { TlObject } from "../../ts/testing/codec/index.js";
import { API, WorldClient, fault } from "../helpers/WorldClient.js";
import { testWorld } from "../helpers/testWorld.js";

const TOKEN = "777:ABC-DEF1234ghIkl-zyx57W2v1u123ew11";

test("a phone is sent to the DC of its account", async (t) => {
  const { world } = testWorld();
  await t.throwsAsync(new WorldClient(world, 1).sendCode("11234567890"), fault(303, "PHONE_MIGRATE_2"));
  t.like(await new WorldClient(world, 2).sendCode("11234567890"), { _: "auth.sentCode" });
});

test("an unknown phone is sent to the nearest DC when the world says so", async (t) => {
  const { world } = testWorld({ migratesNewPhones: true, nearestDc: 3 });
  await t.throwsAsync(new WorldClient(world, 1).sendCode("15550009999"), fault(303, "NETWORK_MIGRATE_3"));
  t.like(await new WorldClient(world, 1).call("help.getNearestDc"), { thisDc: 1, nearestDc: 3 });
});

test("a bot is sent to its DC", async (t) => {
  const { world } = testWorld();
  world.addBot({ token: TOKEN, username: "far_bot", firstName: "Far", dc: 3 });
  const request = { flags: 0, ...API, botAuthToken: TOKEN };
  await t.throwsAsync(new WorldClient(world, 2).call("auth.importBotAuthorization", request), fault(303, "USER_MIGRATE_3"));
  t.like(await new WorldClient(world, 3).call("auth.importBotAuthorization", request), { user: { id: 777n } });
});

test("an exported authorization is imported once, on the DC it was exported for", async (t) => {
  const { world, demo } = testWorld();
  const home = new WorldClient(world, 2);
  await home.signIn("11234567890");
  await t.throwsAsync(home.call("auth.exportAuthorization", { dcId: 2 }), fault(400, "DC_ID_INVALID"));
  await t.throwsAsync(home.call("auth.exportAuthorization", { dcId: 9 }), fault(400, "DC_ID_INVALID"));
  const exported = async () => {
    const { id, bytes } = await home.call("auth.exportAuthorization", { dcId: 3 });
    return { id, bytes };
  };
  await t.throwsAsync(new WorldClient(world, 1).call("auth.importAuthorization", await exported()), fault(400, "AUTH_BYTES_INVALID"));
  const far = new WorldClient(world, 3);
  const good = await exported();
  t.like(await far.call("auth.importAuthorization", good), { user: { id: demo.id } });
  await t.throwsAsync(far.call("auth.importAuthorization", good), fault(400, "AUTH_BYTES_INVALID"));
  await t.throwsAsync(far.call("updates.getState"), fault(303, "USER_MIGRATE_2"));
  t.like(await home.call("account.getAuthorizations"), { authorizations: [{ current: true }] });
});

test("a QR code signs in, by way of the right DC, and asks for a password", async (t) => {
  const { world, demo } = testWorld();
  const screen = new WorldClient(world, 1);
  const request = { ...API, exceptIds: [] };
  const { token, expires } = await screen.call("auth.exportLoginToken", request);
  t.is(expires, 1_700_000_030);
  const phone = new WorldClient(world, 2);
  await phone.signIn("11234567890");
  t.like(await phone.call("auth.acceptLoginToken", { token }), { _: "authorization" });
  await t.throwsAsync(phone.call("auth.acceptLoginToken", { token }), fault(400, "AUTH_TOKEN_ALREADY_ACCEPTED"));
  t.like(screen.pushed, [{ _: "updateShort", update: { _: "updateLoginToken" } }]);
  t.like(await screen.call("auth.exportLoginToken", request), { _: "auth.loginTokenMigrateTo", dcId: 2, token });
  const there = new WorldClient(world, 2);
  t.like(await there.call("auth.importLoginToken", { token }), { authorization: { user: { id: demo.id } } });
  await t.throwsAsync(there.call("auth.importLoginToken", { token }), fault(400, "AUTH_TOKEN_INVALID"));
});

test("a QR code that nobody scanned is replaced and expires", async (t) => {
  const { world, demo, pass } = testWorld();
  const screen = new WorldClient(world, 2);
  const request = { ...API, exceptIds: [] };
  const first = (await screen.call("auth.exportLoginToken", request)) as TlObject & { token: Uint8Array };
  const second = (await screen.call("auth.exportLoginToken", request)) as TlObject & { token: Uint8Array };
  t.notDeepEqual(first.token, second.token);
  t.throws(() => world.acceptLoginToken(demo, first.token), fault(400, "AUTH_TOKEN_INVALID"));
  pass(30);
  t.throws(() => world.acceptLoginToken(demo, second.token), fault(400, "AUTH_TOKEN_EXPIRED"));
});
