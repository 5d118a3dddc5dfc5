import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { SeedReport } from "./runSeed.js";

/** What a process full of seeds has shown. */
export interface ChaosReport {
  readonly seeds: readonly SeedReport[];
  /** Heap after a collection, KiB, as the seeds went by. */
  readonly heapsKiB: readonly number[];
  readonly unhandled: readonly string[];
  /** How the process ended by itself, or null when it had to be killed. */
  readonly exitCode: number | null;
}

/** A process that has done its work has this long to end by itself. */
const LINGER_MS = 15_000;

/** Runs seeds in a process of their own. */
export async function runChaos(first: number, count: number, onSeed: (report: SeedReport) => void = () => {}): Promise<ChaosReport> {
  const program = fileURLToPath(new URL("program.js", import.meta.url));
  const child = spawn(process.execPath, [program, String(first), String(count)], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const seeds: SeedReport[] = [];
  const heapsKiB: number[] = [];
  const unhandled: string[] = [];
  let linger: NodeJS.Timeout | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    const told = JSON.parse(line) as Partial<SeedReport> & { heapKiB?: number; resources?: unknown; unhandled?: string };
    if (told.unhandled !== undefined) unhandled.push(told.unhandled);
    if (told.heapKiB !== undefined) heapsKiB.push(told.heapKiB);
    if (told.resources !== undefined) linger = setTimeout(() => child.kill("SIGKILL"), LINGER_MS);
    if (told.seed === undefined) continue;
    const report: SeedReport = { ms: 0, answered: 0, refused: 0, broken: [], blows: [], ...told, seed: told.seed };
    seeds.push(report);
    onSeed(report);
  }
  const [exitCode] = (await exited) as [number | null];
  if (linger !== null) clearTimeout(linger);
  return { seeds, heapsKiB, unhandled, exitCode };
}

/** A rule that was broken, with all that is needed to see it again. */
export function describe({ seed, broken, blows }: SeedReport): string {
  return [`seed ${seed}:`, ...broken.map((rule) => `  ${rule}`), "  the storm:", ...blows.map((blow) => `    ${blow}`)].join("\n");
}
