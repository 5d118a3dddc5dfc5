import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Client } from "../../ts/index.js";
import { DEMO, TestServer } from "../../ts/testing/index.js";
import { access, nobody } from "../helpers/clientHarness.js";

/** The program that calls, in a folder with a session that is signed in. */
export interface CallingFolder extends AsyncDisposable {
  readonly server: TestServer;
  readonly folder: string;
  run(mode: "loop" | "lines"): ChildProcess;
}

/** What the program prints is read by its parent, errors go where the parent's go. */
export async function callingFolder(): Promise<CallingFolder> {
  const server = await TestServer.start({ dcs: [2], sessionTtlSec: 1 });
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const folder = mkdtempSync(join(tmpdir(), "heliogram-"));
  const client = new Client("my_account", access(server, { workdir: folder, prompter: nobody, phoneNumber: DEMO.phone, phoneCode: DEMO.code }));
  await client.start();
  await client.stop();
  const program = fileURLToPath(new URL("callingProgram.js", import.meta.url));
  const given = JSON.stringify({ dcOptions: server.dcOptions, rsaKeys: server.rsaKeys });
  return {
    server,
    folder,
    run: (mode) => spawn(process.execPath, [program, given, mode], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] }),
    async [Symbol.asyncDispose]() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts the client on the same file again and again, and kills it at a random moment of its calls. */
export async function killClient(kills: number): Promise<{ readonly failures: readonly string[]; readonly answered: number }> {
  await using calling = await callingFolder();
  const failures: string[] = [];
  let answered = 0;
  for (let kill = 1; kill <= kills; kill++) {
    const child = calling.run("loop");
    const exited = once(child, "exit");
    // Before it is online, too: while it opens the file, or makes a temporary key.
    const isEarly = kill % 4 === 0;
    let killing = isEarly ? killIn(child, 100 + Math.random() * 400) : null;
    let lines = 0;
    if (child.stdout === null) throw new Error("the program has no standard output");
    for await (const _line of createInterface({ input: child.stdout })) {
      lines += 1;
      killing ??= killIn(child, Math.random() * 200);
    }
    const [code, signal] = (await exited) as [number | null, NodeJS.Signals | null];
    await killing;
    if (signal !== "SIGKILL") failures.push(`kill ${kill}: the client ended by itself, status ${code}`);
    answered += Math.max(0, lines - 1);
  }
  const client = new Client("my_account", access(calling.server, { workdir: calling.folder, prompter: nobody }));
  try {
    await client.start();
    if (client.me?.firstName !== "Ada") failures.push("somebody else is signed in");
  } catch (error) {
    failures.push(`the session does not work any more: ${String(error)}`);
  } finally {
    await client.stop();
  }
  return { failures, answered };
}

async function killIn(child: ChildProcess, ms: number): Promise<void> {
  await delay(ms);
  child.kill("SIGKILL");
}
