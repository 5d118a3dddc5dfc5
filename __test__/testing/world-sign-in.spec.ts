import test from "ava";

import type { CodeScript } from "../../ts/testing/world/index.js";
import { API, WorldClient, fault } from "../helpers/WorldClient.js";
import { testWorld } from "../helpers/testWorld.js";

const PHONE = "+1-123-456-7890";
const STRANGER = "+31 6 1234 5678";

test("a person signs in with a code and is known from then on", async (t) => {
  const { world, demo } = testWorld();
  const client = new WorldClient(world);
  const sent = await client.sendCode(PHONE);
  t.like(sent, { _: "auth.sentCode", type: { _: "auth.sentCodeTypeApp", length: 5 }, nextType: { _: "auth.codeTypeSms" } });
  const { user, futureAuthToken } = await client.call("auth.signIn", { phoneNumber: PHONE, phoneCodeHash: sent["phoneCodeHash"], phoneCode: "12345" });
  t.like(user, { self: true, id: demo.id, firstName: "Demo", phone: "11234567890" });
  t.true(futureAuthToken instanceof Uint8Array);
  const [self] = (await client.value("users.getUsers", { id: [{ _: "inputUserSelf" }] })) as unknown[];
  t.like(self, { id: demo.id });
});

test("a code is good once, and only with the key and phone that asked for it", async (t) => {
  const { world } = testWorld();
  const client = new WorldClient(world);
  const { phoneCodeHash } = await client.sendCode(PHONE);
  const attempt = { phoneNumber: PHONE, phoneCodeHash, phoneCode: "12345" };
  await t.throwsAsync(new WorldClient(world).call("auth.signIn", attempt), fault(400, "PHONE_CODE_EXPIRED"));
  await t.throwsAsync(client.call("auth.signIn", { ...attempt, phoneNumber: STRANGER }), fault(400, "PHONE_CODE_EXPIRED"));
  await t.throwsAsync(client.call("auth.signIn", { ...attempt, phoneCode: "54321" }), fault(400, "PHONE_CODE_INVALID"));
  await t.throwsAsync(client.call("auth.signIn", { ...attempt, phoneCode: "" }), fault(400, "PHONE_CODE_EMPTY"));
  await t.throwsAsync(client.call("auth.signIn", { ...attempt, phoneCodeHash: "" }), fault(400, "PHONE_CODE_HASH_EMPTY"));
  await client.call("auth.signIn", attempt);
  await t.throwsAsync(client.call("auth.signIn", attempt), fault(400, "PHONE_CODE_EXPIRED"));
});

test("a code expires with time, with a newer one, and with cancelCode", async (t) => {
  const { world, pass } = testWorld();
  const client = new WorldClient(world);
  const attempt = async (hash: unknown) => client.call("auth.signIn", { phoneNumber: PHONE, phoneCodeHash: hash as string, phoneCode: "12345" });
  const { phoneCodeHash: first } = await client.sendCode(PHONE);
  const { phoneCodeHash: second } = await client.sendCode(PHONE);
  await t.throwsAsync(attempt(first), fault(400, "PHONE_CODE_EXPIRED"));
  pass(300);
  await t.throwsAsync(attempt(second), fault(400, "PHONE_CODE_EXPIRED"));
  const { phoneCodeHash: third } = await client.sendCode(PHONE);
  t.true(await client.value("auth.cancelCode", { phoneNumber: PHONE, phoneCodeHash: third }));
  await t.throwsAsync(attempt(third), fault(400, "PHONE_CODE_EXPIRED"));
  t.deepEqual(world.codes.pending(), []);
});

test("a code that is sent through a chat is void at once", async (t) => {
  const { world } = testWorld();
  const first = new WorldClient(world);
  await first.signIn(PHONE);
  const second = new WorldClient(world);
  const { phoneCodeHash } = await second.sendCode(PHONE);
  await first.call("messages.sendMessage", { peer: { _: "inputPeerSelf" }, message: "it is 12345!", randomId: 1n });
  await t.throwsAsync(second.call("auth.signIn", { phoneNumber: PHONE, phoneCodeHash, phoneCode: "12345" }), fault(400, "PHONE_CODE_EXPIRED"));
});

