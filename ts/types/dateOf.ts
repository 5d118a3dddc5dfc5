/** Telegram's dates are seconds since 1970; none, or 0, is null. */
export function dateOf(unixSec: number | undefined): Date | null {
  return unixSec === undefined || unixSec === 0 ? null : new Date(unixSec * 1000);
}
