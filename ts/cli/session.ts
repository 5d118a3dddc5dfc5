import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { checkName } from "../client/checkName.js";
import { readSessionString, SqliteStorage, writeSessionString, type StoredSession } from "../index.js";
import { ExitStatus, UsageError, type Command } from "./Command.js";
import { toJson } from "./json.js";
import { orUsageError } from "./orUsageError.js";

export const session: Command = {
  name: "session",
  summary: "look at a session, or turn it into text and back",
  help: `heliogram session inspect NAME [options]
heliogram session export NAME [options]
heliogram session import NAME STRING [options]

Works on NAME.session without connecting. inspect shows what the file holds, but no key; export prints it as a
session string of Hydrogram and Pyrogram 2, which is a key to the account; import makes NAME.session from one.

  --workdir DIR         folder of NAME.session (default: the current one)
  --json                machine-readable output
  --help                this page`,
  async run(args) {
    const { action, name, text, workdir, json } = parse(args);
    const path = resolve(workdir, `${name}.session`);
    if (action === "import") return importString(path, text);
    // Opening makes a new file, and nobody wants one made by a look.
    if (!existsSync(path)) throw new Error(`there is no ${path}`);
    const stored = await readFile(path);
    console.log(action === "export" ? exported(stored, json) : inspected(stored, json));
    return ExitStatus.ok;
  },
};

interface SessionCommand {
  readonly action: string;
  readonly name: string;
  /** The session string of import; empty for the others. */
  readonly text: string;
  readonly workdir: string;
  readonly json: boolean;
}

function parse(args: readonly string[]): SessionCommand {
  let parsed: { values: { workdir?: string; json?: boolean }; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options: { workdir: { type: "string" }, json: { type: "boolean" } }, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const [action = "", name, text, ...rest] = positionals;
  if (!["inspect", "export", "import"].includes(action)) throw new UsageError("inspect, export or import is needed");
  if (name === undefined) throw new UsageError("NAME is missing");
  if ((text !== undefined) !== (action === "import")) throw new UsageError(action === "import" ? "STRING is missing" : `unexpected argument: ${text}`);
  if (rest.length > 0) throw new UsageError(`unexpected argument: ${rest.join(" ")}`);
  return { action, name: orUsageError(() => checkName(name)), text: text ?? "", workdir: values.workdir ?? ".", json: values.json === true };
}

async function readFile(path: string): Promise<StoredSession> {
  const storage = new SqliteStorage(path);
  await storage.open();
  try {
    return await storage.loadSession();
  } finally {
    await storage.close();
  }
}

async function importString(path: string, text: string): Promise<number> {
  const imported = readSessionString(text);
  // What is there may be somebody's only way into an account.
  if (existsSync(path)) throw new Error(`${path} exists already`);
  const storage = new SqliteStorage(path);
  await storage.open();
  try {
    await storage.saveSession(imported);
  } finally {
    await storage.close();
  }
  return ExitStatus.ok;
}

function exported(stored: StoredSession, json: boolean): string {
  const text = writeSessionString(stored);
  return json ? toJson({ session: text }) : text;
}

function inspected({ dcId, apiId, testMode, authKey, userId, isBot, date }: StoredSession, json: boolean): string {
  const shown = {
    dcId,
    apiId,
    testMode: testMode ?? false,
    // Names the key, as every packet does, without giving it away.
    authKeyId: authKey === null ? null : createHash("sha1").update(authKey).digest().subarray(12).toString("hex"),
    userId,
    isBot,
    savedAt: date === 0 ? null : new Date(date * 1000).toISOString(),
  };
  if (json) return toJson(shown);
  return Object.entries(shown)
    .map(([key, value]) => `${key.padEnd(10)} ${value ?? "none"}`)
    .join("\n");
}
