import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { DEMO, type TestServer } from "../../ts/testing/index.js";
import { startServer, workdir } from "../helpers/clientHarness.js";
import { runProgram, type Program } from "../helpers/runProgram.js";

const MAIN = "bundle/cli.js";

/** Runs the command in a folder against a server. */
function heliogram(t: ExecutionContext, cwd: string, server: TestServer | null, ...args: string[]): Program {
  const access = server === null ? undefined : { dcOptions: server.dcOptions, rsaKeys: server.rsaKeys };
  return runProgram(t, MAIN, { cwd, access, args, input: "" });
}

const KEY = ["--api-id", "12345", "--api-hash", "0123456789abcdef0123456789abcdef"];

test("login, whoami, call and logout work on one session", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada", lastName: "Lovelace", username: "ada" });
  const folder = workdir(t);

  const login = heliogram(t, folder, server, "login", "me", ...KEY, "--phone", DEMO.phone, "--code", DEMO.code);
  t.is(await login.ended, 0, login.output.stderr);
  t.regex(login.output.stdout, /^Ada Lovelace @ada \(id \d+, user\)\n$/);

  const whoami = heliogram(t, folder, null, "whoami", "me", "--json");
  t.is(await whoami.ended, 0, whoami.output.stderr);
  t.like(JSON.parse(whoami.output.stdout), { _: "User", firstName: "Ada", lastName: "Lovelace", username: "ada", isBot: false, isSelf: true });

  const call = heliogram(t, folder, null, "call", "me", "users.getUsers", '{"id": [{"_": "inputUserSelf"}]}');
  t.is(await call.ended, 0, call.output.stderr);
  t.like(JSON.parse(call.output.stdout)[0], { _: "user", self: true, username: "ada" });

  const logout = heliogram(t, folder, null, "logout", "me");
  t.is(await logout.ended, 0, logout.output.stderr);
  t.false(existsSync(join(folder, "me.session")));
});

test("session exports what import makes, and inspect shows no key", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const folder = workdir(t);
  t.is(await heliogram(t, folder, server, "login", "me", ...KEY, "--phone", DEMO.phone, "--code", DEMO.code).ended, 0);
  const exporting = heliogram(t, folder, null, "session", "export", "me");
  t.is(await exporting.ended, 0, exporting.output.stderr);
  const text = exporting.output.stdout.trim();
  t.regex(text, /^[\w-]{362}$/);

  const importing = heliogram(t, folder, null, "session", "import", "copy", text);
  t.is(await importing.ended, 0, importing.output.stderr);
  const again = heliogram(t, folder, null, "session", "import", "copy", text);
  t.is(await again.ended, 1);
  t.regex(again.output.stderr, /exists already/);

  const inspecting = heliogram(t, folder, null, "session", "inspect", "copy", "--json");
  t.is(await inspecting.ended, 0, inspecting.output.stderr);
  const shown = JSON.parse(inspecting.output.stdout);
  t.like(shown, { dcId: 2, apiId: 12345, testMode: false, isBot: false });
  t.regex(shown.authKeyId, /^[0-9a-f]{16}$/);
  t.false(inspecting.output.stdout.includes(text.slice(20, 60)));

  const missing = heliogram(t, folder, null, "session", "inspect", "nobody");
  t.is(await missing.ended, 1);
  t.false(existsSync(join(folder, "nobody.session")));
});

test("login signs a bot in", async (t) => {
  const server = await startServer(t);
  server.addBot({ token: DEMO.botToken, username: "seed_bot", firstName: "Seed" });
  const program = heliogram(t, workdir(t), server, "login", "bot", ...KEY, "--bot-token", DEMO.botToken, "--json");
  t.is(await program.ended, 0, program.output.stderr);
  t.like(JSON.parse(program.output.stdout), { isBot: true, firstName: "Seed", lastName: null, username: "seed_bot" });
});

test("call takes 64-bit numbers and bytes in their JSON form", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const folder = workdir(t);
  t.is(await heliogram(t, folder, server, "login", "me", ...KEY, "--phone", DEMO.phone, "--code", DEMO.code).ended, 0);
  const fields = { peer: { _: "inputPeerSelf" }, message: "from the shell", randomId: { $long: "-9007199254740993" } };
  const call = heliogram(t, folder, null, "call", "me", "messages.sendMessage", JSON.stringify(fields), "--json");
  t.is(await call.ended, 0, call.output.stderr);
  t.is(call.output.stdout.trim().split("\n").length, 1);
});

