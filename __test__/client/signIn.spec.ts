import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { callbackPrompter, Client, SignInError, TransportError } from "../../ts/index.js";
import { DEMO } from "../../ts/testing/index.js";
import { access, createClient, demoPerson, nobody, startServer, workdir } from "../helpers/clientHarness.js";

test("a person signs in, and the second start needs the name alone", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada", lastName: "Lovelace", username: "ada" });
  const folder = workdir(t);
  const person = demoPerson();
  const first = createClient(t, server, { workdir: folder, prompter: person });
  await first.start();
  t.deepEqual(person.asked, ["phoneNumber", "confirmPhone", "phoneCode"]);
  t.like(first.me, { firstName: "Ada", fullName: "Ada Lovelace", username: "ada", isBot: false, isSelf: true });
  await first.stop();

  const again = new Client("my_account", { workdir: folder, prompter: nobody });
  t.teardown(() => again.stop());
  await again.start();
  t.is(again.me?.id, first.me?.id);
  t.is(server.stats().permanentKeysMade, 1);
});

test("callbacks may answer at once, without a promise", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const prompter = callbackPrompter({ phoneNumber: () => DEMO.phone, confirmPhone: () => true, phoneCode: () => DEMO.code });
  const client = createClient(t, server, { prompter });
  await client.start();
  t.is(client.me?.firstName, "Ada");
});

test("a new session begins at the first DC given when the usual one is not among them", async (t) => {
  const server = await startServer(t, { dcs: [4, 5] });
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const folder = workdir(t);
  const first = createClient(t, server, { workdir: folder, prompter: demoPerson() });
  await first.start();
  await first.stop();

  const again = new Client("my_account", { workdir: folder, prompter: nobody });
  t.teardown(() => again.stop());
  await again.start();
  t.is(again.me?.id, first.me?.id);
  t.deepEqual([...new Set(server.world.rpc.calls.map(({ dcId }) => dcId))], [4]);
});

test("a session is not taken to a server without the DC of its key", async (t) => {
  const server = await startServer(t, { dcs: [2, 4] });
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const folder = workdir(t);
  const first = createClient(t, server, { workdir: folder, prompter: demoPerson() });
  await first.start();
  await first.stop();

  const dcOptions = server.dcOptions.filter(({ id }) => id === 4);
  const astray = createClient(t, server, { workdir: folder, dcOptions });
  await t.throwsAsync(astray.connect(), { instanceOf: RangeError, message: /^dcOptions .* DC 2/ });
  await new Client("my_account", { workdir: folder, prompter: nobody }).run(({ me }) => t.is(me?.firstName, "Ada"));
});

test("the session file is readable by its owner alone", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const folder = workdir(t);
  await createClient(t, server, { workdir: folder, prompter: demoPerson() }).start();
  t.is(statSync(join(folder, "my_account.session")).mode & 0o777, 0o600);
});

test("a bot signs in with its token and is asked nothing", async (t) => {
  const server = await startServer(t);
  server.addBot({ token: DEMO.botToken, username: "seed_bot", firstName: "Seed" });
  const bot = createClient(t, server, { botToken: DEMO.botToken });
  await bot.start();
  t.like(bot.me, { isBot: true, username: "seed_bot", id: 123_456 });
});

test("options answer in advance, as values or as functions", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada", password: "correct horse" });
  const client = createClient(t, server, {
    phoneNumber: DEMO.phone,
    phoneCode: () => Promise.resolve("1-2-3-4-5"),
    password: () => "correct horse",
  });
  await client.start();
  t.is(client.me?.firstName, "Ada");
});

test("an answer that Telegram refused is not offered again", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const client = createClient(t, server, { phoneNumber: DEMO.phone, phoneCode: "99999" });
  await t.throwsAsync(client.start(), { message: /wrong/ });
  t.is(server.world.rpc.methods().filter((method) => method === "auth.signIn").length, 1);
});

test("two-step verification asks for the password, shows the hint and asks again after a wrong one", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada", password: "correct horse", passwordHint: "battery" });
  const typed = ["wrong", "correct horse"];
  const hints: (string | null)[] = [];
  const person = demoPerson({
    password: ({ hint }) => (hints.push(hint), Promise.resolve(typed.shift() ?? "")),
  });
  const client = createClient(t, server, { prompter: person });
  await client.start();
  t.deepEqual(hints, ["battery", "battery"]);
  t.true(person.told.some((text) => /password is wrong/i.test(text)), person.told.join("\n"));
});

test("a number without an account signs up after the terms were shown", async (t) => {
  const server = await startServer(t);
  let terms = "";
  const person = demoPerson({
    phoneNumber: () => Promise.resolve("+1 (987) 654-3210"),
    signUp: (question) => ((terms = question.terms?.text ?? ""), Promise.resolve({ firstName: "Grace", lastName: "Hopper" })),
  });
  const client = createClient(t, server, { prompter: person });
  await client.start();
  t.regex(terms, /test server/);
  t.is(client.me?.fullName, "Grace Hopper");
});

