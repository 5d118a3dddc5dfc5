import test, { type ExecutionContext } from "ava";
import { Client } from "../../ts/index.js";
import { DEMO, type TestServer } from "../../ts/testing/index.js";
import { nobody, startServer, workdir } from "../helpers/clientHarness.js";
import { Browser } from "../helpers/Browser.js";
import { runProgram, type Program } from "../helpers/runProgram.js";

/** Starts the example in the folder. */
async function startPage(t: ExecutionContext, cwd: string, server: TestServer | null): Promise<{ program: Program; url: string }> {
  const access = server === null ? undefined : { dcOptions: server.dcOptions, rsaKeys: server.rsaKeys };
  const program = runProgram(t, "examples/webSignIn.js", { cwd, access, env: { PORT: "0" } });
  await program.untilPrinted("to sign in\n");
  const [url = ""] = /http:\S+/.exec(program.output.stdout) ?? [];
  return { program, url };
}

/** Ends the example as Ctrl-C does. */
async function stopPage(t: ExecutionContext, { child, ended, output }: Program): Promise<void> {
  child.kill("SIGINT");
  t.is(await ended, 0, output.stderr);
  t.is(output.stderr, "");
}

/** A browser, or a line in the log and a test that has passed. */
async function openBrowser(t: ExecutionContext): Promise<Browser | null> {
  const browser = await Browser.open(t);
  if (browser === null) {
    t.log("no /usr/bin/chromium here");
    t.pass();
  }
  return browser;
}

/** Posts a form as a browser does on the page of `origin`; redirects are not followed. */
function post(url: string, fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(url, { method: "POST", body: new URLSearchParams(fields), headers, redirect: "manual" });
}

test("signs in through Chromium: phone, a wrong code, the code, the password", async (t) => {
  const browser = await openBrowser(t);
  if (browser === null) return;
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada", lastName: "<b>Lovelace</b>", password: "correct horse", passwordHint: "<script>document.title='owned'</script>" });
  const folder = workdir(t);
  const { program, url } = await startPage(t, folder, server);

  await browser.goTo(url);
  t.regex(await browser.text(), /Phone number/);
  await browser.submit(DEMO.phone);
  t.regex(await browser.text(), /The code was sent to .*\n[^]*Code \(empty to send it again\)/);
  await browser.submit("99999");
  t.regex(await browser.text(), /The code is wrong/);
  await browser.submit("1-2-3-4-5");
  const atPassword = await browser.text();
  t.regex(atPassword, /Password/);
  t.true(atPassword.includes("<script>document.title='owned'</script>"), "the hint is shown as text");
  t.is(await browser.evaluate("document.title"), "Sign in");
  t.is(await browser.evaluate("document.querySelector('[name=answer]').type"), "password");
  await browser.submit("correct horse");
  t.is((await browser.text()).trim(), "Hello Ada <b>Lovelace</b>");
  await browser.goTo(url);
  t.is((await browser.text()).trim(), "Hello Ada <b>Lovelace</b>");
  await stopPage(t, program);

  const again = new Client("web_account", { workdir: folder, prompter: nobody });
  t.teardown(() => again.stop());
  await again.start();
  t.is(again.me?.firstName, "Ada");
  t.is(server.stats().permanentKeysMade, 1);
});

test("goes on in Chromium after the program was killed between asking for the code and entering it", async (t) => {
  const browser = await openBrowser(t);
  if (browser === null) return;
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const folder = workdir(t);
  const before = await startPage(t, folder, server);
  await browser.goTo(before.url);
  await browser.submit(DEMO.phone);
  before.program.child.kill("SIGKILL");
  t.is(await before.program.ended, "SIGKILL");

  const after = await startPage(t, folder, null);
  await browser.goTo(after.url);
  t.regex(await browser.text(), /The code was sent to .*\n[^]*Code/);
  await browser.submit(DEMO.code);
  t.is((await browser.text()).trim(), "Hello Ada");
  await stopPage(t, after.program);

  // Signed in already: nothing is asked.
  const last = await startPage(t, folder, null);
  await browser.goTo(last.url);
  t.is((await browser.text()).trim(), "Hello Ada");
  await stopPage(t, last.program);
  t.is(server.stats().permanentKeysMade, 1);
  t.deepEqual(server.world.rpc.methods().filter((method) => method.startsWith("auth.")), ["auth.sendCode", "auth.signIn"]);
});

test("takes no answer to a question that is no longer put, and none from another site", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const { program, url } = await startPage(t, workdir(t), server);

  const answered = await post(url, { kind: "phoneNumber", answer: DEMO.phone });
  t.is(answered.status, 303);
  t.is(answered.headers.get("location"), "/");
  await post(url, { kind: "phoneNumber", answer: DEMO.phone });
  t.is((await post(url, { kind: "phoneCode", answer: DEMO.code }, { origin: "http://evil.example" })).status, 403);
  t.deepEqual(server.world.rpc.methods().filter((method) => method.startsWith("auth.")), ["auth.sendCode"]);
  t.is((await fetch(`${url}favicon.ico`)).status, 404);

  t.is((await post(url, { kind: "phoneCode", answer: "x".repeat(20_000) })).status, 500);
  await post(url, { kind: "phoneCode", answer: DEMO.code });
  t.regex(await (await fetch(url)).text(), /Hello Ada/);
  await stopPage(t, program);
});

test("says why a sign-in ended, and starts over", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  server.world.rpc.fail({ method: "auth.sendCode", errorCode: 420, text: "FLOOD_WAIT_7980" });
  const { program, url } = await startPage(t, workdir(t), server);
  await post(url, { kind: "phoneNumber", answer: DEMO.phone });
  t.regex(await (await fetch(url)).text(), /2 h 13 min.*<button>Start over/s);
  await post(url, {});
  t.regex(await (await fetch(url)).text(), /Phone number/);
  await stopPage(t, program);
});