test("a code reaches the other apps as a message from Telegram", async (t) => {
  const { world, demo } = testWorld();
  const first = new WorldClient(world);
  await first.signIn(PHONE);
  t.deepEqual(world.messagesOf(demo), []);
  await new WorldClient(world).sendCode(PHONE);
  t.like(world.messagesOf(demo), [{ fromId: 777000n, peerId: 777000n }]);
  t.regex(world.messagesOf(demo)[0]?.text ?? "", /12345/);
  t.like(first.pushed.at(-1), { _: "updates", updates: [{ _: "updateNewMessage" }] });
});

const SCRIPTS: readonly (readonly [CodeScript, object, string])[] = [
  [{ type: "sms" }, { _: "auth.sentCodeTypeSms", length: 5 }, "12345"],
  [{ type: "call", code: "777777" }, { _: "auth.sentCodeTypeCall", length: 6 }, "777777"],
  [{ type: "flashCall", code: "15550001122", pattern: "1555*" }, { _: "auth.sentCodeTypeFlashCall", pattern: "1555*" }, "15550001122"],
  [{ type: "missedCall", prefix: "+1 555" }, { _: "auth.sentCodeTypeMissedCall", prefix: "+1 555", length: 5 }, "12345"],
  [{ type: "fragmentSms", url: "https://x.example" }, { _: "auth.sentCodeTypeFragmentSms", url: "https://x.example" }, "12345"],
  [{ type: "firebaseSms" }, { _: "auth.sentCodeTypeFirebaseSms", length: 5 }, "12345"],
  [{ type: "smsWord", code: "banana" }, { _: "auth.sentCodeTypeSmsWord", beginning: "b" }, " Banana "],
  [{ type: "smsPhrase", code: "big yellow banana" }, { _: "auth.sentCodeTypeSmsPhrase", beginning: "big" }, "big  yellow banana"],
  [{ type: "smsWord", code: "banana", beginning: null }, { _: "auth.sentCodeTypeSmsWord" }, "banana"],
];

for (const [script, type, code] of SCRIPTS) {
  test(`a scripted code of type ${script.type} is announced and taken (${JSON.stringify(type)})`, async (t) => {
    const { world } = testWorld();
    world.codes.next = script;
    const client = new WorldClient(world);
    const sent = await client.sendCode(PHONE);
    t.like(sent["type"], type);
    t.like(await client.call("auth.signIn", { phoneNumber: PHONE, phoneCodeHash: sent["phoneCodeHash"], phoneCode: code }), { _: "auth.authorization" });
    t.like(await new WorldClient(world).sendCode(PHONE), { type: { _: "auth.sentCodeTypeApp" } });
  });
}

test("resendCode takes the next way after its timeout until there is none", async (t) => {
  const { world, pass } = testWorld();
  world.codes.next = { type: "sms", timeoutSec: 60, nextType: "call" };
  const client = new WorldClient(world);
  const first = await client.sendCode(PHONE);
  t.like(first, { timeout: 60, nextType: { _: "auth.codeTypeCall" } });
  const resend = async (hash: unknown) => client.call("auth.resendCode", { phoneNumber: PHONE, phoneCodeHash: hash as string });
  pass(18);
  await t.throwsAsync(resend(first["phoneCodeHash"]), fault(420, "FLOOD_WAIT_42"));
  pass(42);
  const second = await resend(first["phoneCodeHash"]);
  t.like(second, { type: { _: "auth.sentCodeTypeCall" } });
  t.false("nextType" in second);
  await t.throwsAsync(resend(second["phoneCodeHash"]), fault(406, "SEND_CODE_UNAVAILABLE"));
  await t.throwsAsync(resend(first["phoneCodeHash"]), fault(400, "PHONE_CODE_EXPIRED"));
});

test("a paid code answers sentCodePaymentRequired", async (t) => {
  const { world } = testWorld();
  world.codes.next = { type: "paymentRequired" };
  t.like(await new WorldClient(world).sendCode(PHONE), { _: "auth.sentCodePaymentRequired", currency: "USD" });
});

test("an e-mail code is given as an e-mail verification", async (t) => {
  const { world, demo } = testWorld();
  demo.loginEmail = "person@example.org";
  const client = new WorldClient(world);
  const sent = await client.sendCode(PHONE);
  t.like(sent["type"], { _: "auth.sentCodeTypeEmailCode", emailPattern: "p****n@example.org", length: 6 });
  t.like(world.mails, [{ to: "person@example.org", code: "654321", purpose: "sign-in" }]);
  const attempt = { phoneNumber: PHONE, phoneCodeHash: sent["phoneCodeHash"] };
  await t.throwsAsync(client.call("auth.signIn", { ...attempt, phoneCode: "654321" }), fault(400, "PHONE_CODE_INVALID"));
  const emailVerification = { _: "emailVerificationCode", code: "654321" };
  t.like(await client.call("auth.signIn", { ...attempt, emailVerification }), { _: "auth.authorization" });
});

