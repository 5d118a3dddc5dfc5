// The other libraries that the tests talk with and the benchmarks compare with. They are no
// dependencies of the package: they live in bench/node_modules and .cache/python.
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { capture, npm, root, runMain } from "./command.mjs";
import { Stamp } from "./stamp.mjs";
import { step } from "./step.mjs";

const VENV = join(".cache", "python");
const PYTHON = join(VENV, ...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]));
const REQUIREMENTS = "bench/requirements.txt";

const npmPeers = new Stamp("npm-peers", {
  inputs: ["bench/package.json", "bench/package-lock.json"],
  outputs: ["bench/node_modules/.package-lock.json"],
});

const pythonPeers = new Stamp("python-peers", { inputs: [REQUIREMENTS], outputs: [PYTHON] });

/** Installs what is missing. Without Python the tests that need it are left out, and told so. */
export async function setUpPeers() {
  if (!npmPeers.isFresh()) {
    npmPeers.remove();
    await step("installing the peers from npm", () =>
      // No scripts: @mtcute/node keeps its session in memory here, and better-sqlite3 unbuilt.
      capture([...npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
        cwd: join(root, "bench"),
      }),
    );
    npmPeers.write();
  }
  if (!pythonPeers.isFresh()) {
    pythonPeers.remove();
    const problem = await step("installing the peers from PyPI", makeVenv);
    if (problem === null) pythonPeers.write();
    else console.log(`The tests with Hydrogram and Telethon are left out: ${problem}`);
  }
}

async function makeVenv() {
  rmSync(join(root, VENV), { recursive: true, force: true });
  const python = await findPython();
  if (python === null) return "there is no Python 3 (python3).";
  try {
    await capture([python, "-m", "venv", VENV]);
  } catch {
    rmSync(join(root, VENV), { recursive: true, force: true });
    return "Python has no venv (on Debian or Ubuntu: apt-get install python3-venv).";
  }
  try {
    await capture([
      join(root, PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
      "--retries", "1", "--timeout", "30", "--requirement", REQUIREMENTS,
    ]);
    return null;
  } catch (error) {
    // Half a folder would be taken for a working one.
    rmSync(join(root, VENV), { recursive: true, force: true });
    return `pip could not install ${REQUIREMENTS}.\n${error.output?.trimEnd() ?? error.message}`;
  }
}

async function findPython() {
  for (const name of ["python3", "python"]) {
    try {
      if (/Python 3\./.test(await capture([name, "--version"]))) return name;
    } catch {
      // The next name, then.
    }
  }
  return null;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runMain(async () => {
    await setUpPeers();
    if (!existsSync(join(root, PYTHON))) console.log("Only the peers from npm are there.");
  });
}
