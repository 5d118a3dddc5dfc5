import test from "ava";
import { RpcError } from "../../ts/errors/index.js";
import { createSignIn } from "../../ts/auth/SignIn.js";
import {
  acceptTermsOfService,
  cancelCode,
  checkPassword,
  endSession,
  getPasswordHint,
  recoverPassword,
  resendCode,
  sendCode,
  sendRecoveryCode,
  signIn,
  signInBot,
  signUp,
} from "../../ts/methods/auth/index.js";
import { FakeTelegram, on, READABLE_SRP } from "./FakeTelegram.js";
import { authorization, DIGITS, password, PHONE, sentCode, signUpRequired, SMS_NEXT, TERMS } from "./objects.js";

test("sendCode says where the code went, and lets another process go on", async (t) => {
  const telegram = new FakeTelegram(on("auth.sendCode", sentCode(undefined, { nextType: SMS_NEXT, timeout: 60 })), on("users.getUsers", "401 AUTH_KEY_UNREGISTERED"));
  t.deepEqual(await sendCode(telegram, PHONE), {
    type: "app", phoneCodeHash: "hash", nextType: "sms", timeout: 60, length: 5, delivery: { type: "app", length: 5 }, emailPattern: null, user: null,
  });
  t.like((await createSignIn(telegram, { srp: READABLE_SRP })).current, { kind: "phoneCode" });
});

for (const phoneNumber of ["", "abc"]) {
  test(`sendCode refuses "${phoneNumber}" before any call`, async (t) => {
    await t.throwsAsync(sendCode(new FakeTelegram(), phoneNumber), { instanceOf: TypeError, message: /^phoneNumber: / });
  });
}

test("sendCode tells that nobody needs a code when a token was accepted", async (t) => {
  const telegram = new FakeTelegram(on("auth.sendCode", { _: "auth.sentCodeSuccess", authorization: authorization() }));
  t.like(await sendCode(telegram, PHONE), { type: "signedIn", user: { id: 777 } });
  t.truthy(telegram.completed);
});

test("resendCode takes the next hash", async (t) => {
  const telegram = new FakeTelegram(on("auth.resendCode", sentCode({ _: "auth.sentCodeTypeFlashCall", pattern: "*" }, { phoneCodeHash: "next" })));
  t.like(await resendCode(telegram, PHONE, "hash"), { type: "flashCall", phoneCodeHash: "next", length: null });
  t.deepEqual(telegram.calls, [{ _: "auth.resendCode", phoneNumber: DIGITS, phoneCodeHash: "hash" }]);
});

test("cancelCode forgets the sign-in", async (t) => {
  const telegram = new FakeTelegram(on("auth.sendCode", sentCode()), on("auth.cancelCode", true));
  await sendCode(telegram, PHONE);
  await cancelCode(telegram, PHONE, "hash");
  t.is(telegram.stored, null);
});

test("signIn gives the user, or what a sign-up needs", async (t) => {
  const telegram = new FakeTelegram(on("auth.signIn", signUpRequired(TERMS)), on("auth.signIn", authorization()));
  t.deepEqual(await signIn(telegram, PHONE, "hash", "12 345"), {
    _: "signUpRequired", termsOfService: { id: '{"v":1}', text: "Be kind.", entities: [], minAge: 16 },
  });
  t.like(await signIn(telegram, PHONE, "hash", " banana "), { _: "user", id: 777 });
  t.is(telegram.last("auth.signIn")?.phoneCode, "banana");
  await t.throwsAsync(signIn(telegram, PHONE, "hash", "  "), { instanceOf: TypeError, message: /^phoneCode/ });
});

test("signUp trims the names", async (t) => {
  const telegram = new FakeTelegram(on("auth.signUp", authorization()));
  await signUp(telegram, PHONE, "hash", " Ada ", { lastName: " Lovelace " });
  t.like(telegram.last("auth.signUp"), { firstName: "Ada", lastName: "Lovelace", phoneNumber: DIGITS });
  await t.throwsAsync(signUp(telegram, PHONE, "hash", " "), { instanceOf: TypeError, message: /^firstName/ });
});

test("signInBot refuses what is no token without showing it", async (t) => {
  const telegram = new FakeTelegram(on("auth.importBotAuthorization", authorization()));
  t.like(await signInBot(telegram, "123456:ABC"), { id: 777 });
  const error = await t.throwsAsync(signInBot(telegram, "hunter2"), { instanceOf: TypeError, message: /^botToken/ });
  t.false(error.message.includes("hunter2"));
});

test("checkPassword gets new parameters once", async (t) => {
  const stale = [on("account.getPassword", password()), on("auth.checkPassword", "400 SRP_ID_INVALID")];
  const telegram = new FakeTelegram(...stale, on("account.getPassword", password()), on("auth.checkPassword", authorization()));
  t.like(await checkPassword(telegram, "right", READABLE_SRP), { id: 777 });
  telegram.also(...stale, ...stale);
  await t.throwsAsync(checkPassword(telegram, "right", READABLE_SRP), { instanceOf: RpcError, message: /SRP_ID_INVALID/ });
});

test("getPasswordHint gives null for none", async (t) => {
  const telegram = new FakeTelegram(on("account.getPassword", password()), on("account.getPassword", password({ hint: "" })));
  t.is(await getPasswordHint(telegram), "the usual");
  t.is(await getPasswordHint(telegram), null);
});

test("recovers a password by hand", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.requestPasswordRecovery", { _: "auth.passwordRecovery", emailPattern: "a***" }),
    on("auth.recoverPassword", authorization()),
    on("account.getPassword", password()),
    on("auth.recoverPassword", authorization()),
  );
  t.is(await sendRecoveryCode(telegram), "a***");
  t.like(await recoverPassword(telegram, " 123456 "), { id: 777 });
  t.deepEqual(telegram.last("auth.recoverPassword"), { _: "auth.recoverPassword", code: "123456" });
  await recoverPassword(telegram, "123456", { newPassword: { password: "better", hint: "h" }, srp: READABLE_SRP });
  t.like(telegram.last("auth.recoverPassword")?.newSettings, { hint: "h" });
});

test("acceptTermsOfService sends the id back as it came", async (t) => {
  const telegram = new FakeTelegram(on("help.acceptTermsOfService", true));
  await acceptTermsOfService(telegram, '{"v":1}');
  t.deepEqual(telegram.calls, [{ _: "help.acceptTermsOfService", id: { _: "dataJSON", data: '{"v":1}' } }]);
});

test("endSession counts 401 as done and keeps the future auth token", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.logOut", { _: "auth.loggedOut", futureAuthToken: Uint8Array.of(1) }),
    on("auth.logOut", "401 SESSION_REVOKED"),
    on("auth.logOut", "500 NOPE"),
  );
  await endSession(telegram);
  await endSession(telegram);
  t.is(telegram.stored, null);
  t.deepEqual(telegram.tokens, [Uint8Array.of(1)]);
  await t.throwsAsync(endSession(telegram), { instanceOf: RpcError });
  t.deepEqual(await telegram.loadSignIn(), { at: "closing" });
});
