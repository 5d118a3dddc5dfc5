// Reads from what test runners print how many tests passed, failed and were left out.

/** @param {string} output of `cargo test`: one result line for each test program */
export function countCargo(output) {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  const line = /^test result: \S+ (\d+) passed; (\d+) failed; (\d+) ignored;/gm;
  for (const [, passed, failed, ignored] of output.matchAll(line)) {
    totals.passed += Number(passed);
    totals.failed += Number(failed);
    totals.skipped += Number(ignored);
  }
  return totals;
}

/**
 * @param {string} output of ava's default reporter. Its lines are counted, not its summary, which
 *   tells the passed tests only when none failed. A test file that crashed is a failure too.
 */
export function countAva(output) {
  // oxlint-disable-next-line no-control-regex -- colours are control sequences
  const plain = output.replace(/\u001b\[[0-9;]*m/g, "");
  const count = (pattern) => plain.match(pattern)?.length ?? 0;
  return {
    passed: count(/^ {2}[✔√] /gm),
    failed: count(/^ {2}[✘×] /gm),
    skipped: count(/^ {2}- \[(?:skip|todo)\] /gm),
  };
}
