import test from "ava";
import { ConnectionError, PromptError, RpcError, SignInError } from "../../ts/errors/index.js";
import { GaveUpError } from "../../ts/auth/Prompter.js";
import { SignInFlow } from "../../ts/auth/SignInFlow.js";
import type { tl } from "../../ts/tl/index.js";
import { FakeTelegram, on, READABLE_SRP } from "./FakeTelegram.js";
import { authorization, DIGITS, NO_PASSWORD, password, PHONE, sentCode, signUpRequired, SMS_NEXT, TERMS } from "./objects.js";
import { person } from "./ScriptedPrompter.js";

const NAMED = [["phoneNumber", PHONE], ["confirmPhone", true]] as const;

test("signs in with a number and a code", async (t) => {
  const telegram = new FakeTelegram(on("auth.sendCode", sentCode()), on("auth.signIn", authorization()));
  const ada = person(...NAMED, ["phoneCode", "12 345"]);
  const user = await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.is(user.id, 777);
  t.deepEqual(ada.seen, [
    "? phoneNumber",
    "? confirmPhone",
    "The code was sent to your other Telegram apps (5 digits).",
    "Type it here only: a code that is sent through a Telegram chat is voided at once.",
    "? phoneCode",
    "signed in",
  ]);
  t.deepEqual(telegram.calls, [
    { _: "auth.sendCode", phoneNumber: DIGITS, apiId: 12345, apiHash: telegram.apiHash, settings: { _: "codeSettings" } },
    { _: "auth.signIn", phoneNumber: DIGITS, phoneCodeHash: "hash", phoneCode: "12345" },
  ]);
  t.is(telegram.stored, null);
});

test("asks for the number again when it is not the right one", async (t) => {
  const telegram = new FakeTelegram(on("auth.sendCode", sentCode()), on("auth.signIn", authorization()));
  const ada = person(["phoneNumber", "+1-123"], ["confirmPhone", false], ...NAMED, ["phoneCode", "12345"]);
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.is(telegram.last("auth.sendCode")?.phoneNumber, DIGITS);
});

test("refuses letters and an empty number without asking Telegram, and gives up after two empty ones", async (t) => {
  const telegram = new FakeTelegram();
  const ada = person(["phoneNumber", "my number"], ["phoneNumber", ""], ["phoneNumber", " "]);
  await t.throwsAsync(new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run(), { instanceOf: SignInError, message: /^No phone number was given/ });
  t.true(ada.seen.includes("The phone number is not valid. Use the international form, for example +1-123-456-7890"));
  t.deepEqual(telegram.calls, []);
});

test("takes a bot token for a phone number", async (t) => {
  const telegram = new FakeTelegram(on("auth.importBotAuthorization", authorization()));
  const ada = person(["phoneNumber", "123456:ABC-DEF"]);
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.deepEqual(telegram.calls, [
    { _: "auth.importBotAuthorization", flags: 0, apiId: 12345, apiHash: telegram.apiHash, botAuthToken: "123456:ABC-DEF" },
  ]);
});

test("signs a bot in without a question, and without a word", async (t) => {
  const telegram = new FakeTelegram(on("auth.importBotAuthorization", authorization()));
  const nobody = person();
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: nobody.prompter, answers: { botToken: "123456:ABC" } }).run();
  t.deepEqual(nobody.seen, []);
});

test("says why a bot token was refused when nobody is there to give another", async (t) => {
  const telegram = new FakeTelegram(on("auth.importBotAuthorization", "400 ACCESS_TOKEN_EXPIRED"));
  const nobody = person();
  const error = await t.throwsAsync(new SignInFlow(telegram, { srp: READABLE_SRP, prompter: nobody.prompter, answers: { botToken: "123456:ABC" } }).run(), {
    instanceOf: PromptError,
    message: /^The bot token is not valid any more; ask @BotFather/,
  });
  t.true(error.cause instanceof RpcError);
});

test("asks again after a wrong code, under the same hash", async (t) => {
  const telegram = new FakeTelegram(on("auth.sendCode", sentCode()), on("auth.signIn", "400 PHONE_CODE_INVALID"), on("auth.signIn", authorization()));
  const ada = person(...NAMED, ["phoneCode", "11111"], ["phoneCode", "12345"]);
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.deepEqual(ada.seen.slice(4), ["? phoneCode", "The code is wrong.", "? phoneCode", "signed in"]);
});

