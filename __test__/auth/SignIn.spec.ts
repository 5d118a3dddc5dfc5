import test from "ava";
import { ClientStateError, ConnectionError, SignInError } from "../../ts/errors/index.js";
import { createSignIn } from "../../ts/auth/SignIn.js";
import { SignInFlow } from "../../ts/auth/SignInFlow.js";
import type { SignInState } from "../../ts/auth/SignInState.js";
import { decodeSignIn, encodeSignIn } from "../../ts/auth/storedSignIn.js";
import { FakeTelegram, on, READABLE_SRP } from "./FakeTelegram.js";
import { authorization, password, PHONE, sentCode, signUpRequired, TERMS } from "./objects.js";
import { person } from "./ScriptedPrompter.js";

const UNREGISTERED = on("users.getUsers", "401 AUTH_KEY_UNREGISTERED");

test("takes one answer at a time, as a web page gives them", async (t) => {
  const telegram = new FakeTelegram(on("auth.sendCode", sentCode()), on("auth.signIn", "400 PHONE_CODE_INVALID"), on("auth.signIn", authorization()));
  const signIn = await createSignIn(telegram, { srp: READABLE_SRP });
  t.deepEqual(signIn.current, { kind: "phoneNumber" });
  t.like(await signIn.answer(PHONE), { kind: "phoneCode", phoneNumber: PHONE });
  t.is(signIn.messages[0], "The code was sent to your other Telegram apps (5 digits).");
  t.like(await signIn.answer("11111"), { kind: "phoneCode", isRepeated: true });
  t.is(signIn.refusal?.words, "The code is wrong.");
  t.is(await signIn.answer("12345"), null);
  t.is(signIn.user?.id, 777);
});

test("asks for the code in one process and takes it in another", async (t) => {
  const file = new FakeTelegram(on("auth.sendCode", sentCode()));
  const first = await createSignIn(file, { srp: READABLE_SRP });
  await first.answer(PHONE);

  const second = new FakeTelegram(UNREGISTERED, on("auth.signIn", "401 SESSION_PASSWORD_NEEDED"), on("account.getPassword", password()));
  second.stored = file.stored;
  const later = await createSignIn(second, { srp: READABLE_SRP });
  t.like(later.current, { kind: "phoneCode", phoneNumber: PHONE });
  t.is(later.messages[0], "Going on with the sign-in that was begun.");
  await later.answer("12345");

  const third = new FakeTelegram(UNREGISTERED, on("account.getPassword", password()), on("auth.checkPassword", authorization()));
  third.stored = second.stored;
  const last = await createSignIn(third, { srp: READABLE_SRP });
  t.like(last.current, { kind: "password", hint: "the usual" });
  await last.answer("right");
  t.is(last.user?.id, 777);
  t.is(third.stored, null);
});

test("chooses a new password in another process than the one that took the recovery code", async (t) => {
  const file = new FakeTelegram(
    on("auth.sendCode", "401 SESSION_PASSWORD_NEEDED"), on("account.getPassword", password()),
    on("auth.requestPasswordRecovery", { _: "auth.passwordRecovery", emailPattern: "a***" }), on("auth.checkRecoveryPassword", true),
  );
  const first = await createSignIn(file, { srp: READABLE_SRP });
  for (const answer of [PHONE, "", true, "123456"]) await first.answer(answer);
  const other = new FakeTelegram(on("users.getUsers", "401 SESSION_PASSWORD_NEEDED"), on("account.getPassword", password()));
  other.stored = file.stored;
  t.like((await createSignIn(other, { srp: READABLE_SRP })).current, { kind: "newPassword" });
});

test("finds out at the next start that an interrupted sign-in had gone through", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", sentCode()),
    on("auth.signIn", new ConnectionError("lost")),
    on("users.getUsers", [{ _: "user", id: 777 }]),
  );
  const first = await createSignIn(telegram, { srp: READABLE_SRP });
  await first.answer(PHONE);
  await t.throwsAsync(first.answer("12345"), { instanceOf: ConnectionError });
  const second = await createSignIn(telegram, { srp: READABLE_SRP });
  t.is(second.current, null);
  t.is(second.user?.id, 777);
});

