import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { Client, type ClientOptions } from "../../ts/index.js";
import { TestServer } from "../../ts/testing/index.js";
import { person, type Person } from "./ScriptedPrompter.js";

// The flow as the client runs it, against the embedded server: the other specs here script Telegram's answers.

const PHONE = "+1-123-456-7890";
const NAMED = [["phoneNumber", PHONE], ["confirmPhone", true], ["phoneCode", "12345"]] as const;
/** What the test server writes into every e-mail. */
const MAILED = "654321";

async function startServer(t: ExecutionContext): Promise<TestServer> {
  const server = await TestServer.start();
  t.teardown(() => server.stop());
  return server;
}

function clientOf(server: TestServer, options: ClientOptions): Client {
  const { dcOptions, rsaKeys } = server;
  return new Client("account", { apiId: 1, apiHash: "0".repeat(32), dcOptions: [...dcOptions], rsaKeys: [...rsaKeys], inMemory: true, ...options });
}

/** Signs in, and says who it is. */
async function nameOf(server: TestServer, ada: Person): Promise<string | undefined> {
  await using client = clientOf(server, { prompter: ada.prompter });
  await client.start();
  return client.me?.firstName;
}

test("signs in with the two-step password, on the account's own DC", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: PHONE, firstName: "Ada", code: "12345", password: "pässword ", passwordHint: "with an umlaut", dc: 3 });
  const ada = person(...NAMED, ["password", "password"], ["password", "pässword "]);
  t.is(await nameOf(server, ada), "Ada");
  t.true(ada.seen.includes("The password is wrong."));
  t.true(ada.seen.includes("Password hint: with an umlaut"));
});

test("recovers by e-mail and signs in with the new password", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: PHONE, firstName: "Ada", code: "12345", password: "forgotten", recoveryEmail: "ada@example.org" });
  const forgetful = person(...NAMED, ["password", ""], ["confirmRecovery", true], ["recoveryCode", MAILED], ["newPassword", { password: "better", hint: "" }]);
  t.is(await nameOf(server, forgetful), "Ada");
  t.is(await nameOf(server, person(...NAMED, ["password", "forgotten"], ["password", "better"])), "Ada");
});

test("signs in with a code from an e-mail", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: PHONE, firstName: "Ada", loginEmail: "ada@example.org" });
  t.is(await nameOf(server, person(...NAMED.slice(0, 2), ["emailCode", MAILED])), "Ada");
});

test("makes an account, which is there afterwards", async (t) => {
  const server = await startServer(t);
  t.is(await nameOf(server, person(...NAMED, ["signUp", { firstName: "Ada", lastName: "Lovelace" }])), "Ada");
  t.is(await nameOf(server, person(...NAMED)), "Ada");
});

test("asks for the code in one process and takes it in another, with the session file between them", async (t) => {
  const workdir = mkdtempSync(join(tmpdir(), "heliogram-"));
  t.teardown(() => rmSync(workdir, { recursive: true }));
  const server = await startServer(t);
  server.addUser({ phone: PHONE, firstName: "Ada", code: "12345" });
  {
    await using client = clientOf(server, { workdir, inMemory: false });
    await client.connect();
    await (await client.createSignIn()).answer(PHONE);
  }
  await using client = clientOf(server, { workdir, inMemory: false });
  await client.connect();
  const signIn = await client.createSignIn();
  t.like(signIn.current, { kind: "phoneCode" });
  await signIn.answer("12345");
  t.is((await client.getMe()).firstName, "Ada");
});