test("refuses a code with letters or of the wrong length without sending it", async (t) => {
  const telegram = new FakeTelegram(on("auth.sendCode", sentCode()), on("auth.signIn", authorization()));
  const ada = person(...NAMED, ["phoneCode", "abcde"], ["phoneCode", "1234"], ["phoneCode", ""], ["phoneCode", "1-2-3-4-5"]);
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.deepEqual(ada.seen.slice(5, 10), ["The code has digits only.", "? phoneCode", "The code has 5 digits.", "? phoneCode", "The code is empty."]);
  t.is(telegram.last("auth.signIn")?.phoneCode, "12345");
});

test("asks for a new code as soon as the old one expired, and explains why it did", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", sentCode()),
    on("auth.signIn", "400 PHONE_CODE_EXPIRED"),
    on("auth.sendCode", sentCode(undefined, { phoneCodeHash: "next" })),
    on("auth.signIn", authorization()),
  );
  const ada = person(...NAMED, ["phoneCode", "11111"], ["phoneCode", "12345"]);
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.regex(ada.seen[5] ?? "", /expired.*through a Telegram chat is voided at once/);
  t.is(telegram.last("auth.signIn")?.phoneCodeHash, "next");
});

test("sends the code again for an empty answer, but not before its time", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", sentCode(undefined, { nextType: SMS_NEXT, timeout: 42 })),
    on("auth.resendCode", sentCode({ _: "auth.sentCodeTypeSms", length: 6 }, { phoneCodeHash: "next" })),
    on("auth.signIn", authorization()),
  );
  let nowMs = 1_000_000;
  const ada = person(...NAMED, ["phoneCode", ""], ["phoneCode", ""], ["phoneCode", "123456"]);
  const phoneCode: typeof ada.prompter.phoneCode = async (question, options) => {
    const answer = await ada.prompter.phoneCode(question, options);
    if (question.isRepeated) nowMs += 42_000;
    return answer;
  };
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: { ...ada.prompter, phoneCode }, now: () => nowMs }).run();
  t.deepEqual(ada.seen.slice(2), [
    "The code was sent to your other Telegram apps (5 digits).",
    "Type it here only: a code that is sent through a Telegram chat is voided at once.",
    "Leave the answer empty to have it sent again (by SMS, possible in 42 s).",
    "? phoneCode",
    "The code can be sent again in 42 s.",
    "? phoneCode",
    "The code was sent by SMS (6 digits).",
    "? phoneCode",
    "signed in",
  ]);
  t.is(telegram.last("auth.signIn")?.phoneCodeHash, "next");
});

test("goes on with the code at hand when no other way is left to send one", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", sentCode(undefined, { nextType: SMS_NEXT })),
    on("auth.resendCode", "406 SEND_CODE_UNAVAILABLE"),
    on("auth.signIn", authorization()),
  );
  const ada = person(...NAMED, ["phoneCode", ""], ["phoneCode", "12345"]);
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.regex(ada.seen[6] ?? "", /no other way to send the code/);
});

const DELIVERIES: ReadonlyArray<readonly [type: tl.AuthSentCodeType, words: string, typed: string, sent: string]> = [
  [{ _: "auth.sentCodeTypeSms", length: 6 }, "The code was sent by SMS (6 digits).", "123456", "123456"],
  [{ _: "auth.sentCodeTypeCall", length: 5 }, "Telegram will call you and say the code (5 digits).", "12345", "12345"],
  [{ _: "auth.sentCodeTypeFlashCall", pattern: "+44*******99" }, "Telegram will call and hang up. The number looks like +44*******99.", "+44 1234567 99", "44123456799"],
  [{ _: "auth.sentCodeTypeMissedCall", prefix: "+44", length: 4 }, "Telegram will call from a number that starts with +44.", "4412345678", "5678"],
  [{ _: "auth.sentCodeTypeFragmentSms", url: "https://fragment.example", length: 5 }, "This is an anonymous number. Open https://fragment.example on Fragment to read the code.", "12345", "12345"],
  [{ _: "auth.sentCodeTypeSmsWord", beginning: "b" }, 'The code is one word from an SMS that starts with "b".', "Banana", "Banana"],
  [{ _: "auth.sentCodeTypeSmsPhrase" }, "The code is a phrase from an SMS.", "once  upon", "once upon"],
];

for (const [type, words, typed, sent] of DELIVERIES) {
  test(`explains and takes a code of ${type._}`, async (t) => {
    const telegram = new FakeTelegram(on("auth.sendCode", sentCode(type)), on("auth.signIn", authorization()));
    const ada = person(...NAMED, ["phoneCode", typed]);
    await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
    t.is(ada.seen[2], words);
    t.is(telegram.last("auth.signIn")?.phoneCode, sent);
  });
}

