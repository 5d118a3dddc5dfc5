import { UsageError } from "./Command.js";

/** How what the library names is written on the command line. */
const AS_TYPED: ReadonlyMap<string, string> = new Map([
  ["name", "NAME"],
  ["apiId", "--api-id"],
  ["apiHash", "--api-hash"],
  ["transport", "--transport"],
  ["dcOptions", "--dc"],
  ["rsaKeys", "--rsa-key"],
]);

/**
 * Runs a check of the library on what was typed.
 *
 * @throws UsageError in place of the TypeError or RangeError that names an argument
 */
export function orUsageError<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    throw new UsageError(error.message.replace(/^\w+/, (argument) => AS_TYPED.get(argument) ?? argument));
  }
}
