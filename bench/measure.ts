import type { Promised } from "./Peer.js";

/** One way to do a piece of work. */
export interface Contestant {
  readonly name: string;
  /** Does the work once. */
  readonly run: () => Promised<unknown>;
}

export interface Sampling {
  /** How many samples each contestant gives; the median counts. */
  readonly rounds: number;
  /** How long one sample takes at least. */
  readonly sampleMs: number;
  readonly warmUpMs: number;
}

/** A median and how far the middle half of the samples lies around it, as a part of it. */
export interface Figure {
  readonly value: number;
  readonly spread: number;
}

export const FULL: Sampling = { rounds: 25, sampleMs: 25, warmUpMs: 300 };
export const QUICK: Sampling = { rounds: 5, sampleMs: 8, warmUpMs: 30 };

/** A sample is taken again when less than this part of it was spent on a core. */
const LEAST_ON_CORE = 0.9;
const MAX_TRIES = 4;
/** Longer ones are interrupted on any machine that does something else: to repeat them is vain. */
const LONGEST_REPEATED_MS = 100;

/**
 * Times all contestants in turns, so that whatever else happens on the machine happens to all of
 * them. Gives nanoseconds for one run by name.
 */
export async function race(
  contestants: readonly Contestant[],
  sampling: Sampling,
): Promise<Map<string, Figure>> {
  const runners = [];
  for (const { name, run } of contestants) {
    const iterations = await warmUp(run, sampling);
    runners.push({ name, run, iterations, samples: [] as number[] });
  }
  for (let round = 0; round < sampling.rounds; round++) {
    for (const { run, iterations, samples } of runners) {
      collectYoungGarbage();
      samples.push((await timeOnCore(run, iterations)) / iterations);
    }
  }
  return new Map(runners.map(({ name, samples }) => [name, summarise(samples)]));
}

/** The median of the samples and their spread. */
export function summarise(samples: readonly number[]): Figure {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.round(part * (sorted.length - 1))] ?? Number.NaN;
  const value = at(0.5);
  return { value, spread: (at(0.75) - at(0.25)) / value };
}

/** Takes all garbage away, for who measures memory. There when Node was started with --expose-gc, as scripts/bench.mjs does. */
export function collectGarbage(): void {
  globalThis.gc?.();
}

/**
 * Takes one contestant's garbage away, so that the next does not pay for it. The young part only, as nearly all of it is: a
 * full collection that is forced drops the shapes of all objects that are not in use, and with them all compiled code that
 * knows them, so that what followed would be timed cold. Those that V8 begins itself keep the shapes.
 */
function collectYoungGarbage(): void {
  globalThis.gc?.({ type: "minor" });
}

/** Runs until the compiler has settled; gives how many runs fill one sample. */
async function warmUp(run: Contestant["run"], sampling: Sampling): Promise<number> {
  let iterations = 1;
  let spentMs = 0;
  // The fastest counts: the first ones compile, and any of them may be interrupted by another program.
  let fastestMs = Infinity;
  for (;;) {
    const tookMs = (await time(run, iterations)) / 1e6;
    spentMs += tookMs;
    if (tookMs > 0) fastestMs = Math.min(fastestMs, tookMs / iterations);
    if (spentMs >= sampling.warmUpMs && fastestMs < Infinity) {
      return Math.max(1, Math.ceil(sampling.sampleMs / fastestMs));
    }
    if (tookMs < sampling.sampleMs) iterations *= 2;
  }
}

/**
 * Nanoseconds for so many runs, of the attempt that other programs disturbed least: what they took
 * is no property of what is timed.
 */
async function timeOnCore(run: Contestant["run"], iterations: number): Promise<number> {
  let best = { ns: Number.NaN, onCore: -1 };
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const before = process.cpuUsage();
    const ns = await time(run, iterations);
    const { user, system } = process.cpuUsage(before);
    const onCore = ((user + system) * 1e3) / ns;
    if (onCore > best.onCore) best = { ns, onCore };
    if (onCore >= LEAST_ON_CORE || ns > LONGEST_REPEATED_MS * 1e6) break;
  }
  return best.ns;
}

/** Nanoseconds for so many runs. */
async function time(run: Contestant["run"], iterations: number): Promise<number> {
  const startedAt = process.hrtime.bigint();
  for (let index = 0; index < iterations; index++) {
    const result = run();
    // An `await` costs more than some of the things that are timed: only where there is a promise.
    if (result instanceof Promise) await result;
  }
  return Number(process.hrtime.bigint() - startedAt);
}