test("a lost e-mail is reset after its period, and asked for once", async (t) => {
  const { world, demo, pass } = testWorld({ codeLifetimeSec: 10 * 86_400 });
  demo.loginEmail = "person@example.org";
  const client = new WorldClient(world);
  const { phoneCodeHash } = await client.sendCode(PHONE);
  const pending = await client.call("auth.resetLoginEmail", { phoneNumber: PHONE, phoneCodeHash });
  t.like(pending["type"], { _: "auth.sentCodeTypeEmailCode", resetPendingDate: 1_700_000_000 + 7 * 86_400 });
  const again = { phoneNumber: PHONE, phoneCodeHash: pending["phoneCodeHash"] };
  await t.throwsAsync(client.call("auth.resetLoginEmail", again), fault(400, "TASK_ALREADY_EXISTS"));
  pass(7 * 86_400);
  t.like(await client.call("auth.resetLoginEmail", again), { type: { _: "auth.sentCodeTypeSms" } });
  t.falsy(demo.loginEmail);
});

test("an e-mail address is set up before the phone is proven", async (t) => {
  const { world, demo } = testWorld();
  world.codes.next = { type: "setUpEmailRequired" };
  const client = new WorldClient(world);
  const { phoneCodeHash, type } = await client.sendCode(PHONE);
  t.like(type, { _: "auth.sentCodeTypeSetUpEmailRequired" });
  const purpose = { _: "emailVerifyPurposeLoginSetup", phoneNumber: "11234567890", phoneCodeHash };
  await t.throwsAsync(client.call("account.sendVerifyEmailCode", { purpose, email: "nonsense" }), fault(400, "EMAIL_INVALID"));
  t.like(await client.call("account.sendVerifyEmailCode", { purpose, email: "a@b.example" }), { emailPattern: "a*@b.example", length: 6 });
  const verification = (code: string) => ({ purpose, verification: { _: "emailVerificationCode", code } });
  await t.throwsAsync(client.call("account.verifyEmail", verification("000000")), fault(400, "CODE_INVALID"));
  const { sentCode } = await client.call("account.verifyEmail", verification("654321"));
  t.like(sentCode, { type: { _: "auth.sentCodeTypeApp" } });
  t.is(demo.loginEmail, "a@b.example");
});

test("an unknown phone signs up after its code, with terms and checked names", async (t) => {
  const { world } = testWorld();
  const client = new WorldClient(world);
  const { phoneCodeHash, type } = await client.sendCode(STRANGER);
  t.like(type, { _: "auth.sentCodeTypeSms" });
  const names = { phoneNumber: STRANGER, phoneCodeHash, firstName: " New ", lastName: "" };
  await t.throwsAsync(client.call("auth.signUp", names), fault(400, "PHONE_CODE_INVALID"));
  const answer = await client.call("auth.signIn", { phoneNumber: STRANGER, phoneCodeHash, phoneCode: "12345" });
  t.like(answer, { _: "auth.authorizationSignUpRequired", termsOfService: { id: { data: '"terms-1"' } } });
  await t.throwsAsync(client.call("auth.signUp", { ...names, firstName: "" }), fault(400, "FIRSTNAME_INVALID"));
  await t.throwsAsync(client.call("auth.signUp", { ...names, firstName: "x".repeat(65) }), fault(400, "FIRSTNAME_INVALID"));
  await t.throwsAsync(client.call("auth.signUp", { ...names, lastName: "x".repeat(65) }), fault(400, "LASTNAME_INVALID"));
  t.like(await client.call("auth.signUp", names), { user: { firstName: "New", self: true } });
  t.true(await client.value("help.acceptTermsOfService", { id: { _: "dataJSON", data: '"terms-1"' } }));
  t.like(await new WorldClient(world).signIn(STRANGER), { user: { firstName: "New" } });
});