test("keeps the question open when the connection is lost, and takes the answer again", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", sentCode()), on("auth.signIn", new ConnectionError("lost")), on("auth.signIn", authorization()),
  );
  const signIn = await createSignIn(telegram, { srp: READABLE_SRP });
  await signIn.answer(PHONE);
  await t.throwsAsync(signIn.answer("12345"), { instanceOf: ConnectionError });
  t.like(signIn.current, { kind: "phoneCode" });
  await signIn.answer("12345");
  t.is(signIn.user?.id, 777);
});

test("starts over when the stored sign-in is too old", async (t) => {
  const telegram = new FakeTelegram(on("auth.sendCode", sentCode()));
  await (await createSignIn(telegram, { srp: READABLE_SRP, now: () => 0 })).answer(PHONE);
  const later = await createSignIn(telegram, { srp: READABLE_SRP, now: () => 5 * 60_000 + 1 });
  t.deepEqual(later.current, { kind: "phoneNumber" });
  t.deepEqual(later.messages, ["The sign-in that was begun is too old to go on with: it starts over."]);
  t.is(telegram.stored, null);
});

test("starts over when another number, or a bot, is to sign in", async (t) => {
  const telegram = new FakeTelegram(on("auth.sendCode", sentCode()));
  await (await createSignIn(telegram, { srp: READABLE_SRP })).answer(PHONE);
  const { stored } = telegram;
  t.deepEqual((await createSignIn(telegram, { srp: READABLE_SRP, phoneNumber: "+44 20 7946 0000" })).current, { kind: "phoneNumber" });
  telegram.stored = stored;
  t.deepEqual((await createSignIn(telegram, { srp: READABLE_SRP, isBot: true })).current, { kind: "botToken" });
  telegram.stored = stored;
  telegram.also(UNREGISTERED);
  t.like((await createSignIn(telegram, { srp: READABLE_SRP, phoneNumber: "11234567890" })).current, { kind: "phoneCode" });
});

test("takes one answer at a time only, of the right type, and none after the end", async (t) => {
  const telegram = new FakeTelegram(on("auth.sendCode", sentCode()), on("auth.signIn", authorization()));
  const signIn = await createSignIn(telegram, { srp: READABLE_SRP, confirmPhone: true });
  await t.throwsAsync(signIn.answer(true), { instanceOf: TypeError, message: 'The answer to "phoneNumber" must be a string.' });
  await signIn.answer(PHONE);
  await t.throwsAsync(signIn.answer("y"), { instanceOf: TypeError, message: /a boolean/ });
  const running = signIn.answer(true);
  await t.throwsAsync(signIn.answer(true), { instanceOf: ClientStateError, message: /busy/ });
  await running;
  await signIn.answer("12345");
  await t.throwsAsync(signIn.answer("12345"), { instanceOf: ClientStateError });
});

for (const answer of [{}, { firstName: 1, lastName: "" }, "Ada", undefined]) {
  test(`refuses ${JSON.stringify(answer)} for names before any call`, async (t) => {
    const telegram = new FakeTelegram(on("auth.sendCode", sentCode()), on("auth.signIn", signUpRequired(TERMS)));
    const signIn = await createSignIn(telegram, { srp: READABLE_SRP });
    await signIn.answer(PHONE);
    await signIn.answer("12345");
    await t.throwsAsync(signIn.answer(answer as string), { instanceOf: TypeError, message: /\{ firstName, lastName \} or null/ });
  });
}

