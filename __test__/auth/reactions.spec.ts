import test from "ava";
import { PromptError, RpcError, SignInError } from "../../ts/errors/index.js";
import { SignInFlow } from "../../ts/auth/SignInFlow.js";
import { FakeTelegram, on, READABLE_SRP, type Scripted } from "./FakeTelegram.js";
import { authorization, password, PHONE, sentCode, signUpRequired, TERMS } from "./objects.js";
import { person, type Person } from "./ScriptedPrompter.js";

const NAMED = [["phoneNumber", PHONE], ["confirmPhone", true]] as const;
const SENT = on("auth.sendCode", sentCode());

/** Runs until the answers run out or the flow ends. */
async function run(script: readonly Scripted[], ada: Person): Promise<{ readonly telegram: FakeTelegram; readonly error: unknown }> {
  const telegram = new FakeTelegram(...script);
  const error: unknown = await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run().then(() => null, (reason: unknown) => reason);
  return { telegram, error };
}

for (const [text, words] of [
  ["400 PHONE_NUMBER_INVALID", /not valid.*\+1-123-456-7890/],
  ["406 PHONE_NUMBER_INVALID", /not valid/],
  ["400 PHONE_NUMBER_BANNED", /banned by Telegram/],
  ["400 PHONE_NUMBER_APP_SIGNUP_FORBIDDEN", /Sign up in an official app/],
  ["400 SMS_CODE_CREATE_FAILED", /could not send/],
] as const) {
  test(`asks for another number after ${text}`, async (t) => {
    const ada = person(...NAMED);
    const { error } = await run([on("auth.sendCode", text)], ada);
    t.regex(ada.seen[2] ?? "", words);
    t.is(ada.seen[3], "? phoneNumber");
    t.true(error instanceof PromptError);
  });
}

const STOPS: ReadonlyArray<readonly [text: string, words: RegExp]> = [
  ["400 PHONE_NUMBER_FLOOD", /Wait some hours/],
  ["406 PHONE_PASSWORD_FLOOD", /Wait some hours/],
  ["400 PHONE_PASSWORD_PROTECTED", /protection of this number/],
  ["406 UPDATE_APP_TO_LOGIN", /Update the library.*QR/],
  ["400 API_ID_INVALID", /my\.telegram\.org/],
  ["400 API_ID_PUBLISHED_FLOOD", /public.*my\.telegram\.org/],
  ["420 FLOOD_WAIT_7980", /Wait 2 h 13 min before the next try/],
  ["420 FLOOD_PREMIUM_WAIT_45", /Wait 45 s/],
  ["406 SOMETHING_NEW", /SOMETHING_NEW/],
  ["400 SOMETHING_NEW", /SOMETHING_NEW/],
  ["500 SOMETHING_BROKE", /SOMETHING_BROKE/],
  ["401 USER_DEACTIVATED", /deleted/],
  ["401 USER_DEACTIVATED_BAN", /banned/],
  ["401 SESSION_REVOKED", /ended on another device/],
  ["401 SESSION_EXPIRED", /ended on another device/],
  ["401 AUTH_KEY_INVALID", /ended on another device/],
  ["401 AUTH_KEY_UNREGISTERED", /Not signed in/],
  ["406 AUTH_KEY_DUPLICATED", /used twice at the same time/],
];

for (const [text, words] of STOPS) {
  test(`ends with plain words after ${text}`, async (t) => {
    const { error } = await run([on("auth.sendCode", text)], person(...NAMED));
    t.true(error instanceof SignInError);
    if (!(error instanceof SignInError)) return;
    t.regex(error.message, words);
    t.true(error.cause instanceof RpcError);
    t.false(error.message.includes("456"), "no phone number in an error");
  });
}

for (const text of ["500 AUTH_RESTART", "500 AUTH_RESTART_7"]) {
  test(`calls sendCode again at once after ${text}, three times at most`, async (t) => {
    const restart = on("auth.sendCode", text);
    const lucky = await run([restart, restart, restart, SENT, on("auth.signIn", authorization())], person(...NAMED, ["phoneCode", "12345"]));
    t.is(lucky.error, null);
    const unlucky = await run([restart, restart, restart, restart], person(...NAMED));
    t.regex(String(unlucky.error), /too many times/);
  });

  test(`goes back to sendCode after ${text} for a code`, async (t) => {
    const { error } = await run(
      [SENT, on("auth.signIn", text), SENT, on("auth.signIn", authorization())],
      person(...NAMED, ["phoneCode", "11111"], ["phoneCode", "12345"]),
    );
    t.is(error, null);
  });
}

for (const text of ["500 SIGN_IN_FAILED", "400 PHONE_CODE_EXPIRED", "400 PHONE_CODE_HASH_EMPTY"]) {
  test(`asks for a new code after ${text}`, async (t) => {
    const { error } = await run(
      [SENT, on("auth.signIn", text), SENT, on("auth.signIn", authorization())],
      person(...NAMED, ["phoneCode", "11111"], ["phoneCode", "12345"]),
    );
    t.is(error, null);
  });
}

test("keeps the state of a code when Telegram makes its owner wait", async (t) => {
  const { telegram, error } = await run([SENT, on("auth.signIn", "420 FLOOD_WAIT_60")], person(...NAMED, ["phoneCode", "12345"]));
  t.regex(String(error), /Wait 1 min before/);
  t.like(await telegram.loadSignIn(), { at: "waitCode" });
});

