import type { NewBot, NewUser } from "./newAccounts.js";
import { phoneDigits } from "./phone.js";

/**
 * Checks a person before anything is made of it: programs in JavaScript are not held back by types, and what
 * no account can have would show up as a riddle at sign-in.
 *
 * @throws TypeError, RangeError naming the field
 */
export function checkNewUser(user: NewUser): void {
  isObject(user, "user");
  isText(user.phone, "phone");
  holds(phoneDigits(user.phone) !== null, `phone must be a phone number of 7 to 15 digits, not ${JSON.stringify(user.phone)}`);
  isName(user.firstName, "firstName");
  isOptional(user.lastName, "lastName", isText);
  isOptional(user.username, "username", isUsername);
  isOptional(user.about, "about", isText);
  isOptional(user.password, "password", isFilled);
  isOptional(user.passwordHint, "passwordHint", isText);
  isOptional(user.recoveryEmail, "recoveryEmail", isEmail);
  isOptional(user.loginEmail, "loginEmail", isEmail);
  isOptional(user.code, "code", isCode);
  isOptional(user.dc, "dc", isNumber);
  isOptional(user.id, "id", isUserId);
}

/**
 * Checks a bot; see {@link checkNewUser}.
 *
 * @returns its user id, which stands in the token
 * @throws TypeError, RangeError naming the field
 */
export function checkNewBot(bot: NewBot): bigint {
  isObject(bot, "bot");
  isText(bot.token, "token");
  const id = BOT_TOKEN.exec(bot.token)?.[1];
  // Its secret must not stand in the message.
  if (id === undefined) throw new RangeError("token must be digits, a colon and a secret, such as 123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11");
  isUsername(bot.username, "username");
  isName(bot.firstName, "firstName");
  isOptional(bot.about, "about", isText);
  isOptional(bot.inlinePlaceholder, "inlinePlaceholder", isText);
  isOptional(bot.wantsInlineFeedback, "wantsInlineFeedback", isBoolean);
  isOptional(bot.joinsGroups, "joinsGroups", isBoolean);
  isOptional(bot.dc, "dc", isNumber);
  return BigInt(id);
}

/** Ids of 15 digits are numbers in JavaScript; those of real bots have 10. */
const BOT_TOKEN = /^([1-9]\d{0,14}):[\w-]+$/;

type Check = (value: unknown, name: string) => void;

function isOptional(value: unknown, name: string, check: Check): void {
  if (value !== undefined) check(value, name);
}

function isObject(value: unknown, name: string): void {
  if (typeof value !== "object" || value === null) throw new TypeError(`${name} must be an object`);
}

function isNumber(value: unknown, name: string): void {
  if (typeof value !== "number") throw new TypeError(`${name} must be a number`);
}

function isBoolean(value: unknown, name: string): void {
  if (typeof value !== "boolean") throw new TypeError(`${name} must be a boolean`);
}

function isText(value: unknown, name: string): asserts value is string {
  if (typeof value !== "string") throw new TypeError(`${name} must be a string`);
}

function isFilled(value: unknown, name: string): asserts value is string {
  isText(value, name);
  holds(value.trim() !== "", `${name} must not be empty`);
}

function isName(value: unknown, name: string): void {
  isFilled(value, name);
  holds(value.length <= 64, `${name} must be at most 64 characters long`);
}

function isUsername(value: unknown, name: string): void {
  isText(value, name);
  holds(/^[A-Za-z]\w{0,31}$/.test(value), `${name} must be a letter and up to 31 letters, digits and underscores, without @`);
}

function isEmail(value: unknown, name: string): void {
  isText(value, name);
  holds(/^[^\s@]+@[^\s@]+$/.test(value), `${name} must be an e-mail address`);
}

function isCode(value: unknown, name: string): void {
  isText(value, name);
  holds(/^[0-9]{3,8}$/.test(value), `${name} must be 3 to 8 digits; other kinds of codes are on order at world.codes`);
}

function isUserId(value: unknown, name: string): void {
  if (typeof value !== "bigint") throw new TypeError(`${name} must be a bigint`);
  holds(value > 0n && value <= BigInt(Number.MAX_SAFE_INTEGER), `${name} must be 1 to 2^53 - 1`);
}

function holds(isGood: boolean, message: string): void {
  if (!isGood) throw new RangeError(message);
}
