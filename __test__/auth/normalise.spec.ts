import test from "ava";
import { durationWords } from "../../ts/auth/durationWords.js";
import { emailProblem } from "../../ts/auth/emailAddress.js";
import type { CodeDelivery } from "../../ts/auth/CodeDelivery.js";
import { parsePhoneCode } from "../../ts/auth/phoneCode.js";
import { parsePhoneNumber } from "../../ts/auth/phoneNumber.js";

for (const typed of ["+1-123-456-7890", "1 123 456 7890", "+1 (123) 456-7890", "11234567890", "+1.123.456.7890", "+١ ١٢٣ ٤٥٦ ٧٨٩٠", "＋１１２３４５６７８９０"]) {
  test(`reads ${typed} as a phone number`, (t) => {
    t.deepEqual(parsePhoneNumber(typed), { digits: "11234567890" });
  });
}

for (const typed of ["", "   ", "abc", "+-()", "+1-800-FLOWERS", "1".repeat(33)]) {
  test(`refuses "${typed}" as a phone number without asking Telegram`, (t) => {
    t.true("problem" in parsePhoneNumber(typed));
  });
}

const app: CodeDelivery = { type: "app", length: 5 };
const flash: CodeDelivery = { type: "flashCall", pattern: "+7 (495) ***-12-**" };
const missed: CodeDelivery = { type: "missedCall", prefix: "+44 20", length: 4 };
const word: CodeDelivery = { type: "smsWord", beginning: "B" };
const phrase: CodeDelivery = { type: "smsPhrase", beginning: "once upon" };

const good: ReadonlyArray<readonly [typed: string, delivery: CodeDelivery, code: string]> = [
  ["12345", app, "12345"],
  ["12 345", app, "12345"],
  ["1-2-3-4-5", app, "12345"],
  [" 1–2—3 45 ", app, "12345"],
  ["۱۲۳۴۵", app, "12345"],
  ["123456", { type: "sms", length: 0 }, "123456"],
  ["+7 495 777-12-00", flash, "74957771200"],
  ["123", { type: "flashCall", pattern: "*" }, "123"],
  ["6789", missed, "6789"],
  ["+44 20 7946 6789", missed, "6789"],
  [" banana ", word, "banana"],
  ["Once  upon a\ttime", phrase, "Once upon a time"],
  ["anything goes", { type: "unknown", name: "auth.sentCodeTypePigeon" }, "anything goes"],
];

for (const [typed, delivery, code] of good) {
  test(`takes "${typed}" as a code by ${delivery.type}`, (t) => {
    t.deepEqual(parsePhoneCode(typed, delivery), { code });
  });
}

const bad: ReadonlyArray<readonly [typed: string, delivery: CodeDelivery, problem: RegExp]> = [
  ["", app, /empty/],
  [" - ", app, /empty/],
  ["12a45", app, /digits only/],
  ["hello", app, /digits only/],
  ["1234", app, /5 digits/],
  ["123456", app, /5 digits/],
  ["+7 495 777-13-00", flash, /looks like/],
  ["7495", flash, /looks like/],
  ["unknown", flash, /digits only/],
  ["678", missed, /last 4 digits/],
  ["+33 1 7946 6789", missed, /last 4 digits/],
  ["two words", word, /one word/],
  ["apple", word, /starts with "B"/],
  ["twice upon a time", phrase, /starts with "once upon"/],
];

for (const [typed, delivery, problem] of bad) {
  test(`refuses "${typed}" as a code by ${delivery.type}`, (t) => {
    const parsed = parsePhoneCode(typed, delivery);
    t.regex("problem" in parsed ? parsed.problem : "taken", problem);
  });
}

for (const [seconds, words] of [
  [0, "0 s"],
  [0.2, "1 s"],
  [45, "45 s"],
  [60, "1 min"],
  [65, "1 min 5 s"],
  [3600, "1 h"],
  [7980, "2 h 13 min"],
  [7 * 86_400, "7 d"],
  [86_400 + 60, "1 d"],
] as const) {
  test(`says ${seconds} seconds as ${words}`, (t) => {
    t.is(durationWords(seconds), words);
  });
}

test("takes an e-mail address with one @ between two parts", (t) => {
  t.is(emailProblem("ada@example.org"), null);
  for (const address of ["", "ada", "@example.org", "ada@", "a@b@c", "ada lovelace@example.org"]) {
    t.not(emailProblem(address), null, address);
  }
});