test("goes on when a paid code arrives after all", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", {
      _: "auth.sentCodePaymentRequired", storeProduct: "p", phoneCodeHash: "hash", supportEmailAddress: "help@telegram.example",
      supportEmailSubject: "s", premiumDays: 30, currency: "EUR", amount: 2n ** 60n,
    }),
    on("auth.signIn", authorization()),
  );
  const signIn = await createSignIn(telegram, { srp: READABLE_SRP });
  await t.throwsAsync(signIn.answer(PHONE), { instanceOf: SignInError });
  t.like(await signIn.receive(sentCode()), { kind: "phoneCode", phoneNumber: PHONE });
  await signIn.answer("12345");
  t.is(signIn.user?.id, 777);
});

test("finishes a log-out that was interrupted", async (t) => {
  const token = Uint8Array.of(5);
  const telegram = new FakeTelegram(on("auth.logOut", { _: "auth.loggedOut", futureAuthToken: token }));
  await telegram.saveSignIn({ at: "closing" });
  await t.throwsAsync(createSignIn(telegram, { srp: READABLE_SRP }), { instanceOf: SignInError, message: /log-out/ });
  t.is(telegram.stored, null);
  t.deepEqual(telegram.tokens, [token]);
});

test("stores no code and no password", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", sentCode()), on("auth.signIn", "401 SESSION_PASSWORD_NEEDED"), on("account.getPassword", password()),
    on("account.getPassword", password()), on("auth.checkPassword", "400 PASSWORD_HASH_INVALID"),
  );
  const saved: string[] = [];
  const save = telegram.saveSignIn.bind(telegram);
  telegram.saveSignIn = (state) => {
    saved.push(JSON.stringify(state));
    return save(state);
  };
  const ada = person(["phoneNumber", PHONE], ["confirmPhone", true], ["phoneCode", "98765"], ["password", "secret words"]);
  await t.throwsAsync(new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter }).run());
  t.true(saved.length > 0);
  t.false(saved.some((state) => /98765|secret words/.test(state)));
});

const STATES: readonly SignInState[] = [
  { at: "waitPremiumPurchase", phoneNumber: PHONE, phoneCodeHash: "h", sinceMs: 1, premiumDays: 1, currency: "EUR", amount: "1", supportEmailAddress: "a" },
  { at: "waitEmailAddress", phoneNumber: PHONE, phoneCodeHash: "h", sinceMs: 1 },
  {
    at: "waitEmailCode", asking: "emailCode", phoneNumber: PHONE, phoneCodeHash: "h", sinceMs: 1, address: null, emailPattern: "a",
    length: 6, nextType: null, resendAtMs: 0, resetPeriodSec: 5, resetDateSec: null,
  },
  { at: "waitCode", phoneNumber: PHONE, phoneCodeHash: "h", sinceMs: 1, delivery: { type: "sms", length: 5 }, nextType: "call", resendAtMs: 9, asked: true },
  {
    at: "waitPassword", asking: "newPassword", phoneNumber: null, sinceMs: 1, hint: null, hasRecovery: true, emailPattern: "a", recoveryCode: "1",
  },
  { at: "waitSignUp", phoneNumber: PHONE, phoneCodeHash: "h", sinceMs: 1, terms: { id: "i", text: "t", minAge: null }, agreed: false },
  { at: "closing" },
];

for (const state of STATES) {
  test(`reads a stored ${state.at} back as it was`, (t) => {
    t.deepEqual(decodeSignIn(encodeSignIn(state)), state);
  });

  test(`drops a stored ${state.at} that lacks a field`, (t) => {
    for (const field of Object.keys(state)) {
      const { [field]: _, ...cut } = JSON.parse(JSON.stringify({ form: 1, ...state })) as Record<string, unknown>;
      t.is(decodeSignIn(new TextEncoder().encode(JSON.stringify(cut))), null, field);
    }
  });
}

for (const bytes of ["", "{", "null", "[]", "7", '{"form":2,"at":"closing"}', '{"form":1,"at":"toString"}', '{"form":1,"at":"waitNothing"}']) {
  test(`takes ${JSON.stringify(bytes)} for no sign-in`, (t) => {
    t.is(decodeSignIn(new TextEncoder().encode(bytes)), null);
  });
}