test("asks for a code of a type that nobody knows yet", async (t) => {
  const type = JSON.parse('{ "_": "auth.sentCodeTypePigeon" }') as tl.AuthSentCodeType;
  const telegram = new FakeTelegram(on("auth.sendCode", sentCode(type)), on("auth.signIn", authorization()));
  const ada = person(...NAMED, ["phoneCode", "coo"]);
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.is(ada.seen[2], "The code was sent in a way that this version does not know (auth.sentCodeTypePigeon).");
});

test("trades a Firebase code for another at once", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", sentCode({ _: "auth.sentCodeTypeFirebaseSms", length: 5 })),
    on("auth.resendCode", sentCode({ _: "auth.sentCodeTypeSms", length: 5 }, { phoneCodeHash: "sms" })),
    on("auth.signIn", authorization()),
  );
  const ada = person(...NAMED, ["phoneCode", "12345"]);
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.is(telegram.last("auth.signIn")?.phoneCodeHash, "sms");
});

test("takes a Firebase code for an SMS when it cannot be traded", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", sentCode({ _: "auth.sentCodeTypeFirebaseSms", length: 5 })),
    on("auth.resendCode", "400 PHONE_CODE_EXPIRED"),
    on("auth.signIn", authorization()),
  );
  const ada = person(...NAMED, ["phoneCode", "12345"]);
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.deepEqual(ada.seen.slice(2, 4), ["The code was sent by SMS (5 digits).", "Leave the answer empty to have it sent again (by SMS)."]);
});

test("is signed in at once when a future auth token is accepted, and keeps the next one", async (t) => {
  const token = Uint8Array.of(7);
  const telegram = new FakeTelegram(
    on("auth.sendCode", { _: "auth.sentCodeSuccess", authorization: authorization({ futureAuthToken: Uint8Array.of(8) }) }),
  );
  telegram.tokens.push(token);
  const ada = person(...NAMED);
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.deepEqual(telegram.last("auth.sendCode")?.settings.logoutTokens, [token]);
  t.deepEqual(telegram.tokens, [Uint8Array.of(8), token]);
});

test("explains a paid code and ends", async (t) => {
  const paid: tl.AuthSentCode = {
    _: "auth.sentCodePaymentRequired", storeProduct: "p", phoneCodeHash: "hash", supportEmailAddress: "help@telegram.example",
    supportEmailSubject: "s", premiumDays: 30, currency: "EUR", amount: 499n,
  };
  const telegram = new FakeTelegram(on("auth.sendCode", paid));
  const ada = person(...NAMED);
  await t.throwsAsync(new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run(), { instanceOf: SignInError, message: /paid sign-in code.*then use QR/ });
});

test("asks for the two-step password with its hint, and again when it is wrong", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", sentCode()),
    on("auth.signIn", "401 SESSION_PASSWORD_NEEDED"),
    on("account.getPassword", password()),
    on("account.getPassword", password()),
    on("auth.checkPassword", "400 PASSWORD_HASH_INVALID"),
    on("account.getPassword", password({ srpId: 100n })),
    on("auth.checkPassword", authorization()),
  );
  const ada = person(...NAMED, ["phoneCode", "12345"], ["password", "wrong"], ["password", " right "]);
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.deepEqual(ada.seen.slice(5), [
    "Password hint: the usual",
    "? password",
    "The password is wrong.",
    "Password hint: the usual",
    "? password",
    "signed in",
  ]);
  const proof = telegram.last("auth.checkPassword")?.password;
  t.like(proof, { _: "inputCheckPasswordSRP", srpId: 100n, M1: Buffer.from(" right ") });
});

test("gets new parameters once, without a word, when the old ones are void", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", "401 SESSION_PASSWORD_NEEDED"),
    on("account.getPassword", password({ hint: "" })),
    on("account.getPassword", password()),
    on("auth.checkPassword", "400 SRP_ID_INVALID"),
    on("account.getPassword", password()),
    on("auth.checkPassword", authorization()),
  );
  const ada = person(...NAMED, ["password", "right"]);
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.deepEqual(ada.seen.slice(2), ["? password", "signed in"]);
});

