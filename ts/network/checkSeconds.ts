/** Checks a time that came from the user. @throws TypeError, RangeError naming it */
export function checkSeconds(value: unknown, name: string): number {
  if (typeof value !== "number") throw new TypeError(`${name} must be a number`);
  if (!(value >= 0 && value <= 86_400)) throw new RangeError(`${name} must be 0 to 86400 seconds`);
  return value;
}