test("impossible phones and API pairs are refused", async (t) => {
  const { world } = testWorld();
  const client = new WorldClient(world);
  for (const phone of ["", "abc", "12345", "1234567890123456"]) {
    await t.throwsAsync(client.sendCode(phone), fault(400, "PHONE_NUMBER_INVALID"), phone);
  }
  const settings = { _: "codeSettings" };
  await t.throwsAsync(client.call("auth.sendCode", { phoneNumber: PHONE, apiId: 0, apiHash: API.apiHash, settings }), fault(400, "API_ID_INVALID"));
  await t.throwsAsync(client.call("auth.sendCode", { phoneNumber: PHONE, apiId: 1, apiHash: "x", settings }), fault(400, "API_ID_INVALID"));
});

test("a token from a log-out signs in again without a code, once", async (t) => {
  const { world } = testWorld();
  const client = new WorldClient(world);
  await client.signIn(PHONE);
  const { futureAuthToken } = await client.call("auth.logOut");
  await t.throwsAsync(client.call("updates.getState"), fault(401, "AUTH_KEY_UNREGISTERED"));
  const settings = { logoutTokens: [futureAuthToken] };
  t.like(await client.sendCode(PHONE, settings), { _: "auth.sentCodeSuccess", authorization: { user: { firstName: "Demo" } } });
  t.like(await new WorldClient(world).sendCode(PHONE, settings), { _: "auth.sentCode" });
});

test("a bot signs in with its token", async (t) => {
  const { world } = testWorld();
  const bot = async (botAuthToken: string) => new WorldClient(world).call("auth.importBotAuthorization", { flags: 0, ...API, botAuthToken });
  t.like(await bot("123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"), { user: { id: 123456n, bot: true, username: "demo_bot" } });
  await t.throwsAsync(bot("999:ABC-DEF1234ghIkl"), fault(400, "ACCESS_TOKEN_INVALID"));
  await t.throwsAsync(bot("nonsense"), fault(400, "ACCESS_TOKEN_INVALID"));
  await t.throwsAsync(bot("123456:another-secret-altogether"), fault(400, "ACCESS_TOKEN_EXPIRED"));
});

test("other sessions hear of a sign-in, and are listed and ended", async (t) => {
  const { world, pass } = testWorld();
  const first = new WorldClient(world);
  await first.signIn(PHONE);
  await first.call("updates.getState");
  const second = new WorldClient(world);
  await second.signIn(PHONE);
  const heard = first.pushed.map((updates) => updates["update"]).find((update) => update !== undefined);
  t.like(heard, { _: "updateNewAuthorization", device: "ava" });
  const { authorizations } = (await first.call("account.getAuthorizations")) as unknown as { authorizations: { hash: bigint; current?: true }[] };
  t.deepEqual(authorizations.map(({ current }) => current ?? false), [true, false]);
  const hash = authorizations[1]?.hash ?? 0n;
  await t.throwsAsync(first.call("account.resetAuthorization", { hash }), fault(406, "FRESH_RESET_AUTHORISATION_FORBIDDEN"));
  pass(86_400);
  t.true(await first.value("account.resetAuthorization", { hash }));
  await t.throwsAsync(second.call("updates.getState"), fault(401, "SESSION_REVOKED"));
  await second.signIn(PHONE);
  t.like(await second.call("updates.getState"), { _: "updates.state" });
  await t.throwsAsync(first.call("account.resetAuthorization", { hash }), fault(400, "HASH_INVALID"));
});

test("deleted and banned accounts are shut out", async (t) => {
  const { world, demo } = testWorld();
  const client = new WorldClient(world);
  await client.signIn(PHONE);
  demo.deactivated = "deleted";
  await t.throwsAsync(client.call("updates.getState"), fault(401, "USER_DEACTIVATED"));
  demo.deactivated = "banned";
  await t.throwsAsync(client.call("updates.getState"), fault(401, "USER_DEACTIVATED_BAN"));
  await t.throwsAsync(client.sendCode(PHONE), fault(400, "PHONE_NUMBER_BANNED"));
});

test("an old-fashioned world asks for sign-up by an error", async (t) => {
  const client = new WorldClient(testWorld({ asksSignUpByError: true }).world);
  const { phoneCodeHash } = await client.sendCode(STRANGER);
  const code = { phoneNumber: STRANGER, phoneCodeHash, phoneCode: "12345" };
  await t.throwsAsync(client.call("auth.signIn", code), fault(400, "PHONE_NUMBER_UNOCCUPIED"));
  t.like(await client.call("auth.signUp", { ...code, firstName: "New", lastName: "" }), { _: "auth.authorization" });
});
