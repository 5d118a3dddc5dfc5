import { readFileSync, readdirSync } from "node:fs";

import test from "ava";

import { SessionStringError } from "../../ts/errors/index.js";
import { readSessionString, writeSessionString } from "../../ts/storage/index.js";
import { FIXTURES, comparable, expectedSession } from "./fixtures.js";

const NAMES = readdirSync(FIXTURES).filter((name) => name.endsWith(".txt"));
const OURS = NAMES.filter((name) => /^(hydrogram|pyrogram)/.test(name));
const GOOD = readFileSync(new URL("hydrogram-string-a.txt", FIXTURES), "utf8").trim();

test("there are fixtures of every form", (t) => {
  t.true(OURS.some((name) => name.includes("351")) && OURS.some((name) => name.includes("356")));
  t.true(OURS.length >= 8 && NAMES.length - OURS.length >= 15);
});

for (const name of OURS) {
  test(`reads ${name}`, (t) => {
    const text = readFileSync(new URL(name, FIXTURES), "utf8");
    const session = readSessionString(text);
    t.deepEqual(comparable(session), expectedSession(name));
    t.is(session.date, 0);
    if (session.apiId !== null) t.is(writeSessionString(session), text.trim());
  });
}

for (const name of NAMES.filter((other) => !OURS.includes(other))) {
  const producer = { telethon: "Telethon", gramjs: "gramjs", mtcute: "mtcute", mtkruto: "MTKruto" }[name.split("-")[0] ?? ""];
  test(`says that ${name} is of ${producer}`, (t) => {
    const text = readFileSync(new URL(name, FIXTURES), "utf8");
    const error = t.throws(() => readSessionString(text), { instanceOf: SessionStringError });
    t.regex(error.message, new RegExp(`^That is a ${producer} session string`));
  });
}

test("white space and quotes around and inside do no harm", (t) => {
  const wrapped = GOOD.replace(/.{40}/g, "$&\r\n  ");
  t.deepEqual(readSessionString(` "${wrapped}"\n`), readSessionString(GOOD));
  t.deepEqual(readSessionString(`\u201c${GOOD}==\u201d`), readSessionString(GOOD));
});

const changed = (change: (bytes: Buffer) => void): string => {
  const bytes = Buffer.from(GOOD, "base64url");
  change(bytes);
  return bytes.toString("base64url");
};

const BAD: readonly (readonly [what: string, text: string, message: RegExp])[] = [
  ["nothing", " \n", /is empty/],
  ["a cut string", GOOD.slice(0, 361), /cut off .* 361 characters/],
  ["two strings in a row", GOOD + GOOD, /cut off or has something added/],
  ["one character", "A", /cut off/],
  ["a percent sign", `${GOOD.slice(0, 10)}%${GOOD.slice(11)}`, /character .*"%", number 11 /],
  ["a letter of another alphabet", `${GOOD.slice(0, 10)}А${GOOD.slice(11)}`, /number 11 /],
  ["an emoji", `${GOOD.slice(0, 10)}😀${GOOD.slice(12)}`, /"😀", number 11 /],
  ["a bot token", "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11", /bot token.* botToken/],
  ["DC 6", changed((bytes) => bytes.writeUInt8(6, 0)), /damaged/],
  ["a key of zeros", changed((bytes) => bytes.fill(0, 6, 262)), /damaged/],
  ["user id 0", changed((bytes) => bytes.fill(0, 262, 270)), /damaged/],
  ["user id 2^53", changed((bytes) => bytes.writeBigUInt64BE(2n ** 53n, 262)), /damaged/],
  ["a flag of 2", changed((bytes) => bytes.writeUInt8(2, 270)), /damaged/],
];
for (const [what, text, message] of BAD) {
  test(`refuses ${what} and says so, without quoting it`, (t) => {
    const error = t.throws(() => readSessionString(text), { instanceOf: SessionStringError, message });
    t.false(text.length > 20 && error.message.includes(text.slice(0, 20)));
  });
}

test("every prefix of a string is refused", (t) => {
  for (let length = 0; length < GOOD.length; length++) {
    // Here the cut is a whole string of the oldest form, which carries no checksum to tell.
    if (length === 351) continue;
    t.throws(() => readSessionString(GOOD.slice(0, length)), { instanceOf: SessionStringError });
  }
});

test("a text of another type is a TypeError", (t) => {
  // @ts-expect-error: for callers without types
  t.throws(() => readSessionString(Buffer.from(GOOD)), { instanceOf: TypeError });
});

test("a session that is not signed in cannot be written", (t) => {
  const session = readSessionString(GOOD);
  for (const missing of ["authKey", "userId", "isBot"] as const) {
    t.throws(() => writeSessionString({ ...session, [missing]: null }), { instanceOf: SessionStringError, message: /not signed in/ });
  }
  t.throws(() => writeSessionString({ ...session, apiId: null }), { instanceOf: SessionStringError, message: /apiId/ });
  t.throws(() => writeSessionString({ ...session, apiId: 2 ** 32 }), { instanceOf: RangeError });
  t.throws(() => writeSessionString({ ...session, authKey: new Uint8Array(255) }), { instanceOf: RangeError });
});

test("the largest values survive", (t) => {
  const session = { ...readSessionString(GOOD), dcId: 203, apiId: 2 ** 32 - 1, userId: 2 ** 53 - 1, isBot: true, testMode: true };
  t.deepEqual(readSessionString(writeSessionString(session)), session);
});
