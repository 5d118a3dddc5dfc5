import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";

import test from "ava";

const CHILD = fileURLToPath(new URL("panickingChild.js", import.meta.url));

// In a process of its own: if the guard were missing it would be gone, and the trace that Rust
// prints does not belong into the test run's output.
test("a panic in the addon is an exception, on the main thread and off it, and the process lives on", async (t) => {
  const { stdout } = await promisify(execFile)(process.execPath, [CHILD]);
  t.deepEqual(JSON.parse(stdout), ["GenericFailure", "ERR_INTERNAL", "ERR_INTERNAL", "still here"]);
});
