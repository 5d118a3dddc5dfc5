// `npm test`: sets up what is missing, then runs all tests, those of the Rust crates first.
//   --only-cargo, --only-ava   one half
//   further arguments          go to ava, such as a compiled spec: dist/__test__/tl/codec.spec.js
import { hand, packageBin, runMain } from "./command.mjs";
import { setUpPeers } from "./peers.mjs";
import { setUp } from "./setup.mjs";
import { countAva, countCargo } from "./tally.mjs";

await runMain(async () => {
  const args = process.argv.slice(2);
  const avaArgs = args.filter((arg) => arg !== "--only-cargo" && arg !== "--only-ava");
  await setUp();
  const totals = { passed: 0, failed: 0, skipped: 0 };
  if (!args.includes("--only-ava")) {
    await run("cargo test", ["cargo", "test", "--workspace"], countCargo, totals);
  }
  if (!args.includes("--only-cargo")) {
    await setUpPeers();
    await run("ava", [...packageBin("ava", "ava"), ...avaArgs], countAva, totals);
  }
  const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : "";
  console.log(`\n${totals.passed} passed, ${totals.failed} failed${skipped}`);
  return totals.failed > 0 ? 1 : 0;
});

async function run(name, command, count, totals) {
  const startedAt = performance.now();
  let output = "";
  const status = await hand(command, { onOutput: (text) => (output += text) });
  const { passed, failed, skipped } = count(output);
  totals.passed += passed;
  // Nothing run, or a failure that no test stands for (a crash, an error of the compiler).
  const isSilentFailure = failed === 0 && (status !== 0 || passed === 0);
  totals.failed += failed + (isSilentFailure ? 1 : 0);
  totals.skipped += skipped;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${name}: ${passed} passed, ${failed} failed, status ${status}, ${seconds} s`);
}
