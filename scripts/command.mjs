// Starts other programs: quietly, with the output kept for the case of a failure, or with the
// terminal handed over.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the package: where every program is started unless told otherwise. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** A failure that is explained by its message alone: printed without a stack. */
export class PlainError extends Error {
  /** @param {string} message @param {string} [output] what the failed program had printed */
  constructor(message, output = "") {
    super(message);
    this.output = output;
  }
}

/**
 * The program and leading arguments that run the script `name` of an installed package.
 * Going by the package's own `bin` needs neither a shell nor `npx`, on any platform.
 * @param {string} packageName @param {string} name @param {string} [folder] whose node_modules
 */
export function packageBin(packageName, name, folder = root) {
  const manifest = join(folder, "node_modules", packageName, "package.json");
  const { bin } = JSON.parse(readFileSync(manifest, "utf8"));
  const script = typeof bin === "string" ? bin : bin[name];
  return [process.execPath, join(dirname(manifest), script)];
}

/** The program and leading arguments of npm: the one that runs us, else the one beside node. */
export function npm() {
  const script = process.env.npm_execpath;
  if (script?.endsWith("npm-cli.js")) return [process.execPath, script];
  const beside = join(dirname(process.execPath), "..", "lib", "node_modules", "npm", "bin", "npm-cli.js");
  return existsSync(beside) ? [process.execPath, beside] : ["npm"];
}

/**
 * Runs a program to its end and gives back what it printed.
 * @param {readonly string[]} command
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<string>}
 */
export function capture(command, options = {}) {
  const [program, ...args] = command;
  return new Promise((resolve, reject) => {
    const child = start(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text) => (output += text));
    }
    child.on("error", (error) => reject(new PlainError(`${program}: ${error.message}`)));
    child.on("close", (status, signal) => {
      if (status === 0) resolve(output);
      else reject(new PlainError(`${title(command)} ended with ${signal ?? `status ${status}`}`, output));
    });
  });
}

/**
 * Runs a program with our standard streams and gives back its exit status.
 * @param {readonly string[]} command
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onOutput?: (text: string) => void }} [options]
 *   onOutput: also sees all that the program prints, which is then no longer a terminal for it
 * @returns {Promise<number>}
 */
export function hand(command, { onOutput, ...options } = {}) {
  const [program, ...args] = command;
  return new Promise((resolve, reject) => {
    const stdio = onOutput ? ["inherit", "pipe", "pipe"] : "inherit";
    const child = start(program, args, { ...options, stdio });
    for (const [stream, ours] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      stream?.setEncoding("utf8");
      stream?.on("data", (text) => {
        ours.write(text);
        onOutput?.(text);
      });
    }
    // Ctrl-C of the terminal reaches the child as well: it decides how to end, we follow.
    process.on("SIGINT", ignore);
    const forward = () => child.kill("SIGTERM");
    process.on("SIGTERM", forward);
    const settle = () => {
      process.off("SIGINT", ignore);
      process.off("SIGTERM", forward);
    };
    child.on("error", (error) => {
      settle();
      reject(new PlainError(`${program}: ${error.message}`));
    });
    child.on("close", (status, signal) => {
      settle();
      resolve(status ?? (signal === "SIGINT" ? 130 : 143));
    });
  });
}

function ignore() {}

function start(program, args, options) {
  return spawn(program, args, {
    cwd: root,
    // npm is a batch file on Windows: only a shell can start it.
    shell: process.platform === "win32" && program === "npm",
    ...options,
  });
}

function title(command) {
  return command
    .filter((part) => part !== process.execPath)
    .map((part) => part.replace(/^.*[\\/]node_modules[\\/]/, ""))
    .join(" ");
}

/**
 * Runs the main function of a script: a PlainError becomes its message and status 1.
 * @param {() => Promise<number | void>} main gives the exit status
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    if (error.output !== "") process.stderr.write(`\n${error.output.trimEnd()}\n`);
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}
