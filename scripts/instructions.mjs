// `npm run instructions`: counts the instructions of the Rust kernels with valgrind, and fails where
// they are more than bench/instructions/budget.json allows. Unlike a time a count does not depend
// on what else the machine does.
//   --update   writes what was counted as the new budget
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareCounts, describeCounts, readCount } from "./budget.mjs";
import { capture, PlainError, root, runMain } from "./command.mjs";
import { step } from "./step.mjs";

const BUDGET = join(root, "bench", "instructions", "budget.json");
const EXAMPLE = ["-p", "heliogram-core", "--example", "instructions", "--profile", "instructions"];

await runMain(async () => {
  const valgrind = await findValgrind();
  await step("compiling the cases", () => capture(["cargo", "build", "--quiet", ...EXAMPLE]));
  const counts = await step("counting", countInstructions);
  const machine = {
    architecture: process.arch,
    valgrind,
    rustc: (await capture(["rustc", "--version"])).trim().split(" ")[1],
  };
  if (process.argv.includes("--update")) {
    const { tolerance } = readBudget();
    const budget = { tolerance, ...machine, instructions: counts };
    writeFileSync(BUDGET, `${JSON.stringify(budget, null, 2)}\n`);
    console.log(`${Object.keys(counts).length} counts are the new budget.`);
    return 0;
  }
  return report(counts, machine);
});

function report(counts, machine) {
  const budget = readBudget();
  if (budget.architecture !== machine.architecture) {
    throw new PlainError(`The budget is for ${budget.architecture}, this is ${machine.architecture}.`);
  }
  const compared = compareCounts(counts, budget.instructions, budget.tolerance);
  console.log(describeCounts(compared));
  for (const what of ["rustc", "valgrind"]) {
    if (budget[what] !== machine[what]) {
      console.log(`Counted with ${what} ${machine[what]}, the budget with ${budget[what]}.`);
    }
  }
  const wrong = compared.filter(({ verdict }) => verdict !== "within" && verdict !== "below");
  if (wrong.length > 0) {
    console.log(`${wrong.length} of ${compared.length} do not keep the budget. If that is meant:`);
    console.log("npm run instructions -- --update, and say why in the commit.");
    return 1;
  }
  if (compared.some(({ verdict }) => verdict === "below")) {
    console.log("Some need less than the budget: write it anew with --update, to keep what was won.");
  }
  return 0;
}

function readBudget() {
  return JSON.parse(readFileSync(BUDGET, "utf8"));
}

async function findValgrind() {
  try {
    return (await capture(["valgrind", "--version"])).trim().replace(/^valgrind-/, "");
  } catch {
    throw new PlainError(
      "valgrind does not run: it is what counts. On Debian or Ubuntu: apt-get install valgrind.",
    );
  }
}

/** Runs the example once for each case: natively it names them, callgrind counts one. */
async function countInstructions() {
  const example = await findExample();
  const names = (await capture([example])).split("\n").filter((name) => name !== "");
  const folder = mkdtempSync(join(tmpdir(), "instructions-"));
  const file = join(folder, "counts");
  const callgrind = [
    ...["valgrind", "--quiet", "--tool=callgrind", `--callgrind-out-file=${file}`],
    "--toggle-collect=instructions::measured*",
  ];
  try {
    const counts = {};
    for (const name of names) {
      await capture([...callgrind, example, name]);
      counts[name] = readCount(readFileSync(file, "utf8"));
    }
    return counts;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function findExample() {
  const metadata = ["cargo", "metadata", "--quiet", "--format-version", "1", "--no-deps"];
  const { target_directory: target } = JSON.parse(await capture(metadata));
  return join(target, EXAMPLE.at(-1), "examples", "instructions");
}
