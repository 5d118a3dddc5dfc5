import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ExecutionContext } from "ava";
import type { ServerAccess } from "./startServerProcess.js";

const DIST = new URL("../../", import.meta.url);

export interface Program {
  readonly child: ChildProcess;
  /** Everything written so far. */
  readonly output: { stdout: string; stderr: string };
  /** Resolves when standard output contains the text; rejects when the program ends before. */
  untilPrinted(text: string): Promise<void>;
  /** Resolves to the exit status, or the signal's name. */
  readonly ended: Promise<number | string>;
}

export interface ProgramOptions {
  readonly args?: readonly string[];
  readonly cwd: string;
  /** The test's server, made the default of every client. */
  readonly access?: ServerAccess | undefined;
  /** Written to standard input, which is then closed; undefined leaves it open. */
  readonly input?: string | undefined;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a compiled program of this repository, named by its place in dist/; killed after the test if it still runs. */
export function runProgram(t: ExecutionContext, file: string, options: ProgramOptions): Program {
  const preload = new URL("__test__/helpers/useTestServer.js", DIST);
  const child = spawn(
    process.execPath,
    ["--import", pathToFileURL(fileURLToPath(preload)).href, fileURLToPath(new URL(file, DIST)), ...(options.args ?? [])],
    {
      cwd: options.cwd,
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, ...options.env, HELIOGRAM_TEST_ACCESS: JSON.stringify(options.access ?? {}) },
    },
  );
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (output.stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (output.stderr += String(chunk)));
  // A program that is killed may never read its input.
  child.stdin.on("error", () => {});
  if (options.input !== undefined) child.stdin.end(options.input);
  const ended = once(child, "close").then(([status, signal]) => (status ?? signal) as number | string);
  t.teardown(() => child.kill("SIGKILL"));
  const untilPrinted = async (text: string): Promise<void> => {
    const over = ended.then((status) => {
      throw new Error(`the program ended (${status}) before it printed ${JSON.stringify(text)}:\n${output.stdout}\n${output.stderr}`);
    });
    over.catch(() => {});
    while (!output.stdout.includes(text)) await Promise.race([once(child.stdout, "data"), over]);
  };
  return { child, output, ended, untilPrinted };
}

/** Resolves when the condition holds; rejects after ten seconds. */
export async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 10) {
    if (waited > 10_000) throw new Error("what was waited for did not happen within 10 s");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