const wrong: readonly (readonly [args: readonly string[], message: RegExp])[] = [
  [["fly"], /no command "fly"/],
  [["whoami"], /NAME is missing/],
  [["whoami", "a", "b"], /unexpected argument: b/],
  [["whoami", "a", "--loud"], /--loud/],
  [["call", "a"], /NAME and METHOD/],
  [["call", "a", "help.getConfig", "{"], /no JSON/],
  [["call", "a", "help.getConfig", "[]"], /JSON object/],
  [["login", "a", "--dc", "nowhere"], /--dc must look like/],
  [["login", "a/b"], /NAME must be a plain file name/],
  [["logout", ""], /NAME must not be empty/],
  [["call", "..", "help.getConfig"], /NAME must be a plain file name/],
  [["logout", "a\\b"], /NAME must be a plain file name/],
  [["login", "a", "--api-id", "seven"], /--api-id must be a positive integer/],
  [["login", "a", "--api-hash", "short"], /--api-hash must be 32/],
  [["login", "a", "--transport", "smoke"], /--transport must be one of/],
  [["login", "a", "--dc", "2=127.0.0.1:99999"], /--dc\[0\]\.port must be 1 to 65535/],
  [["login", "a", "--rsa-key", "nowhere.pem"], /--rsa-key: .*nowhere\.pem/],
  [["session", "inspect", "../a"], /NAME must be a plain file name/],
  [["session"], /inspect, export or import/],
  [["session", "convert", "a"], /inspect, export or import/],
  [["session", "inspect"], /NAME is missing/],
  [["session", "import", "a"], /STRING is missing/],
  [["session", "export", "a", "b"], /unexpected argument: b/],
  [["test-server", "--port", "99999"], /--port must be/],
  [["test-server", "--dc", "9"], /--dc must be/],
  [["test-server", "--password", ""], /--password must not be empty/],
];
for (const [args, message] of wrong) {
  test(`heliogram ${args.join(" ")} exits with 2 and says why`, async (t) => {
    const program = heliogram(t, workdir(t), null, ...args);
    t.is(await program.ended, 2);
    t.regex(program.output.stderr, message);
    t.is(program.output.stdout, "");
  });
}

for (const args of [["--help"], ["login", "--help"], ["whoami", "--help"], ["logout", "--help"], ["call", "--help"], ["test-server", "--help"]]) {
  test(`heliogram ${args.join(" ")} prints its page and exits with 0`, async (t) => {
    const program = heliogram(t, workdir(t), null, ...args);
    t.is(await program.ended, 0);
    t.regex(program.output.stdout, /^heliogram /);
  });
}

test("a session that is not signed in exits with 3, as JSON when asked", async (t) => {
  const program = heliogram(t, workdir(t), null, "whoami", "nobody", "--json");
  t.is(await program.ended, 3);
  t.like(JSON.parse(program.output.stderr), { error: { code: "ERR_SIGN_IN" } });
});

test("an unknown method exits with 1 and names it", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const folder = workdir(t);
  t.is(await heliogram(t, folder, server, "login", "me", ...KEY, "--phone", DEMO.phone, "--code", DEMO.code).ended, 0);
  const program = heliogram(t, folder, null, "call", "me", "help.getMoon");
  t.is(await program.ended, 1);
  t.regex(program.output.stderr, /^heliogram: /);
});

test("test-server prints one line of JSON, serves, and ends with 0 on SIGTERM", async (t) => {
  const folder = workdir(t);
  const program = runProgram(t, MAIN, { cwd: folder, args: ["test-server", "--port", "0", "--dc", "2", "--key-out", "pub.pem", "--password", "hunter2"] });
  await program.untilPrinted("\n");
  const ready = JSON.parse(program.output.stdout);
  t.like(ready, { host: "127.0.0.1", dc: 2, publicKey: "pub.pem", phone: DEMO.phone, code: DEMO.code, password: "hunter2", botToken: DEMO.botToken });
  t.regex(ready.fingerprint, /^[0-9a-f]{16}$/);
  t.true(ready.port > 0 && ready.wsPort > 0 && ready.port !== ready.wsPort);
  t.regex(readFileSync(join(folder, "pub.pem"), "utf8"), /^-----BEGIN RSA PUBLIC KEY-----/);

  const login = runProgram(t, MAIN, {
    cwd: folder,
    args: ["login", "me", ...KEY, "--dc", `2=127.0.0.1:${ready.port}`, "--rsa-key", "pub.pem", "--phone", DEMO.phone, "--code", DEMO.code, "--password", "hunter2"],
    input: "",
  });
  t.is(await login.ended, 0, login.output.stderr);
  program.child.kill("SIGTERM");
  t.is(await program.ended, 0);
});

for (const dc of [1, 4, 5]) {
  test(`test-server --dc ${dc} is a DC that accounts live on`, async (t) => {
    const folder = workdir(t);
    const program = runProgram(t, MAIN, { cwd: folder, args: ["test-server", "--dc", `${dc}`, "--key-out", "pub.pem"] });
    await program.untilPrinted("\n");
    const ready = JSON.parse(program.output.stdout);
    t.is(ready.dc, dc);
    const args = ["login", "me", ...KEY, "--dc", `${dc}=127.0.0.1:${ready.port}`, "--rsa-key", "pub.pem", "--bot-token", DEMO.botToken];
    const login = runProgram(t, MAIN, { cwd: folder, args, input: "" });
    t.is(await login.ended, 0, login.output.stderr);
  });
}

test("test-server says why it cannot start, and ends with 1", async (t) => {
  const { port } = await startServer(t);
  const taken = heliogram(t, workdir(t), null, "test-server", "--port", `${port}`);
  t.is(await taken.ended, 1);
  t.regex(taken.output.stderr, /^heliogram: .*EADDRINUSE/);
  const unwritable = heliogram(t, workdir(t), null, "test-server", "--key-out", "no-such-folder/pub.pem");
  t.is(await unwritable.ended, 1);
  t.regex(unwritable.output.stderr, /^heliogram: .*no-such-folder/);
  t.is(taken.output.stdout + unwritable.output.stdout, "");
});
