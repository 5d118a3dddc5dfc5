import test from "ava";

import type { TlObject } from "../../ts/testing/codec/index.js";
import { DEMO, createWorld } from "../../ts/testing/world/index.js";
import { schemaText } from "../../ts/tl/generated/schemaText.js";
import { WorldClient, fault } from "../helpers/WorldClient.js";
import { testWorld } from "../helpers/testWorld.js";

async function signedIn(): Promise<ReturnType<typeof testWorld> & { client: WorldClient; friendId: bigint }> {
  const base = testWorld();
  const friend = base.world.addUser({ phone: "15550001111", firstName: "Friend", username: "Friend_1", about: "hello" });
  const client = new WorldClient(base.world);
  await client.signIn(DEMO.phone);
  return { ...base, client, friendId: friend.id };
}

test("people are found by username and phone, with a hash that only the finder knows", async (t) => {
  const { client, friendId, world } = await signedIn();
  const { users } = await client.call("contacts.resolveUsername", { username: "friend_1" });
  t.like(users, [{ id: friendId, username: "Friend_1" }]);
  const [byName] = users as TlObject[];
  t.false("phone" in (byName ?? {}));
  t.like(await client.call("contacts.resolvePhone", { phone: "+1 555 000 1111" }), { users: [{ id: friendId }] });
  await t.throwsAsync(client.call("contacts.resolveUsername", { username: "nobody_here" }), fault(400, "USERNAME_NOT_OCCUPIED"));
  await t.throwsAsync(client.call("contacts.resolveUsername", { username: "?" }), fault(400, "USERNAME_INVALID"));
  await t.throwsAsync(client.call("contacts.resolvePhone", { phone: "15559999999" }), fault(400, "PHONE_NOT_OCCUPIED"));

  const other = new WorldClient(world);
  await other.signIn("15550001111");
  const self = { _: "inputUser", userId: friendId, accessHash: byName?.["accessHash"] };
  t.like(await client.call("users.getFullUser", { id: self }), { fullUser: { id: friendId, about: "hello" } });
  const wrong = { ...self, accessHash: 5n };
  await t.throwsAsync(client.call("users.getFullUser", { id: wrong }), fault(400, "USER_ID_INVALID"));
  t.like(await client.value("users.getUsers", { id: [self, wrong] }), [{ _: "user" }, { _: "userEmpty", id: friendId }]);
});

test("contacts are imported, listed and named as the owner names them", async (t) => {
  const { client, friendId } = await signedIn();
  const contacts = [
    { _: "inputPhoneContact", clientId: 1n, phone: "15550001111", firstName: "My", lastName: "Friend" },
    { _: "inputPhoneContact", clientId: 2n, phone: "15559999999", firstName: "No", lastName: "Body" },
  ];
  t.like(await client.call("contacts.importContacts", { contacts }), { imported: [{ userId: friendId, clientId: 1n }] });
  t.like(await client.call("contacts.getContacts", { hash: 0n }), { users: [{ firstName: "My", lastName: "Friend", contact: true, phone: "15550001111" }] });
});

test("a profile is changed within the rules", async (t) => {
  const { client } = await signedIn();
  t.like(await client.call("account.updateProfile", { firstName: "New", about: "me" }), { firstName: "New" });
  await t.throwsAsync(client.call("account.updateProfile", { firstName: " " }), fault(400, "FIRSTNAME_INVALID"));
  t.like(await client.call("account.updateUsername", { username: "renamed" }), { username: "renamed" });
  await t.throwsAsync(client.call("account.updateUsername", { username: "friend_1" }), fault(400, "USERNAME_OCCUPIED"));
  t.true(await client.value("account.updateStatus", { offline: false }));
});

test("takeout calls want the id of the takeout session", async (t) => {
  const { client } = await signedIn();
  const { id } = await client.call("account.initTakeoutSession");
  const call = (takeoutId: unknown) => ({ _: "invokeWithTakeout", takeoutId: takeoutId as bigint, query: { _: "updates.getState" } });
  t.like(await client.bare("updates.getState", call(id)), { _: "updates.state" });
  await t.throwsAsync(client.bare("updates.getState", call(1n)), fault(400, "TAKEOUT_INVALID"));
});

test("what cannot be put into a world is refused with its name", (t) => {
  const { world } = testWorld();
  t.throws(() => world.addUser({ phone: "letters", firstName: "X" }), { instanceOf: RangeError, message: /^phone/ });
  t.throws(() => world.addUser({ phone: "15550001111", firstName: "X", dc: 9 }), { instanceOf: RangeError, message: /^dc/ });
  t.throws(() => world.addUser({ phone: DEMO.phone, firstName: "X" }), { message: /phone 11234567890/ });
  t.throws(() => world.addUser({ phone: "15550001111", firstName: "X", username: "DEMO_person" }), { message: /username/ });
  t.throws(() => world.addBot({ token: "nonsense", username: "x", firstName: "X" }), { instanceOf: RangeError, message: /^token/ });
  t.throws(() => createWorld({ schemaText: "" }), { instanceOf: TypeError, message: /^schemaText/ });
  t.notThrows(() => createWorld({ schemaText, dcs: undefined } as never));
});
