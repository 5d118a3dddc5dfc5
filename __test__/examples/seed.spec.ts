import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { DEMO } from "../../ts/testing/index.js";
import { startServer, workdir } from "../helpers/clientHarness.js";
import { runProgram, until } from "../helpers/runProgram.js";

const TRANSCRIPT = `Enter phone number: Is "${DEMO.phone}" correct? (y/n): Enter phone code: Logged in successfully\n`;

test("the three programs: a person signs in, the name alone is enough afterwards, a bot signs in", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  server.addBot({ token: DEMO.botToken, username: "seed_bot", firstName: "Seed" });
  const folder = workdir(t);
  const access = { dcOptions: server.dcOptions, rsaKeys: server.rsaKeys };
  const isOnline = (): number => server.world.rpc.methods().filter((method) => method === "users.getUsers").length;

  const user = runProgram(t, "examples/user.js", { cwd: folder, access, input: `${DEMO.phone}\ny\n${DEMO.code}\n` });
  await user.untilPrinted("Logged in successfully");
  await until(() => isOnline() === 1);
  user.child.kill("SIGINT");
  t.is(await user.ended, 0, user.output.stderr);
  t.is(user.output.stdout, TRANSCRIPT);
  t.true(existsSync(join(folder, "my_account.session")));

  const again = runProgram(t, "examples/again.js", { cwd: folder, input: "" });
  await until(() => isOnline() === 2);
  again.child.kill("SIGTERM");
  t.is(await again.ended, 0, again.output.stderr);
  t.is(again.output.stdout + again.output.stderr, "");

  const bot = runProgram(t, "examples/bot.js", { cwd: folder, access, input: "" });
  await until(() => isOnline() === 3);
  bot.child.kill("SIGINT");
  t.is(await bot.ended, 0, bot.output.stderr);
  t.is(bot.output.stdout, "");
  t.true(existsSync(join(folder, "my_bot.session")));
});

test("a pipe that ends before all was answered fails at once and names what is missing", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const access = { dcOptions: server.dcOptions, rsaKeys: server.rsaKeys };
  const program = runProgram(t, "examples/user.js", { cwd: workdir(t), access, input: `${DEMO.phone}\ny\n` });
  t.is(await program.ended, 1);
  t.regex(program.output.stderr, /PromptError: .*Enter phone code/);
});

for (const method of ["auth.sendCode", "auth.signIn", "updates.getState", "users.getUsers"]) {
  test(`killed during ${method}, the next start goes on with the same auth key`, async (t) => {
    const server = await startServer(t);
    server.addUser({ phone: DEMO.phone, firstName: "Ada" });
    const folder = workdir(t);
    const access = { dcOptions: server.dcOptions, rsaKeys: server.rsaKeys };
    const input = `${DEMO.phone}\ny\n${DEMO.code}\n`;
    const isSeen = (): boolean => server.world.rpc.methods().includes(method);
    server.faults.add({ kind: "call", method, action: { delayMs: 5000 } });
    const killed = runProgram(t, "examples/user.js", { cwd: folder, access, input });
    await until(isSeen);
    killed.child.kill("SIGKILL");
    t.is(await killed.ended, "SIGKILL");

    server.world.rpc.calls.length = 0;
    // A sign-in that had got further asks for less; what is left over is not read.
    const answers = method === "auth.sendCode" ? input : `${DEMO.code}\n`;
    const next = runProgram(t, "examples/user.js", { cwd: folder, access, input: answers });
    await until(() => server.world.rpc.methods().includes("users.getUsers"));
    next.child.kill("SIGINT");
    t.is(await next.ended, 0, next.output.stderr);
    t.is(server.stats().permanentKeysMade, 1);
  });
}

test("a second signal ends a program whose cleaning up hangs", async (t) => {
  const program = runProgram(t, "__test__/helpers/hangingProgram.js", { cwd: workdir(t) });
  await program.untilPrinted("waiting");
  program.child.kill("SIGINT");
  await program.untilPrinted("cleaning up");
  program.child.kill("SIGINT");
  t.is(await program.ended, 130);
});

test("the README shows the three programs as they are", (t) => {
  const root = new URL("../../../", import.meta.url);
  const readme = readFileSync(new URL("README.md", root), "utf8");
  for (const name of ["user", "bot", "again"]) {
    const program = readFileSync(new URL(`examples/${name}.ts`, root), "utf8").trim();
    t.true(readme.includes(program), `examples/${name}.ts is not in the README as it stands`);
  }
});
