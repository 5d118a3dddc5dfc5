import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import test, { type ExecutionContext } from "ava";

const PROGRAM = fileURLToPath(new URL("./signInProgram.js", import.meta.url));

/** `script` of util-linux opens a terminal for its child; the BSD one takes other arguments. */
const hasScript = spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux") ?? false;

const CTRL_C = "\u0003";
/** What `stty` says of a terminal as a shell wants it. */
const LINE_MODE = /(?<!-)icanon.*(?<!-)\becho\b/s;

interface Session {
  /** What the terminal showed, without its colours. */
  readonly screen: string;
  /** Methods that were called. */
  readonly calls: unknown;
}

/**
 * Types each answer once its question stands on the screen; afterwards `stty` says how the terminal was
 * left. Undefined where there is no terminal to be had.
 */
async function type(t: ExecutionContext, script: string, typed: ReadonlyArray<readonly [question: string, keys: string]>): Promise<Session | undefined> {
  if (!hasScript) {
    t.log("no `script` of util-linux here");
    t.pass();
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), "heliogram-"));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const report = join(folder, "calls.json");
  const command = `'${process.execPath}' '${PROGRAM}' ${script} '${report}'; stty -a`;
  const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], { stdio: ["pipe", "pipe", "inherit"] });
  let screen = "";
  let at = 0;
  const left = [...typed];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    screen += stripVTControlCharacters(text);
    const [next] = left;
    const found = next === undefined ? -1 : screen.indexOf(next[0], at);
    if (next === undefined || found < 0) return;
    at = found + next[0].length;
    left.shift();
    child.stdin.write(next[1]);
  });
  await once(child, "close");
  return { screen, calls: JSON.parse(readFileSync(report, "utf8")) as unknown };
}

test("asks the same questions on a terminal, and leaves it as it was", async (t) => {
  const session = await type(t, "plain", [
    ["Enter phone number:", "+1-123-456-7890\r"],
    ['Is "+1-123-456-7890" correct? (y/n):', "y\r"],
    ["Enter phone code:", "12345\r"],
  ]);
  if (session === undefined) return;
  t.regex(session.screen, /\nLogged in successfully\r\n/);
  t.regex(session.screen, LINE_MODE);
  t.deepEqual(session.calls, ["auth.sendCode", "auth.signIn"]);
});

test("does not show the password while it is typed", async (t) => {
  const session = await type(t, "password", [
    ["Enter phone number:", "+1-123-456-7890\r"],
    ["correct? (y/n):", "y\r"],
    ["Enter phone code:", "12345\r"],
    ["Enter password (empty to recover):", "hunter2\r"],
  ]);
  if (session === undefined) return;
  t.regex(session.screen, /Logged in successfully/);
  t.false(session.screen.includes("hunter"));
});

test("gives up at Ctrl-C: calls the code off, and leaves the terminal as it was", async (t) => {
  const session = await type(t, "cancel", [
    ["Enter phone number:", "+1-123-456-7890\r"],
    ["correct? (y/n):", "y\r"],
    ["Enter phone code:", CTRL_C],
  ]);
  if (session === undefined) return;
  t.regex(session.screen, /PromptError: The sign-in was given up at "Enter phone code:"/);
  t.regex(session.screen, LINE_MODE);
  t.deepEqual(session.calls, ["auth.sendCode", "auth.cancelCode"]);
});
