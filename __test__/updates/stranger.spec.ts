import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import test, { type ExecutionContext } from "ava";
import { DEMO, type Person, type TestServer } from "../../ts/testing/index.js";
import { deferred } from "../../ts/network/deferred.js";
import { createClient, demoPerson, startServer, workdir } from "../helpers/clientHarness.js";
import { programArguments, programEnv } from "../helpers/runProgram.js";
import { Random } from "./Random.js";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const PYTHON = process.env["HELIOGRAM_PYTHON"] ?? join(ROOT, ".cache", "python", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
const STRANGER = { phone: "+1-123-456-7891", username: "a_stranger" } as const;
/** How many messages the stranger is ahead of the last that ours has handled: these are written while ours is away. */
const AHEAD = 12;

/** A chat, by the name that begins each of its messages. */
interface Place {
  readonly name: string;
  /** How ours finds it. */
  readonly address: string | number;
  readonly reads: () => readonly string[];
}

interface Scene {
  readonly server: TestServer;
  readonly folder: string;
  readonly places: readonly Place[];
}

/** Two people with a basic group, a supergroup and a channel in which both may write; ours is signed in, and away. */
async function scene(t: ExecutionContext): Promise<Scene> {
  const server = await startServer(t);
  const ada = server.addUser({ phone: DEMO.phone, firstName: "Ada", username: "ada_ada" });
  const stranger = server.addUser({ phone: STRANGER.phone, firstName: "Stranger", username: STRANGER.username });
  const group = await server.createGroup({ title: "Group", creator: stranger, members: [ada] });
  const supergroup = await server.createChannel({ title: "Supergroup", creator: stranger, members: [ada], username: "super_place" });
  const channel = await server.createChannel({ title: "Channel", kind: "channel", creator: stranger, members: [ada], username: "news_place" });
  await stranger.promotes(ada, channel, ["postMessages"]);
  const folder = workdir(t);
  const first = createClient(t, server, { workdir: folder, prompter: demoPerson() });
  await first.start();
  await first.stop();
  const place = (name: string, address: string | number, chat: Parameters<Person["reads"]>[0]): Place => ({
    name,
    address,
    reads: () => stranger.reads(chat).map(({ text }) => text),
  });
  const places = [
    place("ada_ada", STRANGER.username, ada),
    place("Group", Number(group.markedId), group),
    place("Supergroup", "super_place", supergroup),
    place("Channel", "news_place", channel),
  ];
  return { server, folder, places };
}

/** What a client has seen, as `chat text`. */
class Stranger {
  readonly heard: { readonly chat: string; readonly text: string }[] = [];
  readonly child: ChildProcess;
  readonly #written = new Map<string, number>();
  #complaints = "";

  constructor(
    script: string,
    { server, folder }: Scene,
    readonly perChat: number,
  ) {
    const options = {
      dcs: [...server.dcOptions].sort((a, b) => Number(b.id === 2) - Number(a.id === 2)),
      rsaKeys: server.rsaKeys,
      session: join(folder, "stranger"),
      phone: STRANGER.phone,
      code: DEMO.code,
      friend: "ada_ada",
      titles: ["Group", "Supergroup", "Channel"],
    };
    this.child = spawn(PYTHON, [join(ROOT, "__test__", "helpers", "peers", script), JSON.stringify(options)], { stdio: ["pipe", "pipe", "pipe"] });
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.#complaints += text));
  }

  /** Reads what it tells until it ends; `changed` is called after each line. */
  async run(changed: (step: string) => void): Promise<void> {
    const ended = once(this.child, "close");
    if (this.child.stdout === null) throw new Error("the stranger has no output");
    for await (const line of createInterface({ input: this.child.stdout })) {
      if (!line.startsWith("{")) continue;
      const { step, chat, text } = JSON.parse(line) as { step: string; chat: string; text: string };
      if (step === "heard") this.heard.push({ chat, text });
      changed(step);
    }
    const [status] = (await ended) as [number | null];
    if (status !== 0) throw new Error(`the stranger ended with ${status}:\n${this.#complaints}`);
  }

  /** Lets it write in a chat up to a number. */
  writesUpTo(chat: string, wanted: number): void {
    let written = this.#written.get(chat) ?? 0;
    while (written < Math.min(wanted, this.perChat)) this.child.stdin?.write(`${JSON.stringify({ chat, text: `${chat} ${(written += 1)}` })}\n`);
    this.#written.set(chat, written);
  }
}

/** The lines that ours has written down: kind, chat, and their facts. */
function journalOf(file: string): string[][] {
  return existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => line.split(" "))
    : [];
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

interface Lives {
  readonly script: string;
  readonly perChat: number;
  readonly interruptions: number;
}

const talk = test.macro(async (t: ExecutionContext, { script, perChat, interruptions }: Lives) => {
  if (!existsSync(PYTHON)) {
    t.log(`no interpreter at ${PYTHON.replace(ROOT, "")}: the stranger is left out`);
    t.pass();
    return;
  }
  t.timeout(240_000);
  const seed = Number(process.env["HELIOGRAM_SEED"] ?? Date.now() % 1_000_000);
  t.log(`HELIOGRAM_SEED=${seed}`);
  const random = new Random(seed);
  const all = await scene(t);
  const { server, folder, places } = all;
  const journal = join(folder, "journal.txt");
  const stranger = new Stranger(script, all, perChat);
  t.teardown(() => stranger.child.kill("SIGKILL"));

  const allHeard = deferred<void>();
  const listening = deferred<void>();
  const strangerEnded = stranger.run((step) => {
    if (step === "listening") listening.resolve();
    if (stranger.heard.length >= perChat * places.length) allHeard.resolve();
  });
  await Promise.race([listening.promise, strangerEnded]);
  for (const { name } of places) stranger.writesUpTo(name, AHEAD);

  let kills = 0;
  const paths = JSON.stringify(places.map(({ name, address }) => [name, address]));
  for (let life = 0; life <= interruptions; life++) {
    const child = spawn(process.execPath, programArguments("__test__/updates/talkingProgram.js", [journal, paths, `${perChat}`]), {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ...programEnv({ dcOptions: server.dcOptions, rsaKeys: server.rsaKeys }) },
    });
    t.teardown(() => child.kill("SIGKILL"));
    const ended = once(child, "close") as Promise<[number | null, string | null]>;
    const isLast = life === interruptions;
    const signal = random.below(3) === 0 ? "SIGTERM" : "SIGKILL";
    // Three lines for each message that is answered; what is missing after the last life would be waited for forever.
    let left = isLast ? Infinity : 5 + random.below(Math.floor((perChat * places.length * 3) / (interruptions + 1)));
    for await (const chunk of child.stdout) {
      left -= String(chunk).split("\n").length - 1;
      const lines = journalOf(journal);
      for (const { name } of places) stranger.writesUpTo(name, heardIn(lines, name).size + AHEAD);
      const isDone = places.every(({ name }) => heardIn(lines, name).size >= perChat && lines.filter(([kind, chat]) => kind === "sent" && chat === name).length >= perChat);
      // A second signal would end it at once.
      if (child.killed) continue;
      if (isLast && isDone) child.kill("SIGTERM");
      else if (left <= 0) child.kill(signal);
    }
    const [status, by] = await ended;
    if (by === "SIGKILL") kills++;
    else t.is(status, 0, `ours ended with ${status ?? by}`);
  }
  await Promise.race([allHeard.promise, strangerEnded]);
  stranger.child.stdin?.end();
  await strangerEnded;
  t.log(`${kills} kills, ${interruptions - kills} stops`);

  const lines = journalOf(journal);
  for (const { name, reads } of places) {
    const handled = lines.filter(([kind, chat]) => kind === "heard" && chat === name);
    // As the documents advise: by the id of the message.
    const once = [...new Map(handled.map((line) => [line[2], Number(line[3])])).values()];
    t.deepEqual(once, numbers(perChat), `ours handled all that was written in ${name}, in order`);
    t.true(handled.length - once.length <= kills, `${name}: ${handled.length - once.length} repetitions after ${kills} kills`);
    const answers = numbers(perChat).map((number) => `answer ${number}`);
    const arrived = stranger.heard.filter(({ chat }) => chat === name).map(({ text }) => text);
    t.deepEqual(arrived, answers, `the stranger heard each answer in ${name} once, in order`);
    const kept = reads().filter((text) => text.startsWith("answer "));
    t.deepEqual(kept, answers, `the server keeps each answer in ${name} once`);
  }
  t.deepEqual(server.stats().failures, []);
});

/** Ids of the messages that ours has handled in a chat. */
function heardIn(lines: readonly string[][], name: string): Set<string | undefined> {
  return new Set(lines.filter(([kind, chat]) => kind === "heard" && chat === name).map(([, , id]) => id));
}

test.serial("Telethon and ours write 500 messages each way while ours is stopped and killed: nothing is missing, nothing is there twice", talk, {
  script: "telethon_talk.py",
  perChat: 125,
  interruptions: 6,
});
