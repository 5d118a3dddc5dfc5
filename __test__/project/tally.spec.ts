import test from "ava";

interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const tally: Readonly<Record<"countCargo" | "countAva", (output: string) => Tally>> = await import(
  new URL("../../../scripts/tally.mjs", import.meta.url).href
);

test("cargo's result lines are added up", (t) => {
  const output = [
    "running 3 tests",
    "test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s",
    "test result: FAILED. 4 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1s",
  ].join("\n");
  t.deepEqual(tally.countCargo(output), { passed: 6, failed: 1, skipped: 1 });
});

test("ava's lines are counted, because its summary tells no passes beside failures", (t) => {
  const output = [
    "  ✔ codec › reads what it wrote (120ms)",
    "    ℹ a log line",
    "  ✘ [fail]: codec › writes",
    "  - [skip] codec › later",
    "  ✘ dist/__test__/a.spec.js exited due to SIGKILL",
    "  ─",
    "",
    "  1 test failed",
    "  1 test skipped",
  ].join("\n");
  t.deepEqual(tally.countAva(output), { passed: 1, failed: 2, skipped: 1 });
});

test("colours do not change what is counted", (t) => {
  const output = "  \u001b[32m✔\u001b[39m one\n  \u001b[31m✘ [fail]: two\u001b[39m\n";
  t.deepEqual(tally.countAva(output), { passed: 1, failed: 1, skipped: 0 });
});
