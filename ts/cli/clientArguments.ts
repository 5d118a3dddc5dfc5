import { readFileSync } from "node:fs";
import { parseArgs, type ParseArgsConfig } from "node:util";
import { Client, type ClientOptions } from "../index.js";
import { UsageError } from "./Command.js";
import { orUsageError } from "./orUsageError.js";

type OptionTable = NonNullable<ParseArgsConfig["options"]>;

/** Options of every command that opens a session. */
const SESSION_OPTIONS = {
  workdir: { type: "string" },
  "api-id": { type: "string" },
  "api-hash": { type: "string" },
  "test-mode": { type: "boolean" },
  transport: { type: "string" },
  dc: { type: "string", multiple: true },
  "rsa-key": { type: "string", multiple: true },
  json: { type: "boolean" },
} satisfies OptionTable;

export const SESSION_OPTIONS_HELP = `  --workdir DIR         folder of NAME.session (default: the current one)
  --api-id N            API id, or HELIOGRAM_API_ID; needed for a new session only
  --api-hash HEX        API hash, or HELIOGRAM_API_HASH; needed for a new session only
  --test-mode           Telegram's test servers
  --transport T         obfuscated (default), intermediate, abridged, padded, full
  --dc ID=HOST:PORT     address of a DC of a private server; may be repeated
  --rsa-key FILE        PEM file of a private server's key; may be repeated
  --json                machine-readable output
  --help                this page`;

export interface SessionArguments {
  readonly positionals: readonly string[];
  readonly json: boolean;
  /** Values of the command's own options. */
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
  /** A client for the session, not connected. @throws UsageError for a name or an option that it refuses */
  readonly createClient: (name: string, more?: ClientOptions) => Client;
}

/** Reads the command line of a command that opens a session. @throws UsageError */
export function parseSessionArguments(args: readonly string[], own: OptionTable = {}): SessionArguments {
  const { values, positionals } = parse(args, { ...SESSION_OPTIONS, ...own });
  const one = (name: string): string | undefined => (typeof values[name] === "string" ? values[name] : undefined);
  const many = (name: string): string[] => {
    const value = values[name];
    return Array.isArray(value) ? value.map(String) : [];
  };
  const dcs = many("dc").map(parseDc);
  const rsaKeys = many("rsa-key").map(readKey);
  const options: ClientOptions = {
    workdir: one("workdir"),
    apiId: one("api-id") ?? process.env["HELIOGRAM_API_ID"],
    apiHash: one("api-hash") ?? process.env["HELIOGRAM_API_HASH"],
    testMode: values["test-mode"] === true ? true : undefined,
    // The client checks the name and says which ones there are.
    transport: one("transport") as ClientOptions["transport"],
    dcOptions: dcs.length > 0 ? dcs : undefined,
    rsaKeys: rsaKeys.length > 0 ? rsaKeys : undefined,
  };
  return {
    positionals,
    json: values["json"] === true,
    values,
    createClient: (name, more = {}) => orUsageError(() => new Client(name, { ...options, ...more })),
  };
}

/** The only positional argument. @throws UsageError */
export function onlyName(positionals: readonly string[]): string {
  const [name, ...rest] = positionals;
  if (name === undefined) throw new UsageError("NAME is missing");
  if (rest.length > 0) throw new UsageError(`unexpected argument: ${rest.join(" ")}`);
  return name;
}

function parse(args: readonly string[], options: OptionTable): Pick<SessionArguments, "values" | "positionals"> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readKey(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`--rsa-key: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function parseDc(text: string): { id: number; host: string; port: number } {
  const match = /^(\d+)=(.+):(\d+)$/.exec(text);
  if (match === null) throw new UsageError(`--dc must look like 2=127.0.0.1:443, not ${text}`);
  const [, id, host = "", port] = match;
  return { id: Number(id), host: host.replace(/^\[(.*)\]$/, "$1"), port: Number(port) };
}
