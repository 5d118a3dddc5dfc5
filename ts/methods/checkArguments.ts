/** Ids of messages, topics and stories have 31 bits. @throws TypeError, RangeError naming the parameter */
export function checkMessageId(id: unknown, name = "messageId"): asserts id is number {
  if (typeof id !== "number") throw new TypeError(`${name} must be a number`);
  if (!Number.isInteger(id) || id <= 0 || id >= 2 ** 31) throw new RangeError(`${name} must be a whole number from 1 to 2147483647, got ${id}`);
}

/** One id or several, as a list. @throws TypeError, RangeError naming the parameter */
export function messageIdList(ids: number | readonly number[], name = "messageIds"): number[] {
  const list: readonly number[] = typeof ids === "number" ? [ids] : ids;
  if (!Array.isArray(list)) throw new TypeError(`${name} must be a number or an array of numbers`);
  for (const id of list) checkMessageId(id, name);
  return [...list];
}

/** Unix time in seconds. @throws TypeError for what is no Date, RangeError for an invalid one */
export function unixTime(date: Date | undefined, name: string): number | undefined {
  if (date === undefined) return undefined;
  if (!(date instanceof Date)) throw new TypeError(`${name} must be a Date`);
  const seconds = Math.floor(date.getTime() / 1000);
  if (!Number.isFinite(seconds) || seconds < 0 || seconds >= 2 ** 31) throw new RangeError(`${name} must be a date from 1970 to 2038`);
  return seconds;
}

/** Ids of queries and files have 64 bits: a number would lose some. @throws TypeError, RangeError naming the parameter */
export function checkId(id: unknown, name: string): bigint {
  if (typeof id !== "bigint") throw new TypeError(`${name} must be a bigint`);
  if (id !== BigInt.asIntN(64, id)) throw new RangeError(`${name} must fit 64 bits with sign`);
  return id;
}

/** @throws TypeError naming the parameter */
export function checkString(value: unknown, name: string): asserts value is string {
  if (typeof value !== "string") throw new TypeError(`${name} must be a string`);
}

/** @throws TypeError, RangeError naming the parameter */
export function checkNumber(value: unknown, name: string, minimum: number, maximum: number): asserts value is number {
  if (typeof value !== "number") throw new TypeError(`${name} must be a number`);
  if (!(value >= minimum && value <= maximum)) throw new RangeError(`${name} must be from ${minimum} to ${maximum}, got ${value}`);
}

/** `flag` or nothing: what is left out of a TL object takes no room. */
export function flag(value: boolean | undefined): true | undefined {
  return value === true ? true : undefined;
}
