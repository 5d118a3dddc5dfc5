import { StopSignals } from "./StopSignals.js";

/** The wait under way. */
let current: StopSignals | null = null;
/** The last finished wait: it still ends the process if a second signal comes while its owner cleans up. */
let finished: StopSignals | null = null;

/**
 * Keeps the process up until it is asked to stop: SIGINT (Ctrl-C) or SIGTERM. A second signal, while the
 * caller cleans up, ends the process at once. Callers that wait at the same time share one signal.
 *
 * @returns the signal that ended the wait
 * @example
 * await client.start();
 * await idle();
 * await client.stop();
 */
export async function idle(): Promise<NodeJS.Signals> {
  if (current === null) {
    finished?.release();
    finished = null;
    current = new StopSignals();
  }
  const mine = current;
  const signal = await mine.received;
  if (current === mine) {
    current = null;
    finished = mine;
  }
  return signal;
}
