import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { stripVTControlCharacters } from "node:util";
import type { ExecutionContext } from "ava";

/** `script` of util-linux opens a terminal for its child; the BSD one takes other arguments. */
const hasScript = spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux") ?? false;

/** What the Ctrl-C key sends. */
export const CTRL_C = "\u0003";
/** What `stty` says of a terminal as a shell wants it. */
export const LINE_MODE = /(?<!-)icanon.*(?<!-)\becho\b/s;

export interface TerminalSession {
  /** What the terminal showed, without its colours; at the end what `stty` says of the terminal as it was left. */
  readonly screen: string;
  /** Exit status of the program. */
  readonly status: number;
}

export interface TerminalOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** What is typed, each once its question stands on the screen. */
  readonly typed: ReadonlyArray<readonly [question: string, keys: string]>;
}

/** Runs Node with the arguments in a terminal of its own; undefined, and a line in the log, where there is none to be had. */
export async function runInTerminal(t: ExecutionContext, args: readonly string[], options: TerminalOptions): Promise<TerminalSession | undefined> {
  if (!hasScript) {
    t.log("no `script` of util-linux here");
    t.pass();
    return undefined;
  }
  const program = [process.execPath, ...args].map((word) => `'${word}'`).join(" ");
  // Ctrl-C reaches the shell, too, and ends it unless it has a trap: dash at once, whatever the program makes of it.
  const command = `trap : INT; ${program}; status=$?; stty -a; exit $status`;
  const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
    stdio: ["pipe", "pipe", "inherit"],
    cwd: options.cwd,
    // `script` runs the command by this shell; where the variable is missing, by /bin/sh.
    env: { ...process.env, ...options.env, SHELL: "/bin/sh" },
  });
  t.teardown(() => child.kill());
  let screen = "";
  let at = 0;
  const left = [...options.typed];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    screen += stripVTControlCharacters(text);
    const [next] = left;
    const found = next === undefined ? -1 : screen.indexOf(next[0], at);
    if (next === undefined || found < 0) return;
    at = found + next[0].length;
    left.shift();
    child.stdin.write(next[1]);
  });
  const [status] = (await once(child, "close")) as [number];
  return { screen, status };
}
