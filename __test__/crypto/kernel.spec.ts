import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import test from "ava";

const CHILD = fileURLToPath(new URL("kernelChild.js", import.meta.url));

function run(kernel: string): { status: number | null; output: string; errors: string } {
  const env = { ...process.env, HELIOGRAM_KERNEL: kernel };
  const { status, stdout, stderr } = spawnSync(process.execPath, [CHILD], { env, encoding: "utf8" });
  return { status, output: stdout, errors: stderr };
}

test("HELIOGRAM_KERNEL chooses the kernel, and every kernel computes the same", (t) => {
  const [best, portable] = ["", "portable"].map((name) => JSON.parse(run(name).output) as [string, string]);
  t.is(portable?.[0], "portable");
  t.is(portable?.[1], best?.[1]);
  t.deepEqual(JSON.parse(run(best?.[0] ?? "").output), best);
  if (!best?.[0].startsWith("x86-")) return;
  // What a CPU has, it has with all that is older, best first.
  const names = { vaes: "x86-vaes512", vaes256: "x86-vaes256", aesni: "x86-ni" };
  const shorts = Object.entries(names);
  for (const [short, name] of shorts.slice(shorts.findIndex(([, full]) => full === best[0]))) {
    t.deepEqual(JSON.parse(run(short).output), [name, best[1]]);
  }
});

test("a kernel that does not exist stops the import and names those that do", (t) => {
  const { status, errors } = run("quantum");
  t.is(status, 1);
  t.regex(errors, /HELIOGRAM_KERNEL: no AES kernel "quantum" on this CPU, it has: .*portable/);
  t.regex(errors, /ERR_AES_KERNEL_UNKNOWN/);
});