for (const [what, dc] of [["PHONE_MIGRATE", 1], ["PHONE_MIGRATE again", 3]] as const) {
  test(`${what}: an account on DC ${dc} is followed there and stays there`, async (t) => {
    const server = await startServer(t);
    server.addUser({ phone: DEMO.phone, firstName: "Ada", dc });
    const folder = workdir(t);
    const client = createClient(t, server, { workdir: folder, prompter: demoPerson() });
    await client.start();
    await client.stop();
    const again = createClient(t, server, { workdir: folder });
    await again.start();
    const config = await again.invoke({ _: "help.getConfig" });
    t.is(config.thisDc, dc);
    t.is(server.stats().permanentKeysMade, 2);
  });
}

test("USER_MIGRATE: a bot on another DC is followed there", async (t) => {
  const server = await startServer(t);
  server.addBot({ token: DEMO.botToken, username: "seed_bot", firstName: "Seed", dc: 3 });
  const bot = createClient(t, server, { botToken: DEMO.botToken });
  await bot.start();
  t.is((await bot.invoke({ _: "help.getConfig" })).thisDc, 3);
});

test("the code is asked for in one process and entered in another, with the session file alone between them", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const folder = workdir(t);

  const asking = createClient(t, server, { workdir: folder });
  await asking.connect();
  const signIn = await asking.createSignIn();
  t.like(await signIn.answer(DEMO.phone), { kind: "phoneCode" });
  await asking.disconnect();

  const entering = new Client("my_account", { workdir: folder, prompter: nobody });
  t.teardown(() => entering.stop());
  t.false(await entering.connect());
  const resumed = await entering.createSignIn();
  t.like(resumed.current, { kind: "phoneCode" });
  t.is(await resumed.answer("12 345"), null);
  t.is((await entering.getMe()).firstName, "Ada");
  t.is(server.stats().permanentKeysMade, 1);
  t.is(server.world.rpc.methods().filter((method) => method === "auth.sendCode").length, 1);
});

test("a sign-in that failed half-way goes on with the same auth key", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const folder = workdir(t);
  const interrupted = demoPerson({ phoneCode: () => Promise.reject(new Error("the lights went out")) });
  await t.throwsAsync(createClient(t, server, { workdir: folder, prompter: interrupted }).start(), { message: "the lights went out" });
  const person = demoPerson();
  await createClient(t, server, { workdir: folder, prompter: person }).start();
  t.deepEqual(person.asked, ["phoneCode"]);
  t.is(server.stats().permanentKeysMade, 1);
});

test("a long flood wait ends the sign-in and says how long it is", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  server.world.rpc.fail({ method: "auth.sendCode", errorCode: 420, text: "FLOOD_WAIT_7980" });
  const error = await t.throwsAsync(createClient(t, server, { prompter: demoPerson() }).start());
  t.regex(error?.message ?? "", /2 h 13 min/);
});

test("logOut tells the server and removes the file", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const folder = workdir(t);
  const client = createClient(t, server, { workdir: folder, prompter: demoPerson() });
  await client.start();
  const session = await client.exportSessionString();
  await client.logOut();
  t.false(existsSync(join(folder, "my_account.session")));
  t.true(server.world.rpc.methods().includes("auth.logOut"));
  const copy = createClient(t, server, { sessionString: session });
  const error = await t.throwsAsync(copy.start(), { instanceOf: TransportError });
  t.is(error?.status, -404, "the key is gone");
});

test("a session string signs in elsewhere", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const client = createClient(t, server, { prompter: demoPerson() });
  await client.start();
  const sessionString = await client.exportSessionString();
  await client.stop();
  t.regex(sessionString, /^[\w-]{362}$/);
  const copy = createClient(t, server, { sessionString });
  await copy.start();
  t.is(copy.me?.firstName, "Ada");
});

test("a new session without apiId says what is missing and leaves no file behind", async (t) => {
  const folder = workdir(t);
  const client = new Client("my_account", { workdir: folder, prompter: nobody });
  await t.throwsAsync(client.start(), { instanceOf: SignInError, message: /apiId and apiHash/ });
  t.false(existsSync(join(folder, "my_account.session")));
});

test("a client that is not signed in cannot be started by the name alone", async (t) => {
  const server = await startServer(t);
  const folder = workdir(t);
  const connected = createClient(t, server, { workdir: folder });
  t.false(await connected.connect());
  await connected.disconnect();
  const client = new Client("my_account", { ...access(server, { workdir: folder }), apiId: undefined, apiHash: undefined, phoneNumber: DEMO.phone });
  t.teardown(() => client.stop());
  await t.throwsAsync(client.start(), { instanceOf: SignInError, message: /apiId and apiHash/ });
});