test("stops when the parameters are void twice", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", "401 SESSION_PASSWORD_NEEDED"),
    on("account.getPassword", password()),
    on("account.getPassword", password()),
    on("auth.checkPassword", "400 SRP_ID_INVALID"),
    on("account.getPassword", password()),
    on("auth.checkPassword", "400 SRP_ID_INVALID"),
  );
  const ada = person(...NAMED, ["password", "right"]);
  await t.throwsAsync(new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run(), { instanceOf: SignInError, message: /keep changing/ });
});

test("repeats the step when the password was removed meanwhile, but not for ever", async (t) => {
  const once = [on("auth.signIn", "401 SESSION_PASSWORD_NEEDED"), on("account.getPassword", NO_PASSWORD)];
  const lucky = new FakeTelegram(on("auth.sendCode", sentCode()), ...once, on("auth.signIn", authorization()));
  await new SignInFlow(lucky, { srp: READABLE_SRP, prompter: person(...NAMED, ["phoneCode", "12345"]).prompter }).run();
  const unlucky = new FakeTelegram(on("auth.sendCode", sentCode()), ...once, ...once, ...once, ...once);
  await t.throwsAsync(new SignInFlow(unlucky, { srp: READABLE_SRP, prompter: person(...NAMED, ["phoneCode", "12345"]).prompter }).run(), {
    instanceOf: SignInError,
    message: /asks for a password and has none/,
  });
});

test("recovers a forgotten password by e-mail, and sets a new one", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", "401 SESSION_PASSWORD_NEEDED"),
    on("account.getPassword", password()),
    on("auth.requestPasswordRecovery", { _: "auth.passwordRecovery", emailPattern: "a***@e***.org" }),
    on("auth.checkRecoveryPassword", "400 CODE_INVALID"),
    on("auth.checkRecoveryPassword", true),
    on("account.getPassword", password()),
    on("auth.recoverPassword", authorization()),
  );
  const ada = person(
    ...NAMED, ["password", ""], ["confirmRecovery", true], ["recoveryCode", "000000"], ["recoveryCode", "123 456"],
    ["newPassword", { password: "same", hint: "same" }], ["newPassword", { password: "better", hint: "good" }],
  );
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.deepEqual(ada.seen.slice(4), [
    "? confirmRecovery",
    "A recovery code was sent to a***@e***.org.",
    "? recoveryCode",
    "The recovery code is wrong.",
    "? recoveryCode",
    "Without a new password, two-step verification will be switched off.",
    "? newPassword",
    "The hint must not be the password: everybody can read it.",
    "? newPassword",
    "signed in",
  ]);
  const sent = telegram.last("auth.recoverPassword");
  t.is(sent?.code, "123456");
  t.is(sent?.newSettings?.hint, "good");
  const algorithm = sent?.newSettings?.newAlgo;
  t.is(algorithm && "salt1" in algorithm ? algorithm.salt1.length : 0, 3 + 32);
});

test("recovers without a new password when none is wanted", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", "401 SESSION_PASSWORD_NEEDED"),
    on("account.getPassword", password()),
    on("auth.requestPasswordRecovery", { _: "auth.passwordRecovery", emailPattern: "a***" }),
    on("auth.checkRecoveryPassword", true),
    on("auth.recoverPassword", authorization()),
  );
  const ada = person(...NAMED, ["password", ""], ["confirmRecovery", true], ["recoveryCode", "123456"], ["newPassword", null]);
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.deepEqual(telegram.last("auth.recoverPassword"), { _: "auth.recoverPassword", code: "123456" });
});

test("goes back from the recovery to the password", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", "401 SESSION_PASSWORD_NEEDED"),
    on("account.getPassword", password()),
    on("auth.requestPasswordRecovery", { _: "auth.passwordRecovery", emailPattern: "a***" }),
    on("auth.checkRecoveryPassword", "400 PASSWORD_RECOVERY_EXPIRED"),
    on("account.getPassword", password()),
    on("auth.checkPassword", authorization()),
  );
  const ada = person(
    ...NAMED, ["password", ""], ["confirmRecovery", false], ["password", ""], ["confirmRecovery", true],
    ["recoveryCode", "123456"], ["password", "right"],
  );
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.true(ada.seen.includes("The recovery code expired. An empty password sends a new one."));
});

