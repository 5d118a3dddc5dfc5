import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test, { type ExecutionContext } from "ava";
import { CTRL_C, LINE_MODE, runInTerminal, type TerminalOptions } from "../helpers/runInTerminal.js";

const PROGRAM = fileURLToPath(new URL("./signInProgram.js", import.meta.url));

interface Session {
  readonly screen: string;
  /** Methods that were called. */
  readonly calls: unknown;
}

/** Runs a script of `signInProgram.ts` and types the answers. */
async function type(t: ExecutionContext, script: string, typed: TerminalOptions["typed"]): Promise<Session | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "heliogram-"));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const report = join(folder, "calls.json");
  const session = await runInTerminal(t, [PROGRAM, script, report], { typed });
  return session && { screen: session.screen, calls: JSON.parse(readFileSync(report, "utf8")) as unknown };
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
  t.regex(session.screen, /GaveUpError: The sign-in was given up at "Enter phone code:"/);
  t.regex(session.screen, LINE_MODE);
  t.deepEqual(session.calls, ["auth.sendCode", "auth.cancelCode"]);
});