test("keeps the state of a password when Telegram makes its owner wait", async (t) => {
  const { telegram, error } = await run(
    [on("auth.sendCode", "401 SESSION_PASSWORD_NEEDED"), on("account.getPassword", password()), on("account.getPassword", password()), on("auth.checkPassword", "420 FLOOD_WAIT_90000")],
    person(...NAMED, ["password", "guess"]),
  );
  t.regex(String(error), /Wait 1 d 1 h before/);
  t.like(await telegram.loadSignIn(), { at: "waitPassword" });
});

for (const text of ["400 PHONE_CODE_EXPIRED", "400 PHONE_CODE_EMPTY", "400 EMAIL_INSTALL_MISSING"]) {
  test(`starts over when a resend is refused with ${text}`, async (t) => {
    const { error } = await run(
      [on("auth.sendCode", sentCode(undefined, { nextType: { _: "auth.codeTypeCall" } })), on("auth.resendCode", text), SENT, on("auth.signIn", authorization())],
      person(...NAMED, ["phoneCode", ""], ["phoneCode", "12345"]),
    );
    t.is(error, null);
  });
}

for (const text of ["400 EMAIL_INVALID", "400 EMAIL_NOT_ALLOWED"]) {
  test(`asks for another address after ${text}`, async (t) => {
    const ada = person(...NAMED, ["emailAddress", "a@b"]);
    await run([on("auth.sendCode", sentCode({ _: "auth.sentCodeTypeSetUpEmailRequired" })), on("account.sendVerifyEmailCode", text)], ada);
    t.is(ada.seen.at(-1), "? emailAddress");
  });
}

for (const text of ["400 EMAIL_NOT_SETUP", "400 PHONE_HASH_EXPIRED"]) {
  test(`starts over after ${text}`, async (t) => {
    const { error } = await run(
      [on("auth.sendCode", sentCode({ _: "auth.sentCodeTypeSetUpEmailRequired" })), on("account.sendVerifyEmailCode", text), SENT, on("auth.signIn", authorization())],
      person(...NAMED, ["emailAddress", "a@b"], ["phoneCode", "12345"]),
    );
    t.is(error, null);
  });
}

for (const text of ["400 FIRSTNAME_INVALID", "400 LASTNAME_INVALID"]) {
  test(`asks for the names again after ${text}`, async (t) => {
    const ada = person(...NAMED, ["phoneCode", "12345"], ["signUp", { firstName: "A", lastName: "B" }]);
    await run([SENT, on("auth.signIn", signUpRequired(TERMS)), on("auth.signUp", text)], ada);
    t.is(ada.seen.at(-1), "? signUp");
  });
}

for (const text of ["400 PHONE_NUMBER_OCCUPIED", "400 PHONE_CODE_EXPIRED", "400 PHONE_CODE_INVALID"]) {
  test(`asks for a new code when a sign-up is refused with ${text}`, async (t) => {
    const { error } = await run(
      [SENT, on("auth.signIn", signUpRequired()), on("auth.signUp", text), SENT, on("auth.signIn", authorization())],
      person(...NAMED, ["phoneCode", "12345"], ["signUp", { firstName: "A", lastName: "B" }], ["phoneCode", "12345"]),
    );
    t.is(error, null);
  });
}

const AT_PASSWORD = [on("auth.sendCode", "401 SESSION_PASSWORD_NEEDED"), on("account.getPassword", password())];

test("repeats a password check that Telegram was not ready for", async (t) => {
  const { error } = await run(
    [...AT_PASSWORD, on("account.getPassword", password()), on("auth.checkPassword", "500 AUTH_KEY_UNSYNCHRONIZED"), on("account.getPassword", password()), on("auth.checkPassword", authorization())],
    person(...NAMED, ["password", "right"]),
  );
  t.is(error, null);
});

test("says that the library is too old for a new kind of password", async (t) => {
  const { error } = await run(
    [...AT_PASSWORD, on("account.getPassword", password({ currentAlgo: { _: "passwordKdfAlgoUnknown" } }))],
    person(...NAMED, ["password", "right"]),
  );
  t.regex(String(error), /Update the library/);
});

test("asks for another new password when Telegram does not accept it", async (t) => {
  const ada = person(...NAMED, ["password", ""], ["confirmRecovery", true], ["recoveryCode", "123456"], ["newPassword", { password: "x", hint: "" }]);
  await run(
    [...AT_PASSWORD, on("auth.requestPasswordRecovery", { _: "auth.passwordRecovery", emailPattern: "a***" }), on("auth.checkRecoveryPassword", true), on("account.getPassword", password()), on("auth.recoverPassword", "400 NEW_SETTINGS_INVALID")],
    ada,
  );
  t.is(ada.seen.at(-1), "? newPassword");
});

test("goes to the password whatever step asks for it", async (t) => {
  const emailSetUp = on("auth.sendCode", sentCode({ _: "auth.sentCodeTypeSetUpEmailRequired" }));
  const ada = person(...NAMED, ["emailAddress", "a@b"]);
  await run([emailSetUp, on("account.sendVerifyEmailCode", "401 SESSION_PASSWORD_NEEDED"), on("account.getPassword", password())], ada);
  t.is(ada.seen.at(-1), "? password");
});
