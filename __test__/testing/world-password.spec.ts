import test, { type ExecutionContext } from "ava";

import type { TlObject } from "../../ts/testing/codec/index.js";
import { WorldClient, fault } from "../helpers/WorldClient.js";
import { newPassword, passwordProof } from "../helpers/srpClient.js";
import { testWorld, type TestWorld } from "../helpers/testWorld.js";

const PHONE = "+49 170 1234567";

async function halfSignedIn(t: ExecutionContext, user: { recoveryEmail?: string } = {}): Promise<TestWorld & { client: WorldClient }> {
  const world = testWorld();
  world.world.addUser({ phone: PHONE, firstName: "Careful", password: "p4sswörd", passwordHint: "hint", ...user });
  const client = new WorldClient(world.world);
  await t.throwsAsync(client.signIn(PHONE), fault(401, "SESSION_PASSWORD_NEEDED"));
  return { ...world, client };
}

test("two-step verification asks for the password and takes its proof", async (t) => {
  const { client } = await halfSignedIn(t);
  await t.throwsAsync(client.call("users.getUsers", { id: [{ _: "inputUserSelf" }] }), fault(401, "SESSION_PASSWORD_NEEDED"));
  const parameters = await client.call("account.getPassword");
  t.like(parameters, { hasPassword: true, hint: "hint" });
  t.false("hasRecovery" in parameters);
  const password = passwordProof("p4sswörd", parameters);
  t.like(await client.call("auth.checkPassword", { password }), { user: { firstName: "Careful" } });
});

test("a wrong password, a used challenge and a missing one are refused", async (t) => {
  const { client } = await halfSignedIn(t);
  const parameters = await client.call("account.getPassword");
  const wrong = passwordProof("guess", parameters);
  await t.throwsAsync(client.call("auth.checkPassword", { password: wrong }), fault(400, "PASSWORD_HASH_INVALID"));
  const right = passwordProof("p4sswörd", parameters);
  await t.throwsAsync(client.call("auth.checkPassword", { password: right }), fault(400, "SRP_ID_INVALID"));
  const empty = { _: "inputCheckPasswordEmpty" };
  await t.throwsAsync(client.call("auth.checkPassword", { password: empty }), fault(400, "PASSWORD_HASH_INVALID"));
});

test("hostile values of A prove nothing", async (t) => {
  const { client } = await halfSignedIn(t);
  const prime = ((await client.call("account.getPassword"))["currentAlgo"] as TlObject)["p"] as Uint8Array;
  for (const a of [new Uint8Array(256), prime]) {
    const parameters = await client.call("account.getPassword");
    const password = { _: "inputCheckPasswordSRP", srpId: parameters["srpId"], A: a, M1: new Uint8Array(32) };
    await t.throwsAsync(client.call("auth.checkPassword", { password }), fault(400, "PASSWORD_HASH_INVALID"));
  }
  const { srpId } = await client.call("account.getPassword");
  const short = { _: "inputCheckPasswordSRP", srpId, A: new Uint8Array(3), M1: new Uint8Array(32) };
  await t.throwsAsync(client.call("auth.checkPassword", { password: short }), fault(400, "SRP_A_INVALID"));
});

test("no other key can use a challenge or skip the code", async (t) => {
  const { world, client } = await halfSignedIn(t);
  const parameters = await client.call("account.getPassword");
  const password = passwordProof("p4sswörd", parameters);
  await t.throwsAsync(new WorldClient(world).call("auth.checkPassword", { password }), fault(401, "AUTH_KEY_UNREGISTERED"));
});

test("a recovery code switches the password off, or sets a new one", async (t) => {
  const { client, world } = await halfSignedIn(t, { recoveryEmail: "safe@example.org" });
  t.like(await client.call("account.getPassword"), { hasRecovery: true });
  await t.throwsAsync(client.call("auth.checkRecoveryPassword", { code: "654321" }), fault(400, "PASSWORD_RECOVERY_EXPIRED"));
  t.like(await client.call("auth.requestPasswordRecovery"), { emailPattern: "s**e@example.org" });
  t.like(world.mails, [{ to: "safe@example.org", purpose: "recovery" }]);
  await t.throwsAsync(client.call("auth.recoverPassword", { code: "" }), fault(400, "CODE_EMPTY"));
  await t.throwsAsync(client.call("auth.recoverPassword", { code: "1" }), fault(400, "CODE_INVALID"));
  t.true(await client.value("auth.checkRecoveryPassword", { code: "654321" }));
  const newSettings = newPassword("fresh", await client.call("account.getPassword"));
  t.like(await client.call("auth.recoverPassword", { code: "654321", newSettings }), { _: "auth.authorization" });

  const again = new WorldClient(world);
  await t.throwsAsync(again.signIn(PHONE), fault(401, "SESSION_PASSWORD_NEEDED"));
  await again.call("auth.checkPassword", { password: passwordProof("fresh", await again.call("account.getPassword")) });

  const third = new WorldClient(world);
  await t.throwsAsync(third.signIn(PHONE));
  t.like(await third.call("auth.recoverPassword", { code: "654321" }), { _: "auth.authorization" });
  t.like(await new WorldClient(world).signIn(PHONE), { _: "auth.authorization" });
});

test("recovery without an address is refused", async (t) => {
  const { client } = await halfSignedIn(t);
  await t.throwsAsync(client.call("auth.requestPasswordRecovery"), fault(400, "PASSWORD_RECOVERY_NA"));
});

test("a password is set, changed and removed with the old one", async (t) => {
  const { world } = testWorld();
  const client = new WorldClient(world);
  await client.signIn("11234567890");
  const empty = { _: "inputCheckPasswordEmpty" };
  const none = await client.call("account.getPassword");
  t.false("hasPassword" in none);
  const newSettings = newPassword("one", none, { hint: "first" });
  const shortSalt = { ...newSettings, newAlgo: none["newAlgo"] };
  await t.throwsAsync(client.value("account.updatePasswordSettings", { password: empty, newSettings: shortSalt }), fault(400, "NEW_SALT_INVALID"));
  t.true(await client.value("account.updatePasswordSettings", { password: empty, newSettings }));
  await t.throwsAsync(client.value("account.updatePasswordSettings", { password: empty, newSettings }), fault(400, "PASSWORD_HASH_INVALID"));

  const one = await client.call("account.getPassword");
  t.like(one, { hasPassword: true, hint: "first" });
  const withMail = { password: passwordProof("one", one), newSettings: newPassword("two", one, { email: "new@example.org" }) };
  await t.throwsAsync(client.value("account.updatePasswordSettings", withMail), fault(400, "EMAIL_UNCONFIRMED_6"));
  await t.throwsAsync(client.value("account.confirmPasswordEmail", { code: "1" }), fault(400, "CODE_INVALID"));
  t.true(await client.value("account.confirmPasswordEmail", { code: "654321" }));

  const two = await client.call("account.getPassword");
  t.like(two, { hasRecovery: true });
  const off = { _: "account.passwordInputSettings", newAlgo: { _: "passwordKdfAlgoUnknown" }, newPasswordHash: new Uint8Array(), hint: "" };
  t.true(await client.value("account.updatePasswordSettings", { password: passwordProof("two", two), newSettings: off }));
  t.false("hasPassword" in (await client.call("account.getPassword")));
});
