// `npm run lint`: all checks of the source. Each runs, whatever the others say.
import { join } from "node:path";
import { capture, npm, packageBin, PlainError, root, runMain } from "./command.mjs";
import { setUp } from "./setup.mjs";
import { Stamp } from "./stamp.mjs";
import { step } from "./step.mjs";

// dependency-cruiser parses with the compiler API, which TypeScript 7 has no more: it stands with
// a TypeScript 6 in a folder of its own.
const IMPORTS = join(root, "scripts", "imports");

// A workspace of its own. It compiles with the stable compiler; only running it needs nightly.
const FUZZ = ["--manifest-path", "fuzz/Cargo.toml"];

const CHECKS = [
  ["rustfmt", () => ["cargo", "fmt", "--all", "--check"]],
  ["rustfmt, fuzz targets", () => ["cargo", "fmt", "--check", ...FUZZ]],
  ["clippy", () => ["cargo", "clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]],
  ["clippy, fuzz targets", () => ["cargo", "clippy", "--quiet", ...FUZZ, "--all-targets", "--", "-D", "warnings"]],
  // By types, so that a promise that nobody awaits is found.
  ["oxlint", () => [...packageBin("oxlint", "oxlint"), "--type-aware", "--deny-warnings"]],
  ["tsc", () => [...packageBin("typescript", "tsc"), "--noEmit", "-p", "tsconfig.json"]],
  ["import direction", () => [...packageBin("dependency-cruiser", "depcruise", IMPORTS), "ts"]],
];

await runMain(async () => {
  await setUp();
  await installImportCheck();
  const failures = [];
  for (const [name, command] of CHECKS) {
    try {
      await step(name, () => capture(command()));
    } catch (error) {
      if (!(error instanceof PlainError)) throw error;
      failures.push(name);
      console.log(`${error.output.trimEnd()}\n${error.message}`);
    }
  }
  console.log(failures.length === 0 ? "All checks passed." : `Failed: ${failures.join(", ")}`);
  return failures.length === 0 ? 0 : 1;
});

async function installImportCheck() {
  const stamp = new Stamp("import-check", {
    inputs: ["scripts/imports/package-lock.json"],
    outputs: ["scripts/imports/node_modules/.package-lock.json"],
  });
  if (stamp.isFresh()) return;
  await step("installing dependency-cruiser", () =>
    capture([...npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: IMPORTS }),
  );
  stamp.write();
}
