import { once } from "node:events";
import { spawn } from "node:child_process";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import type { Client, tl } from "../../ts/index.js";
import { DEMO, type Account, type Person, type TestServer } from "../../ts/testing/index.js";
import { createClient, demoPerson, nobody, startServer, workdir } from "../helpers/clientHarness.js";
import { programArguments, programEnv } from "../helpers/runProgram.js";

interface Scene {
  readonly server: TestServer;
  readonly ada: Account;
  readonly friend: Person;
}

async function scene(t: ExecutionContext): Promise<Scene> {
  const server = await startServer(t);
  const ada = server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const friend = server.addUser({ phone: "+1-123-456-7891", firstName: "Friend" });
  return { server, ada, friend };
}

/** Texts of incoming messages, as a client's handlers see them, and a way to wait for one. */
function listen(client: Client): { readonly texts: string[]; readonly until: (text: string) => Promise<void> } {
  const texts: string[] = [];
  const waiting = new Map<string, () => void>();
  client.onRawUpdate((update) => {
    const text = textOf(update);
    if (text === null) return;
    texts.push(text);
    waiting.get(text)?.();
  });
  return { texts, until: (text) => (texts.includes(text) ? Promise.resolve() : new Promise((resolve) => waiting.set(text, resolve))) };
}

function textOf(update: tl.Update): string | null {
  return update._ === "updateNewMessage" && update.message._ === "message" ? update.message.message : null;
}

