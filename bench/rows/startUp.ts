import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Figure, Sampling } from "../measure.js";
import { summarise } from "../measure.js";
import type { Row } from "../Row.js";

const BENCH = new URL("../../../bench/", import.meta.url);
/** What users import: the package's bundle. */
const OURS = import.meta.resolve("heliogram");

/** A program for each library: it imports it and makes the first client, connecting nowhere. */
const PROGRAMS: ReadonlyMap<string, string> = new Map([
  ["bare", ""],
  [
    "ours",
    `import { Client } from ${JSON.stringify(OURS)};
    new Client("bench", { apiId: 1, apiHash: "0123456789abcdef0123456789abcdef", inMemory: true });`,
  ],
  [
    "mtcute",
    `import { MemoryStorage, TelegramClient } from "@mtcute/node";
    new TelegramClient({ apiId: 1, apiHash: "0123456789abcdef", storage: new MemoryStorage() });`,
  ],
  ...[
    ["gramjs", "telegram"],
    ["teleproto", "teleproto"],
  ].map(([name, packageName]): [string, string] => [
    String(name),
    `import telegram from "${packageName}";
    import sessions from "${packageName}/sessions/index.js";
    new telegram.TelegramClient(new sessions.StringSession(""), 1, "0123456789abcdef", { baseLogger: new telegram.Logger("none") });`,
  ]),
]);

// Some clients keep timers, so that their programs would not end by themselves.
const END = "\nconsole.log(process.memoryUsage.rss()); process.exit(0);";

interface Start {
  readonly wallMs: number;
  readonly memoryMiB: number;
}

/** Time and memory that a library costs before it does anything, above a bare Node. */
export const startUpRows: readonly Row[] = [
  row("start-up-wall", "ms", ({ wallMs }) => wallMs),
  row("start-up-memory", "MiB", ({ memoryMiB }) => memoryMiB),
];

let measured: Promise<Map<string, Start[]>> | undefined;

function row(name: string, unit: "ms" | "MiB", choose: (start: Start) => number): Row {
  return {
    name,
    unit,
    better: "lower",
    async measure(_peers, sampling) {
      measured ??= startAll(sampling);
      const starts = await measured;
      const bare = summarise((starts.get("bare") ?? []).map(choose)).value;
      return new Map(
        [...starts]
          .filter(([program]) => program !== "bare")
          .map(([program, list]): [string, Figure] => [
            program,
            summarise(list.map((sample) => choose(sample) - bare)),
          ]),
      );
    },
  };
}

async function startAll({ rounds }: Sampling): Promise<Map<string, Start[]>> {
  const starts = new Map<string, Start[]>();
  // Once for the page cache, then in turns.
  for (const name of PROGRAMS.keys()) start(name);
  for (let round = 0; round < Math.min(rounds, 11); round++) {
    for (const name of PROGRAMS.keys()) {
      starts.set(name, [...(starts.get(name) ?? []), start(name)]);
    }
  }
  return starts;
}

function start(name: string): Start {
  const program = (PROGRAMS.get(name) ?? "") + END;
  const startedAt = process.hrtime.bigint();
  const child = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: fileURLToPath(BENCH),
    encoding: "utf8",
  });
  const wallMs = Number(process.hrtime.bigint() - startedAt) / 1e6;
  if (child.status !== 0) throw new Error(`${name} did not start: ${child.stderr}`);
  const lines = child.stdout.trim().split("\n");
  return { wallMs, memoryMiB: Number(lines.at(-1)) / 2 ** 20 };
}
