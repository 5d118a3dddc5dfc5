/** Where a counter stands after an update (`at`), and by how much the update moved it. */
export interface Step {
  readonly at: number;
  readonly count: number;
}

/** What to do with an update, by the counter it moves. */
export type Verdict = "apply" | "old" | "gap" | "malformed";

/** A counter that seems to fall by more than this was reset by the server (TDLib's figure; spec/client.md §4.1). */
export const RESET_DISTANCE = 1_000_009;

/**
 * The one rule of all counters (spec/client.md §4.1). `local`: how far this client is. A first update ever, whose
 * count is all there is, is as good as any: TDLib refuses it, but a server that counts from 0 sends it.
 */
export function judge(local: number, { at, count }: Step): Verdict {
  const start = at - count;
  if (count < 0 || at <= 0 || start < 0) return "malformed";
  if (start === local) return "apply";
  if (start > local) return "gap";
  return local - start > RESET_DISTANCE ? "apply" : "old";
}

/**
 * How far a counter is after the server has named a place for it, in a difference. It goes backwards only when
 * the distance says that it was reset: else updates that were handled would be handled again.
 */
export function forward(local: number, named: number): number {
  return local - named > RESET_DISTANCE ? named : Math.max(local, named);
}
