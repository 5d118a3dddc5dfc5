import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import test from "ava";
import type { BadNetworkReport } from "./badNetworkProgram.js";

const PROGRAM = fileURLToPath(new URL("badNetworkProgram.js", import.meta.url));

// Packets of the size that a real link has. Kernels without netem have a token bucket: what its short queue cannot hold is
// lost, and what it can comes late.
const BAD_LINK = [
  "ip link set lo mtu 1500 gso_max_segs 1 up",
  "{ tc qdisc add dev lo root netem delay 50ms 25ms loss 10% 2>/dev/null || tc qdisc add dev lo root tbf rate 160kbit burst 2kb limit 4kb; }",
].join(" && ");

const probe = spawnSync("unshare", ["-rn", "sh", "-c", BAD_LINK], { encoding: "utf8" });
const onBadLink = probe.status === 0 ? test : test.skip;
// A namespace needs root or user namespaces, and Linux; tc and ip are in Debian's iproute2.
if (probe.status !== 0) console.log(`Without the bad link: ${probe.error?.message ?? probe.stderr.trim()}`);

onBadLink("over a link that loses packets and breaks off, all calls are answered and all messages come, in order", async (t) => {
  t.timeout(60_000);
  const shell = ["-rn", "sh", "-c", `${BAD_LINK} && exec "$0" "$1"`, process.execPath, PROGRAM];
  const { stdout } = await promisify(execFile)("unshare", shell, { timeout: 40_000, killSignal: "SIGKILL" });
  const report: BadNetworkReport = JSON.parse(stdout);
  t.deepEqual(report.failed, []);
  t.is(report.answered, 200);
  t.deepEqual(report.texts, Array.from({ length: 100 }, (_, index) => `${index + 1}`));
  t.true(report.dropped > 0, "the link was good");
  t.log(`${report.dropped} packets were lost`);
});
