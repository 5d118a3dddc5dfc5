import { inspect } from "node:util";

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

const USER = { phone: "15550001111", firstName: "X" };
const BOT = { token: "123457:ABC-DEF1234ghIkl-zyx57W2v1u123ew11", username: "x_bot", firstName: "X" };

const impossibleUsers: readonly (readonly [change: object, kind: "TypeError" | "RangeError"])[] = [
  [{ phone: 15_550_001_111 }, "TypeError"],
  [{ phone: "letters" }, "RangeError"],
  [{ phone: "+1-800-FLOWERS" }, "RangeError"],
  [{ phone: "123456" }, "RangeError"],
  [{ phone: "1".repeat(16) }, "RangeError"],
  [{ phone: "" }, "RangeError"],
  [{ phone: DEMO.phone }, "RangeError"],
  [{ firstName: undefined }, "TypeError"],
  [{ firstName: " " }, "RangeError"],
  [{ firstName: "x".repeat(65) }, "RangeError"],
  [{ lastName: null }, "TypeError"],
  [{ username: "@ada" }, "RangeError"],
  [{ username: "DEMO_person" }, "RangeError"],
  [{ code: 12_345 }, "TypeError"],
  [{ code: "12" }, "RangeError"],
  [{ code: "123456789" }, "RangeError"],
  [{ code: "abcde" }, "RangeError"],
  [{ password: "" }, "RangeError"],
  [{ passwordHint: 5 }, "TypeError"],
  [{ recoveryEmail: "nowhere" }, "RangeError"],
  [{ loginEmail: "a b@c" }, "RangeError"],
  [{ dc: "2" }, "TypeError"],
  [{ dc: 9 }, "RangeError"],
  [{ id: 5 }, "TypeError"],
  [{ id: 0n }, "RangeError"],
  [{ id: 2n ** 53n }, "RangeError"],
  [{ id: 777_000n }, "RangeError"],
];
const impossibleBots: readonly (readonly [change: object, kind: "TypeError" | "RangeError"])[] = [
  [{ token: 123_456 }, "TypeError"],
  [{ token: "nonsense" }, "RangeError"],
  [{ token: "123456" }, "RangeError"],
  [{ token: "0:ABC-DEF1234ghIkl-zyx57W2v1u123ew11" }, "RangeError"],
  [{ token: DEMO.botToken }, "RangeError"],
  [{ username: undefined }, "TypeError"],
  [{ username: "no spaces" }, "RangeError"],
  [{ username: "demo_bot" }, "RangeError"],
  [{ firstName: "" }, "RangeError"],
  [{ about: 1 }, "TypeError"],
  [{ dc: 9 }, "RangeError"],
];

for (const [what, cases] of [["user", impossibleUsers], ["bot", impossibleBots]] as const) {
  for (const [change, kind] of cases) {
    const [name = ""] = Object.keys(change);
    test(`a ${what} with ${inspect(change)} is refused with ${name} named, and not added`, (t) => {
      const { world } = testWorld();
      const before = world.state.accounts.all();
      const [method, good] = what === "user" ? [world.addUser, USER] : [world.addBot, BOT];
      const error = t.throws(() => void Reflect.apply(method, world, [{ ...good, ...change }]), { message: new RegExp(`^${name}\\b`) });
      t.is(error?.name, kind);
      t.deepEqual(world.state.accounts.all(), before);
      t.notThrows(() => void Reflect.apply(method, world, [good]));
    });
  }
}

test("what cannot be put into a world is refused with its name", (t) => {
  const { world } = testWorld();
  t.throws(() => void Reflect.apply(world.addUser, world, []), { instanceOf: TypeError, message: /^user/ });
  t.throws(() => void Reflect.apply(world.addBot, world, [null]), { instanceOf: TypeError, message: /^bot/ });
  t.throws(() => createWorld({ schemaText: "" }), { instanceOf: TypeError, message: /^schemaText/ });
  t.notThrows(() => createWorld({ schemaText, dcs: undefined } as never));
});