function numbers(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`);
}

test("messages that were written while the client was stopped arrive after the next start, each once and in order", async (t) => {
  const { server, ada, friend } = await scene(t);
  const folder = workdir(t);
  const texts: string[] = [];
  for (let round = 0; round < 4; round++) {
    const client = createClient(t, server, { workdir: folder, prompter: round === 0 ? demoPerson() : nobody });
    const heard = listen(client);
    await client.start();
    for (const text of numbers(round * 300 + 1, round * 300 + 150)) server.world.sendMessage(friend, ada, text);
    await heard.until(`${round * 300 + 150}`);
    await client.stop();
    for (const text of numbers(round * 300 + 151, round * 300 + 300)) server.world.sendMessage(friend, ada, text);
    texts.push(...heard.texts);
  }
  t.deepEqual(texts, numbers(1, 1050));
});

test("messages that were written while the line was down arrive when it is up again", async (t) => {
  const { server, ada, friend } = await scene(t);
  const client = createClient(t, server, { prompter: demoPerson() });
  const heard = listen(client);
  await client.start();
  for (let round = 0; round < 5; round++) {
    server.faults.add({ kind: "call", method: "help.getNearestDc", action: round % 2 === 0 ? "resetBeforeAnswer" : "closeAfterAnswer" });
    const asked = client.invoke({ _: "help.getNearestDc" });
    for (const text of numbers(round * 20 + 1, round * 20 + 20)) server.world.sendMessage(friend, ada, text);
    await asked;
    await heard.until(`${round * 20 + 20}`);
  }
  t.deepEqual(heard.texts, numbers(1, 100));
});

test("own calls open no gap: nothing is asked after them, and handlers do not meet what the caller has", async (t) => {
  const { server, ada, friend } = await scene(t);
  const client = createClient(t, server, { prompter: demoPerson() });
  const heard = listen(client);
  await client.start();
  server.world.sendMessage(friend, ada, "hello");
  await heard.until("hello");
  const peer = { _: "inputPeerUser", userId: Number(friend.id), accessHash: await hashOf(client, friend) } as const;
  const before = server.stats().calls["updates.getDifference"];
  for (let round = 0; round < 20; round++) {
    await client.invoke({ _: "messages.sendMessage", peer, message: `own ${round}`, randomId: BigInt(round + 1) });
    await client.invoke({ _: "messages.readHistory", peer, maxId: 1000 });
    await client.invoke({ _: "messages.deleteMessages", id: [2 + round] });
  }
  server.world.sendMessage(friend, ada, "bye");
  await heard.until("bye");
  t.deepEqual(heard.texts, ["hello", "bye"]);
  t.is(server.stats().calls["updates.getDifference"], before);
  t.like(client.updatesHealth, { isRunning: true, behindBy: 0, pendingGaps: 0, pendingUpdates: 0 });
});

test("catchUp: false drops what was missed", async (t) => {
  const { server, ada, friend } = await scene(t);
  const folder = workdir(t);
  const first = createClient(t, server, { workdir: folder, prompter: demoPerson() });
  await first.start();
  await first.stop();
  server.world.sendMessage(friend, ada, "missed");
  const second = createClient(t, server, { workdir: folder, catchUp: false });
  const heard = listen(second);
  await second.start();
  server.world.sendMessage(friend, ada, "new");
  await heard.until("new");
  t.deepEqual(heard.texts, ["new"]);
});

test("noUpdates asks for no state and no difference, and has no health to speak of", async (t) => {
  const { server } = await scene(t);
  const client = createClient(t, server, { prompter: demoPerson(), noUpdates: true });
  await client.start();
  const { calls } = server.stats();
  t.is(calls["updates.getState"], undefined);
  t.is(calls["updates.getDifference"], undefined);
  t.false(client.updatesHealth.isRunning);
});

test("an update whose handler was still running at a stop comes again, those that were done do not", async (t) => {
  const { server, ada, friend } = await scene(t);
  const other = server.addUser({ phone: "+1-123-456-7892", firstName: "Other" });
  const folder = workdir(t);
  const first = createClient(t, server, { workdir: folder, prompter: demoPerson() });
  const heard = listen(first);
  first.onRawUpdate((update) => (textOf(update) === "slow" ? new Promise(() => {}) : undefined));
  await first.start();
  server.world.sendMessage(friend, ada, "slow");
  await heard.until("slow");
  for (const text of numbers(1, 20)) server.world.sendMessage(other, ada, text);
  await heard.until("20");
  await first.disconnect();
  const second = createClient(t, server, { workdir: folder });
  const again = listen(second);
  await second.start();
  server.world.sendMessage(friend, ada, "last");
  await again.until("last");
  t.deepEqual(again.texts, ["slow", "last"]);
});

test("a handler that stops the client does not meet the same update after the next start", async (t) => {
  const { server, ada, friend } = await scene(t);
  const folder = workdir(t);
  const first = createClient(t, server, { workdir: folder, prompter: demoPerson() });
  const stopped = new Promise<void>((resolve) => {
    first.onRawUpdate(async (update, client) => {
      if (textOf(update) !== "/stop") return;
      await client.invoke({ _: "help.getNearestDc" });
      await client.stop();
      resolve();
    });
  });
  await first.start();
  server.world.sendMessage(friend, ada, "/stop");
  await stopped;
  const second = createClient(t, server, { workdir: folder });
  const heard = listen(second);
  await second.start();
  server.world.sendMessage(friend, ada, "next");
  await heard.until("next");
  t.deepEqual(heard.texts, ["next"]);
});

test("onUpdatesGap is told when Telegram has no difference that reaches back far enough", async (t) => {
  const { server, ada, friend } = await scene(t);
  const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const client = createClient(t, server, { prompter: demoPerson(), logger });
  const gap = new Promise((resolve) => client.onUpdatesGap((lost) => resolve(lost)));
  const heard = listen(client);
  await client.start();
  server.faults.add({ kind: "call", method: "updates.getDifference", action: { errorCode: 400, text: "PERSISTENT_TIMESTAMP_INVALID" } });
  server.faults.add({ kind: "call", method: "help.getNearestDc", action: "closeAfterAnswer" });
  await client.invoke({ _: "help.getNearestDc" });
  t.deepEqual(await gap, { channelId: null, reason: "reset" });
  server.world.sendMessage(friend, ada, "after");
  await heard.until("after");
  t.is(client.updatesHealth.lostGaps, 1);
  t.throws(() => client.onUpdatesGap("no function" as unknown as () => void), { instanceOf: TypeError, message: /handler/ });
});

test("openChat hears of a channel that the account is no member of, and of no other chat", async (t) => {
  const { server, ada, friend } = await scene(t);
  const talk = await server.createChannel({ title: "Talk", creator: friend, username: "talk_of_town" });
  const client = createClient(t, server, { prompter: demoPerson() });
  const heard = new Promise<string>((resolve) => {
    client.onRawUpdate((update) => {
      if (update._ === "updateNewChannelMessage" && update.message._ === "message") resolve(update.message.message);
    });
  });
  await client.start();
  await friend.writes("to whoever looks", { to: talk });
  const close = await client.openChat("talk_of_town");
  t.is(await heard, "to whoever looks");
  close();
  close();
  await t.throwsAsync(client.openChat("me"), { instanceOf: TypeError, message: /channel/ });
  await t.throwsAsync(client.openChat(Number(ada.id)), { instanceOf: TypeError, message: /channel/ });
});

test("a process that is killed again and again loses no message and repeats at most those it was just storing", async (t) => {
  t.timeout(120_000);
  const { server, ada, friend } = await scene(t);
  const folder = workdir(t);
  const record = join(folder, "handled.txt");
  appendFileSync(record, "");
  const first = createClient(t, server, { workdir: folder, prompter: demoPerson() });
  await first.start();
  await first.stop();
  let sent = 0;
  for (let kill = 0; kill < 6; kill++) {
    for (let count = 0; count < 40; count++) server.world.sendMessage(friend, ada, `${(sent += 1)}`);
    const child = spawn(process.execPath, programArguments("__test__/updates/recordingProgram.js", [record]), {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ...programEnv({ dcOptions: server.dcOptions, rsaKeys: server.rsaKeys }) },
    });
    const ended = once(child, "exit");
    // Killed in the middle of what it catches up on; the last one may finish.
    const enough = kill < 5 ? kill * 7 + 1 : Infinity;
    let seen = 0;
    for await (const chunk of child.stdout) {
      seen += String(chunk).split("\n").length - 1;
      if (seen >= enough || readFileSync(record, "utf8").includes(`\n${sent}\n`)) child.kill("SIGKILL");
    }
    await ended;
  }
  const handled = readFileSync(record, "utf8").trim().split("\n").filter((line) => line !== "");
  const unique = [...new Set(handled)];
  t.deepEqual(unique, numbers(1, sent));
  t.true(handled.length - unique.length <= 6, `${handled.length - unique.length} repetitions after 6 kills`);
});

async function hashOf(client: Client, { phone }: Account): Promise<bigint> {
  const { users } = await client.invoke({ _: "contacts.resolvePhone", phone: phone ?? "" });
  const [user] = users;
  return user?._ === "user" ? (user.accessHash ?? 0n) : 0n;
}