for (const [title, script] of [
  ["no recovery is offered", [on("account.getPassword", password({ hasRecovery: false }))]],
  ["none turns out to be set", [on("account.getPassword", password()), on("auth.requestPasswordRecovery", "400 PASSWORD_RECOVERY_NA")]],
] as const) {
  test(`explains what is left without a recovery address when ${title}`, async (t) => {
    const telegram = new FakeTelegram(on("auth.sendCode", "401 SESSION_PASSWORD_NEEDED"), ...script);
    const ada = person(...NAMED, ["password", ""], ...(script.length > 1 ? [["confirmRecovery", true] as const] : []));
    await t.throwsAsync(new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run(), { instanceOf: PromptError });
    t.true(ada.seen.some((line) => /a reset takes 7 days/.test(line)));
    t.like(ada.questions.at(-1), { kind: "password", hasRecovery: false });
  });
}

test("shows the terms before the account exists, and accepts them after", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", sentCode()),
    on("auth.signIn", signUpRequired(TERMS)),
    on("auth.signUp", "400 FIRSTNAME_INVALID"),
    on("auth.signUp", authorization()),
    on("help.acceptTermsOfService", true),
  );
  const ada = person(
    ...NAMED, ["phoneCode", "12345"], ["signUp", { firstName: " ", lastName: "" }],
    ["signUp", { firstName: "???", lastName: "" }], ["signUp", { firstName: " Ada ", lastName: "Lovelace" }],
  );
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.deepEqual(ada.questions[3], { kind: "signUp", terms: { id: '{"v":1}', text: "Be kind.", minAge: 16 } });
  t.deepEqual(ada.questions[5], { kind: "signUp", terms: null });
  t.like(telegram.last("auth.signUp"), { firstName: "Ada", lastName: "Lovelace", phoneCodeHash: "hash" });
  t.deepEqual(telegram.last("help.acceptTermsOfService")?.id, { _: "dataJSON", data: '{"v":1}' });
});

test("makes no account without consent to the terms", async (t) => {
  const telegram = new FakeTelegram(on("auth.sendCode", sentCode()), on("auth.signIn", signUpRequired(TERMS)));
  const ada = person(...NAMED, ["phoneCode", "12345"], ["signUp", null]);
  await t.throwsAsync(new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run(), { instanceOf: SignInError, message: /Nothing was made/ });
  t.is(telegram.stored, null);
});

test("signs up without terms when the number is said to be unoccupied", async (t) => {
  const telegram = new FakeTelegram(on("auth.sendCode", sentCode()), on("auth.signIn", "400 PHONE_NUMBER_UNOCCUPIED"), on("auth.signUp", authorization()));
  const ada = person(...NAMED, ["phoneCode", "12345"], ["signUp", { firstName: "Ada", lastName: "" }]);
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.deepEqual(telegram.left, []);
});

test("stays signed in when the acceptance of the terms does not get through", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", sentCode()), on("auth.signIn", signUpRequired(TERMS)), on("auth.signUp", authorization()),
    on("help.acceptTermsOfService", new ConnectionError("lost")),
  );
  const ada = person(...NAMED, ["phoneCode", "12345"], ["signUp", { firstName: "Ada", lastName: "" }]);
  t.is((await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run()).id, 777);
});

test("signs in with a code from an e-mail", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", sentCode({ _: "auth.sentCodeTypeEmailCode", emailPattern: "a***@e***.org", length: 6 })),
    on("auth.signIn", authorization()),
  );
  const ada = person(...NAMED, ["emailCode", "123-456"]);
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.is(ada.seen[2], "The code was sent to a***@e***.org (6 digits).");
  t.deepEqual(telegram.last("auth.signIn"), {
    _: "auth.signIn", phoneNumber: DIGITS, phoneCodeHash: "hash", emailVerification: { _: "emailVerificationCode", code: "123456" },
  });
});

test("gives a lost e-mail address up for a code by phone", async (t) => {
  const lost: tl.AuthSentCodeType = { _: "auth.sentCodeTypeEmailCode", emailPattern: "a***", length: 6, resetAvailablePeriod: 0 };
  const telegram = new FakeTelegram(
    on("auth.sendCode", sentCode(lost)),
    on("auth.resetLoginEmail", sentCode({ _: "auth.sentCodeTypeSms", length: 5 }, { phoneCodeHash: "sms" })),
    on("auth.signIn", authorization()),
  );
  const ada = person(...NAMED, ["emailCode", ""], ["confirmEmailReset", true], ["phoneCode", "12345"]);
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.is(ada.seen[3], "Leave the answer empty if you cannot read that mail: the code can go to your phone.");
  t.is(telegram.last("auth.signIn")?.phoneCodeHash, "sms");
});

