import test from "ava";
import { Client, ClientStateError, compose, ConnectionError, SessionLockedError } from "../../ts/index.js";
import { DEMO } from "../../ts/testing/index.js";
import { access, createClient, demoPerson, nobody, startServer, workdir } from "../helpers/clientHarness.js";

test("calls before connecting and after disconnecting are refused", async (t) => {
  const server = await startServer(t);
  const client = createClient(t, server);
  await t.throwsAsync(client.invoke({ _: "help.getConfig" }), { instanceOf: ClientStateError, message: /not connected/ });
  await client.connect();
  t.true(client.isConnected);
  t.is((await client.invoke({ _: "help.getConfig" }))._, "config");
  await client.disconnect();
  t.false(client.isConnected);
  await t.throwsAsync(client.invoke({ _: "help.getConfig" }), { instanceOf: ClientStateError, message: /not connected/ });
  await t.throwsAsync(client.getMe(), { instanceOf: ClientStateError });
  await t.throwsAsync(client.logOut(), { instanceOf: ClientStateError });
  await t.throwsAsync(client.exportSessionString(), { instanceOf: ClientStateError });
});

test("disconnect and stop are harmless when repeated", async (t) => {
  const server = await startServer(t);
  const client = createClient(t, server);
  await client.stop();
  await client.connect();
  await Promise.all([client.disconnect(), client.disconnect(), client.stop()]);
  await client.disconnect();
  t.false(client.isConnected);
});

test("of two start() at once the second is refused and the first goes on", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const client = createClient(t, server, { prompter: demoPerson() });
  const first = client.start();
  await t.throwsAsync(client.start(), { instanceOf: ClientStateError });
  await first;
  t.is(client.me?.firstName, "Ada");
  await t.throwsAsync(client.connect(), { instanceOf: ClientStateError, message: /already/ });
});

test("stop() during the sign-in ends it, and what was asked for is kept", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const folder = workdir(t);
  let reached = (): void => {};
  const atCode = new Promise<void>((resolve) => (reached = resolve));
  const waiting = demoPerson({ phoneCode: () => (reached(), new Promise<never>(() => {})) });
  const client = createClient(t, server, { workdir: folder, prompter: waiting });
  const starting = t.throwsAsync(client.start(), { instanceOf: ClientStateError, message: /stopped/ });
  await atCode;
  await client.stop();
  await starting;
  t.false(client.isConnected);

  const person = demoPerson();
  await createClient(t, server, { workdir: folder, prompter: person }).start();
  t.deepEqual(person.asked, ["phoneCode"]);
});

test("stop() while connecting ends the attempt", async (t) => {
  const server = await startServer(t);
  server.faults.add({ kind: "wire", at: "resPQ", action: "silence" });
  const client = createClient(t, server);
  const starting = t.throwsAsync(client.start(), { instanceOf: ClientStateError, message: /stopped/ });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await client.stop();
  await starting;
});

test("restart leaves the client started on the same session", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const client = createClient(t, server, { prompter: demoPerson() });
  await client.start();
  await client.restart();
  t.is((await client.getMe()).firstName, "Ada");
  t.is(server.stats().permanentKeysMade, 1);
});

test("await using stops the client at the end of its block", async (t) => {
  const server = await startServer(t);
  const outer: Client[] = [];
  {
    await using client = new Client("my_account", access(server));
    await client.connect();
    outer.push(client);
    t.true(client.isConnected);
  }
  t.false(outer[0]?.isConnected);
});

// One at a time: they share the process's signals.
test.serial("run(main) starts, calls main and stops", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const client = createClient(t, server, { prompter: demoPerson() });
  let seen = "";
  await client.run(async (app) => {
    seen = (await app.getMe()).firstName;
  });
  t.is(seen, "Ada");
  t.false(client.isConnected);
  t.is(process.listenerCount("SIGINT"), 0);
});

test.serial("run(main) stops the client when main throws", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const client = createClient(t, server, { prompter: demoPerson() });
  await t.throwsAsync(client.run(() => Promise.reject(new Error("no luck"))), { message: "no luck" });
  t.false(client.isConnected);
});

test("a session file that is in use is refused with its name", async (t) => {
  const server = await startServer(t);
  const folder = workdir(t);
  await createClient(t, server, { workdir: folder }).connect();
  const second = createClient(t, server, { workdir: folder });
  await t.throwsAsync(second.connect(), { instanceOf: SessionLockedError, message: /my_account\.session/ });
});

test("a DC that nobody listens on ends in a ConnectionError, not in an endless loop", async (t) => {
  const server = await startServer(t);
  const { dcOptions } = server;
  await server.stop();
  const client = new Client("my_account", { ...access(server), dcOptions });
  await t.throwsAsync(client.start(), { instanceOf: ConnectionError, message: /No connection to 127\.0\.0\.1/ });
  t.false(client.isConnected);
});

test("compose stops the clients that had started when one cannot, and names it", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const good = createClient(t, server, { prompter: demoPerson() }, "good");
  const bad = createClient(t, server, { prompter: nobody }, "bad");
  const error = await t.throwsAsync(compose([good, bad]), { instanceOf: AggregateError });
  t.regex(error?.message ?? "", /^bad could not start/);
  t.false(good.isConnected);
});

test("updates of another device arrive, and a handler that fails stops nothing", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const problems: unknown[] = [];
  const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: (...all: unknown[]) => void problems.push(...all) };
  const phone = createClient(t, server, { prompter: demoPerson() });
  const tablet = createClient(t, server, { prompter: demoPerson(), logger });
  await Promise.all([phone.start(), tablet.start()]);
  tablet.onRawUpdate(() => {
    throw new Error("a bad handler");
  });
  const received = new Promise<string>((resolve) => {
    tablet.onRawUpdate((update) => {
      if (update._ === "updateNewMessage" && update.message._ === "message") resolve(update.message.message);
    });
  });
  await phone.invoke({ _: "messages.sendMessage", peer: { _: "inputPeerSelf" }, message: "hello", randomId: 5n });
  t.is(await received, "hello");
  t.regex(String(problems[1]), /a bad handler/);
});
