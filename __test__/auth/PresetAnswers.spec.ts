import test from "ava";
import { PromptError } from "../../ts/errors/index.js";
import { SignInFlow } from "../../ts/auth/SignInFlow.js";
import type { PresetAnswers } from "../../ts/auth/PresetAnswers.js";
import { FakeTelegram, on, READABLE_SRP } from "./FakeTelegram.js";
import { authorization, password, PHONE, sentCode } from "./objects.js";
import { person } from "./ScriptedPrompter.js";

test("signs in from values alone, without a word", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", sentCode()),
    on("auth.signIn", "401 SESSION_PASSWORD_NEEDED"),
    on("account.getPassword", password()),
    on("account.getPassword", password()),
    on("auth.checkPassword", authorization()),
  );
  const nobody = person();
  const answers: PresetAnswers = { phoneNumber: PHONE, phoneCode: "12345", password: "right" };
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: nobody.prompter, answers }).run();
  t.deepEqual(nobody.questions, []);
  t.false(nobody.seen.includes("signed in"));
});

test("signs in from functions, which are told what is asked", async (t) => {
  const telegram = new FakeTelegram(on("auth.sendCode", sentCode()), on("auth.signIn", authorization()));
  const told: unknown[] = [];
  const answers: PresetAnswers = {
    phoneNumber: () => PHONE,
    phoneCode: (info) => {
      told.push(info);
      return Promise.resolve("12345");
    },
  };
  await new SignInFlow(telegram, { srp: READABLE_SRP, prompter: person().prompter, answers }).run();
  t.like(told[0], { question: { kind: "phoneCode", delivery: { type: "app", length: 5 } }, refusal: null });
});

const refusals: ReadonlyArray<readonly [title: string, answers: PresetAnswers, telegram: () => FakeTelegram, kind: string]> = [
  ["a number", { phoneNumber: PHONE }, () => new FakeTelegram(on("auth.sendCode", "400 PHONE_NUMBER_BANNED")), "phoneNumber"],
  ["a number of letters", { phoneNumber: "abc" }, () => new FakeTelegram(), "phoneNumber"],
  ["an empty number", { phoneNumber: "" }, () => new FakeTelegram(), "phoneNumber"],
  [
    "a wrong code", { phoneNumber: PHONE, phoneCode: "11111" },
    () => new FakeTelegram(on("auth.sendCode", sentCode()), on("auth.signIn", "400 PHONE_CODE_INVALID")), "phoneCode",
  ],
  [
    "an expired code", { phoneNumber: PHONE, phoneCode: "11111" },
    () => new FakeTelegram(on("auth.sendCode", sentCode()), on("auth.signIn", "400 PHONE_CODE_EXPIRED"), on("auth.sendCode", sentCode())), "phoneCode",
  ],
  [
    "a password", { phoneNumber: PHONE, password: "wrong" },
    () => new FakeTelegram(
      on("auth.sendCode", "401 SESSION_PASSWORD_NEEDED"), on("account.getPassword", password()),
      on("account.getPassword", password()), on("auth.checkPassword", "400 PASSWORD_HASH_INVALID"),
    ), "password",
  ],
  ["a bot token", { botToken: "1:A" }, () => new FakeTelegram(on("auth.importBotAuthorization", "400 ACCESS_TOKEN_INVALID")), "botToken"],
];

for (const [title, answers, telegram, kind] of refusals) {
  test(`does not offer ${title} again that was refused, but asks the person`, async (t) => {
    const nobody = person();
    const played = telegram();
    await t.throwsAsync(new SignInFlow(played, { srp: READABLE_SRP, prompter: nobody.prompter, answers }).run(), { instanceOf: PromptError });
    t.deepEqual(nobody.questions.map((question) => question.kind), [kind]);
    t.deepEqual(played.left, []);
  });
}

test("asks a function three times at most, and tells it why", async (t) => {
  const wrong = on("auth.signIn", "400 PHONE_CODE_INVALID");
  const telegram = new FakeTelegram(on("auth.sendCode", sentCode()), wrong, wrong, wrong);
  const reasons: Array<string | undefined> = [];
  const nobody = person();
  const answers: PresetAnswers = {
    phoneNumber: PHONE,
    phoneCode: ({ refusal }) => {
      reasons.push(refusal?.words);
      return "11111";
    },
  };
  await t.throwsAsync(new SignInFlow(telegram, { srp: READABLE_SRP, prompter: nobody.prompter, answers }).run(), {
    instanceOf: PromptError,
    message: /^The code is wrong\. /,
  });
  t.deepEqual(reasons, [undefined, "The code is wrong.", "The code is wrong."]);
  t.deepEqual(nobody.questions.map((question) => question.kind), ["phoneCode"]);
});

test("names the function that gives no string", async (t) => {
  const telegram = new FakeTelegram(on("auth.sendCode", sentCode()));
  const answers = { phoneNumber: PHONE, phoneCode: () => JSON.parse("12345") as string };
  await t.throwsAsync(new SignInFlow(telegram, { srp: READABLE_SRP, prompter: person().prompter, answers }).run(), {
    instanceOf: TypeError,
    message: /`phoneCode`/,
  });
});

test("takes an empty code or password for none", async (t) => {
  const telegram = new FakeTelegram(
    on("auth.sendCode", sentCode(undefined, { nextType: { _: "auth.codeTypeSms" } })),
    on("auth.signIn", "401 SESSION_PASSWORD_NEEDED"),
    on("account.getPassword", password()),
  );
  const ada = person(["phoneCode", "12345"]);
  const answers: PresetAnswers = { phoneNumber: PHONE, phoneCode: "", password: "" };
  await t.throwsAsync(new SignInFlow(telegram, { srp: READABLE_SRP, prompter: ada.prompter, answers }).run(), { instanceOf: PromptError });
  t.deepEqual(ada.questions.map((question) => question.kind), ["phoneCode", "password"]);
});
