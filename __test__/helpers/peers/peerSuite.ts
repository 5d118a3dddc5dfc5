import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import test, { type ExecutionContext } from "ava";

import { DEMO, type Account } from "../../../ts/testing/world/index.js";
import { CAREFUL, startTelegram, type Telegram } from "../startTelegram.js";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const SCRIPTS = join(ROOT, "__test__", "helpers", "peers");
const PYTHON = process.env["HELIOGRAM_PYTHON"] ?? join(ROOT, ".cache", "python", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
const PACKAGES = join(ROOT, "bench", "package.json");
const TIMEOUT_MS = 60_000;

/** A client library that nobody here wrote, driven by a script of its own language. */
export interface Peer {
  readonly name: string;
  /** File beside this one. */
  readonly script: string;
  /** Interpreter of the script, or the npm package that it needs. */
  readonly runtime: "python" | { readonly package: string };
  /** Begins on the home DC of the accounts, because the library knows no way to another. */
  readonly startsAtHome?: boolean;
  /** Binds temporary keys to the permanent one and uses those. */
  readonly usesTemporaryKeys?: boolean;
  /** What the script tells as the name of a dialog. */
  readonly dialogName: "first name" | "full name";
  /** Makes a group and a channel too. */
  readonly gathers?: boolean;
  /** Asks for the password by a callback, and says so. */
  readonly asksPassword: boolean;
}

/** One line of a script's answer. */
interface Step {
  readonly step: string;
  readonly [fact: string]: unknown;
}

type Identity = "user" | "password" | "bot";

/** Signs a library in as a person, a person with a password, and a bot. */
export function peerSuite(peer: Peer): void {
  const missing = missingRuntime(peer);
  if (missing !== null) {
    test(`${peer.name} is not installed here: nothing signs in`, (t) => {
      t.log(missing);
      t.pass();
    });
    return;
  }
  test.serial(`${peer.name} signs in as a person with a code, writes, hears, and comes back`, signIn, peer, "user");
  test.serial(`${peer.name} signs in as a person with a password`, signIn, peer, "password");
  test.serial(`${peer.name} signs in as a bot`, signIn, peer, "bot");
}

/**
 * gramjs and its fork hash an auth key without the zero bytes it may begin with, so one key in 256 fails their own
 * check. That is nothing the server could do about: they get another try.
 */
const OWN_FLAW = /invalid new nonce hash/;
const MAX_TRIES = 3;

const signIn = test.macro(async (t: ExecutionContext, peer: Peer, identity: Identity) => {
  for (let tries = 1; !(await signInOnce(t, peer, identity, tries < MAX_TRIES)); tries++) t.log(`${peer.name} made a key that it cannot hash`);
});

/** @returns false when the peer stumbled over its own flaw, and `forgives` */
async function signInOnce(t: ExecutionContext, peer: Peer, identity: Identity, forgives: boolean): Promise<boolean> {
  await using telegram = await startTelegram();
  const friend = telegram.world.addUser({ phone: "15550001111", firstName: "Friend", username: "friend" });
  const account = identity === "bot" ? telegram.bot : identity === "password" ? telegram.careful : telegram.demo;
  const { steps, status, complaints } = await drive(t, peer, telegram, identity, {
    listening: () => telegram.world.sendMessage(friend, account, "ping"),
    writing: ({ chat }) => {
      const { groups, channels } = telegram.world.state.chats.of(friend.id);
      const [to] = chat === "group" ? groups : channels;
      if (to !== undefined) void friend.writes(`hi ${String(chat)}`, { to });
    },
  });
  if (status !== 0 && forgives && steps.length === 0 && OWN_FLAW.test(complaints)) return false;
  t.is(status, 0, `${peer.script} failed after ${JSON.stringify(steps.at(-1))}:\n${complaints}`);

  const isBot = identity === "bot";
  const me = { id: Number(account.id), firstName: account.firstName, username: account.username, bot: isBot, dc: account.dcId };
  t.deepEqual(find(steps, "me"), { step: "me", ...me });
  t.is(find(steps, "password") !== undefined, identity === "password" && peer.asksPassword);
  t.deepEqual(find(steps, "heard"), { step: "heard", text: "ping", from_: "Friend" });
  t.deepEqual(
    friend.reads(account).map(({ text, isOut }) => [text, isOut]),
    [
      ["ping", true],
      ["pong", false],
    ],
  );
  t.deepEqual(find(steps, "authorized"), { step: "authorized", authorized: true });
  t.deepEqual(find(steps, "again"), { step: "again", ...me });
  if (!isBot) {
    t.deepEqual(find(steps, "sent"), { step: "sent", id: 1, text: "note to myself" });
    t.deepEqual(find(steps, "history"), { step: "history", texts: ["note to myself"], dialogs: [dialogName(peer, account)] });
    t.deepEqual(find(steps, "sessions"), { step: "sessions", count: 1 });
    for (const step of peer.gathers === true ? ["group", "channel"] : []) {
      const members = [account.firstName, "Friend"].sort();
      const told = { sent: `hello ${step}`, text: `hi ${step}`, from_: "Friend", texts: [`hi ${step}`, `hello ${step}`], members };
      t.deepEqual(find(steps, step), { step, ...told });
    }
  }
  t.deepEqual(steps.at(-1), { step: "done" });
  t.is(telegram.world.sessionCount(account), 0);

  t.is(telegram.server.stats().temporaryKeysMade > 0, peer.usesTemporaryKeys === true);
  t.deepEqual(telegram.errors, []);
  t.deepEqual(telegram.server.stats().failures, []);
  t.deepEqual(
    telegram.world.rpc.unknown().map(({ method }) => method),
    [],
  );
  return true;
}

/** How a script ended, and what it told on the way. */
interface Driven {
  readonly steps: readonly Step[];
  readonly status: number | null;
  readonly complaints: string;
}

/** What others do when a script has come so far. */
type Others = Readonly<Record<string, (step: Step) => void>>;

/** Runs a script to its end. */
async function drive(t: ExecutionContext, peer: Peer, { server }: Telegram, identity: Identity, others: Others): Promise<Driven> {
  const folder = await mkdtemp(join(tmpdir(), "heliogram-peer-"));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const dcs = peer.startsAtHome === true ? [...server.dcOptions].sort((a, b) => Number(b.id === 2) - Number(a.id === 2)) : server.dcOptions;
  const secrets =
    identity === "bot"
      ? { token: DEMO.botToken }
      : identity === "password"
        ? { phone: CAREFUL.phone, code: DEMO.code, password: CAREFUL.password }
        : { phone: DEMO.phone, code: DEMO.code };
  const options = {
    dcs,
    rsaKeys: server.rsaKeys,
    session: join(folder, "peer"),
    ...(peer.runtime === "python" ? {} : { packages: PACKAGES, package: peer.runtime.package }),
    usesTemporaryKeys: peer.usesTemporaryKeys ?? false,
    ...secrets,
  };
  const command = peer.runtime === "python" ? PYTHON : process.execPath;
  const child = spawn(command, [join(SCRIPTS, peer.script), JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: TIMEOUT_MS,
  });
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  const steps: Step[] = [];
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    // Libraries greet on standard output too.
    const step = line.startsWith("{") ? (JSON.parse(line) as Step) : null;
    if (step !== null) {
      steps.push(step);
      others[step.step]?.(step);
    }
  }
  return { steps, status: await exit, complaints };
}

function find(steps: readonly Step[], name: string): Step | undefined {
  return steps.find(({ step }) => step === name);
}

function dialogName(peer: Peer, { firstName, lastName }: Account): string {
  return peer.dialogName === "first name" ? firstName : `${firstName} ${lastName}`.trim();
}

function missingRuntime({ runtime, name }: Peer): string | null {
  if (runtime === "python") {
    return existsSync(PYTHON) ? null : `no interpreter at ${PYTHON.replace(ROOT, "")}: ${name} is left out`;
  }
  return existsSync(join(ROOT, "bench", "node_modules", ...runtime.package.split("/")))
    ? null
    : `bench/node_modules has no ${runtime.package}: ${name} is left out`;
}
