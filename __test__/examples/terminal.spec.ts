import { existsSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { DEMO, type TestServer } from "../../ts/testing/index.js";
import { startServer, workdir } from "../helpers/clientHarness.js";
import { CTRL_C, LINE_MODE, runInTerminal, type TerminalOptions, type TerminalSession } from "../helpers/runInTerminal.js";
import { programArguments, programEnv } from "../helpers/runProgram.js";

/** Runs the first program of the README in a terminal. */
function runUser(t: ExecutionContext, server: TestServer, cwd: string, typed: TerminalOptions["typed"]): Promise<TerminalSession | undefined> {
  const env = programEnv({ dcOptions: server.dcOptions, rsaKeys: server.rsaKeys });
  return runInTerminal(t, programArguments("examples/user.js"), { cwd, env, typed });
}

/** Calls of the sign-in that the server has seen. */
function authCalls(server: TestServer): string[] {
  return server.world.rpc.methods().filter((method) => method.startsWith("auth."));
}

const AT_CODE = [
  ["Enter phone number:", `${DEMO.phone}\r`],
  [`Is "${DEMO.phone}" correct? (y/n):`, "y\r"],
] as const;

test("a person signs in at a terminal, the password is not shown, Ctrl-C ends the program", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada", password: "correct horse", passwordHint: "battery" });
  const folder = workdir(t);
  const session = await runUser(t, server, folder, [
    ...AT_CODE,
    ["Enter phone code:", `${DEMO.code}\r`],
    ["Enter password", "correct horse\r"],
    ["Logged in successfully", CTRL_C],
  ]);
  if (session === undefined) return;
  t.is(session.status, 0, session.screen);
  t.regex(session.screen, /Password hint: battery/);
  t.false(session.screen.includes("correct h"), "the password is not echoed");
  t.regex(session.screen, LINE_MODE);
  t.true(existsSync(join(folder, "my_account.session")));
});

test("Ctrl-C at the code leaves the terminal sane, calls the code off, and the next start asks from the beginning", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const folder = workdir(t);
  const first = await runUser(t, server, folder, [...AT_CODE, ["Enter phone code:", CTRL_C]]);
  if (first === undefined) return;
  t.not(first.status, 0);
  t.regex(first.screen, LINE_MODE);
  t.deepEqual(authCalls(server), ["auth.sendCode", "auth.cancelCode"]);

  const second = await runUser(t, server, folder, [["Enter phone number:", CTRL_C]]);
  t.not(second?.status, 0);
  t.regex(second?.screen ?? "", LINE_MODE);
  t.deepEqual(authCalls(server), ["auth.sendCode", "auth.cancelCode"]);
  t.is(server.stats().permanentKeysMade, 1);
});