test("says when a reset of the e-mail address takes effect that was asked for before", async (t) => {
  const lost: tl.AuthSentCodeType = { _: "auth.sentCodeTypeEmailCode", emailPattern: "a***", length: 6, resetAvailablePeriod: 7 * 86_400 };
  const telegram = new FakeTelegram(on("auth.sendCode", sentCode(lost)), on("auth.resetLoginEmail", "400 TASK_ALREADY_EXISTS"));
  const ada = person(...NAMED, ["emailCode", ""], ["confirmEmailReset", true]);
  await t.throwsAsync(new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter, now: () => 0 }).run(), { instanceOf: PromptError });
  t.true(ada.seen.includes("E-mail reset possible on 1970-01-08 00:00 UTC"));
});

test("sets an e-mail address up, and goes on with the code that follows", async (t) => {
  const sent = { _: "account.sentEmailCode", emailPattern: "a***@e***.org", length: 6 } as const;
  const telegram = new FakeTelegram(
    on("auth.sendCode", sentCode({ _: "auth.sentCodeTypeSetUpEmailRequired" })),
    on("account.sendVerifyEmailCode", "400 EMAIL_NOT_ALLOWED"),
    on("account.sendVerifyEmailCode", sent),
    on("account.verifyEmail", "400 CODE_INVALID"),
    on("account.verifyEmail", "400 EMAIL_VERIFY_EXPIRED"),
    on("account.sendVerifyEmailCode", sent),
    on("account.sendVerifyEmailCode", sent),
    on("account.verifyEmail", { _: "account.emailVerifiedLogin", email: "ada@example.org", sentCode: sentCode(undefined, { phoneCodeHash: "next" }) }),
    on("auth.signIn", authorization()),
  );
  const ada = person(
    ...NAMED, ["emailAddress", "ada"], ["emailAddress", "ada@spam.example"], ["emailAddress", "ada@example.org"],
    ["emailCode", "000000"], ["emailCode", "111111"], ["emailCode", ""], ["emailCode", "123456"], ["phoneCode", "12345"],
  );
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.deepEqual(telegram.left, []);
  t.is(ada.seen[2], "Telegram wants an e-mail address for sign-in codes.");
  t.deepEqual(telegram.last("account.verifyEmail"), {
    _: "account.verifyEmail",
    purpose: { _: "emailVerifyPurposeLoginSetup", phoneNumber: DIGITS, phoneCodeHash: "hash" },
    verification: { _: "emailVerificationCode", code: "123456" },
  });
  t.is(telegram.last("auth.signIn")?.phoneCodeHash, "next");
});

test("tells to set a cloud password when Telegram wants one", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", sentCode()),
    on("auth.signIn", authorization({ setupPasswordRequired: true, otherwiseReloginDays: 7 })),
  );
  const ada = person(...NAMED, ["phoneCode", "12345"]);
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run();
  t.is(ada.seen[5], "Set a cloud password within 7 days or you will be signed out.");
});

test("calls the code off when the person gives up, and keeps nothing", async (t) => {
  const telegram = new FakeTelegram(on("auth.sendCode", sentCode()), on("auth.cancelCode", "400 PHONE_CODE_EXPIRED"));
  const ada = person(...NAMED, ["phoneCode", new GaveUpError("Ctrl-C")]);
  await t.throwsAsync(new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run(), { instanceOf: PromptError, message: "Ctrl-C" });
  t.deepEqual(telegram.methods, ["auth.sendCode", "auth.cancelCode"]);
  t.is(telegram.stored, null);
});

test("keeps the state when answers run out, and when the sign-in is stopped from outside", async (t) => {
  const telegram = new FakeTelegram(on("auth.sendCode", sentCode()));
  await t.throwsAsync(new SignInFlow(telegram, { srp: READABLE_SRP, prompter: person(...NAMED).prompter }).run(), { instanceOf: PromptError });
  t.like(await telegram.loadSignIn(), { at: "waitCode", phoneCodeHash: "hash" });

  telegram.also(on("users.getUsers", "401 AUTH_KEY_UNREGISTERED"));
  const stopping = new AbortController();
  const silent = { ...person().prompter, phoneCode: () => { stopping.abort(new Error("stopped")); return new Promise<string>(() => undefined); } };
  await t.throwsAsync(new SignInFlow(telegram, { srp: READABLE_SRP, prompter: silent, signal: stopping.signal }).run(), { message: "stopped" });
  t.like(await telegram.loadSignIn(), { at: "waitCode", phoneCodeHash: "hash" });
});
