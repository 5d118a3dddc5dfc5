import { availableParallelism, release, type as osType } from "node:os";
import type { Prompter, PresetAnswers } from "../auth/index.js";
import { checkDcOptions, checkRsaKeys, checkSeconds, checkTracer, TRANSPORT_NAMES, type DcOption, type IpFamily, type Tracer, type TransportName } from "../network/index.js";
import type { Storage } from "../storage/index.js";
import { checkParseMode, type ParseMode } from "../text/index.js";
import { checkProxy, type ProxyChoice, type ProxyOption } from "../transport/index.js";
import { quietLogger, type Logger } from "./Logger.js";
import { checkPluginOptions, type PluginOptions } from "./plugins/index.js";

/** Everything about a client that can be chosen. An option that is `undefined` has its default. */
export interface ClientOptions extends PresetAnswers {
  /** API id from my.telegram.org. Needed until the session file is signed in. */
  apiId?: number | string | undefined;
  /** API hash from my.telegram.org, 32 hex digits. Needed until the session file is signed in; never stored. */
  apiHash?: string | undefined;
  /** Shown in the account's list of devices. @default "Heliogram 0.1.0" */
  appVersion?: string | undefined;
  /** Shown in the account's list of devices. @default "Node.js" and its version */
  deviceModel?: string | undefined;
  /** Shown in the account's list of devices. @default the operating system and its release */
  systemVersion?: string | undefined;
  /** ISO 639-1 language of texts that Telegram writes. @default "en" */
  langCode?: string | undefined;
  /** Connect over IPv6 alone (`true`), over IPv4 alone (`false`), or over what answers first. @default "auto" */
  ipv6?: IpFamily | undefined;
  /** Use Telegram's test servers. A stored session keeps the environment it was made in. @default false */
  testMode?: boolean | undefined;
  /** Start from this session string, in memory, without a file. */
  sessionString?: string | undefined;
  /** Keep the session in this storage instead of a file. */
  storage?: Storage | undefined;
  /** Keep the session in memory only: it is gone with the process. @default false */
  inMemory?: boolean | undefined;
  /** Folder of the session file. @default the current folder */
  workdir?: string | undefined;
  /** Receive no updates. @default false */
  noUpdates?: boolean | undefined;
  /**
   * After a start, hand on what was missed since the last stop: up to 100,000 updates of private chats and groups,
   * and of each channel what Telegram still has. `false` drops it.
   * @default true
   */
  catchUp?: boolean | undefined;
  /** Chats whose updates are handled at once; those of one chat always follow each other. @default CPUs + 4, at most 32 */
  workers?: number | undefined;
  /** Handlers that the modules of a folder export, added at the first start. @default none */
  plugins?: PluginOptions | undefined;
  /** Make all calls inside a takeout session, which has gentler flood limits (users only). @default false */
  takeout?: boolean | undefined;
  /** Flood waits up to this many seconds are slept through; longer ones are thrown. @default 10 */
  sleepThreshold?: number | undefined;
  /** Do not show the two-step password while it is typed. @default true on a terminal */
  hidePassword?: boolean | undefined;
  /** How the formatting of texts is written, unless a call says otherwise. @default "default" */
  parseMode?: ParseMode | undefined;
  /** Framing of the TCP stream. @default "obfuscated", and "obfuscated-padded" where that gets no answer */
  transport?: TransportName | undefined;
  /**
   * Talk under keys that are made anew every day (perfect forward secrecy): whoever gets the session file later
   * cannot read what was said before. Costs one key exchange a day for each connection.
   * @default true
   */
  pfs?: boolean | undefined;
  /**
   * Go through this proxy, or the first of these that works; nothing, not even a question to DNS, goes around it. Those
   * of a list may be of different kinds; when none works, the error tells of each.
   * See {@link ProxyOption} for its forms.
   * @default none
   */
  proxy?: ProxyOption | readonly ProxyOption[] | null | undefined;
  /** Who answers the questions of the sign-in. @default the terminal */
  prompter?: Prompter | undefined;
  /** Where the client reports what no caller waits for. @default warnings and errors on standard error */
  logger?: Logger | undefined;
  /**
   * Gets a span for each attempt of each call: method, DC, attempt, duration, error; never parameters or results. A
   * `Tracer` of OpenTelemetry's API fits. @default none
   */
  tracer?: Tracer | undefined;
  /**
   * Addresses of the DCs, for private servers and tests. Kept in the session file. A new session begins at DC 2,
   * or at the first DC given when that is not among them.
   * @default Telegram's own
   */
  dcOptions?: readonly DcOption[] | undefined;
  /** PEM texts of the RSA keys that DCs prove themselves with, for private servers and tests. @default Telegram's own */
  rsaKeys?: readonly string[] | undefined;
  /** Seconds that `connect()` waits for a DC to accept, and for a key exchange to finish. @default 15 */
  connectTimeout?: number | undefined;
}

/** Options after their check: no field is missing. */
export interface ResolvedClientOptions {
  readonly apiId: number | null;
  readonly apiHash: string | null;
  readonly appVersion: string;
  readonly deviceModel: string;
  readonly systemVersion: string;
  readonly langCode: string;
  readonly ipv6: IpFamily;
  readonly testMode: boolean;
  readonly parseMode: ParseMode;
  readonly noUpdates: boolean;
  readonly catchUp: boolean;
  readonly workers: number;
  readonly plugins: PluginOptions | null;
  readonly takeout: boolean;
  readonly sleepThresholdSec: number;
  /** Null: the user has no wish. */
  readonly transport: TransportName | null;
  readonly pfs: boolean;
  readonly proxy: readonly ProxyChoice[] | null;
  readonly logger: Logger;
  readonly tracer: Tracer | null;
  readonly dcOptions: readonly DcOption[] | null;
  readonly rsaKeys: readonly string[] | null;
  readonly connectTimeoutMs: number;
  readonly answers: PresetAnswers;
}

const API_HASH = /^[0-9a-f]{32}$/i;
const MAX_INT32 = 2 ** 31 - 1;

/** Checks options that came from the user. @throws TypeError, RangeError naming the option */
export function resolveClientOptions(options: ClientOptions): ResolvedClientOptions {
  if (typeof options !== "object" || options === null) throw new TypeError("options must be an object");
  flag(options.inMemory, "inMemory", false);
  flag(options.hidePassword, "hidePassword", true);
  return {
    apiId: checkApiId(options.apiId),
    apiHash: checkApiHash(options.apiHash),
    appVersion: text(options.appVersion, "appVersion", "Heliogram 0.1.0"),
    deviceModel: text(options.deviceModel, "deviceModel", `Node.js ${process.versions.node}`),
    systemVersion: text(options.systemVersion, "systemVersion", `${osType()} ${release()}`),
    langCode: text(options.langCode, "langCode", "en").toLowerCase(),
    ipv6: options.ipv6 === "auto" ? "auto" : (flag(options.ipv6, "ipv6", null) ?? "auto"),
    testMode: flag(options.testMode, "testMode", false),
    parseMode: parseModeOf(options.parseMode),
    noUpdates: flag(options.noUpdates, "noUpdates", false),
    catchUp: flag(options.catchUp, "catchUp", true),
    workers: checkWorkers(options.workers),
    plugins: options.plugins === undefined ? null : checkPluginOptions(options.plugins),
    takeout: flag(options.takeout, "takeout", false),
    sleepThresholdSec: seconds(options.sleepThreshold, "sleepThreshold", 10),
    transport: checkTransport(options.transport),
    pfs: flag(options.pfs, "pfs", true),
    proxy: checkWays(checkProxy(options.proxy, "proxy"), options.transport),
    logger: options.logger ?? quietLogger,
    tracer: checkTracer(options.tracer),
    dcOptions: options.dcOptions === undefined ? null : checkDcOptions(options.dcOptions, "dcOptions"),
    rsaKeys: options.rsaKeys === undefined ? null : checkRsaKeys(options.rsaKeys, "rsaKeys"),
    connectTimeoutMs: checkConnectTimeout(options.connectTimeout),
    answers: {
      phoneNumber: answer(options.phoneNumber, "phoneNumber"),
      phoneCode: answer(options.phoneCode, "phoneCode"),
      password: answer(options.password, "password"),
      botToken: answer(options.botToken, "botToken"),
    },
  };
}

function checkApiId(value: unknown): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== "number" && typeof value !== "string") throw new TypeError("apiId must be a number");
  if (typeof value === "string" && !/^\d+$/.test(value)) throw new RangeError("apiId must be a positive integer");
  const id = Number(value);
  if (!Number.isInteger(id) || id <= 0 || id > MAX_INT32) throw new RangeError("apiId must be a positive integer");
  return id;
}

function checkApiHash(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== "string") throw new TypeError("apiHash must be a string");
  if (!API_HASH.test(value)) throw new RangeError("apiHash must be 32 hexadecimal digits, as my.telegram.org shows it");
  return value;
}

function checkTransport(value: unknown): TransportName | null {
  if (value === undefined) return null;
  if (typeof value !== "string") throw new TypeError("transport must be a string");
  if (!isTransportName(value)) throw new RangeError(`transport must be one of ${TRANSPORT_NAMES.join(", ")}`);
  return value;
}

function parseModeOf(value: unknown): ParseMode {
  if (value === undefined) return "default";
  checkParseMode(value, "parseMode");
  return value;
}

function isTransportName(value: string): value is TransportName {
  return TRANSPORT_NAMES.includes(value);
}

function checkConnectTimeout(value: unknown): number {
  const timeoutSec = seconds(value, "connectTimeout", 15);
  if (timeoutSec === 0) throw new RangeError("connectTimeout must be more than 0 seconds");
  return 1000 * timeoutSec;
}

function checkWorkers(value: unknown): number {
  if (value === undefined) return Math.min(32, availableParallelism() + 4);
  if (typeof value !== "number") throw new TypeError("workers must be a number");
  if (!Number.isInteger(value) || value < 1) throw new RangeError("workers must be a positive integer");
  return value;
}

/** A code that is a number has lost its leading zeros. */
function answer<T>(value: T, name: string): T {
  if (value === undefined || typeof value === "string" || typeof value === "function") return value;
  throw new TypeError(`${name} must be a string, or a function that gives one`);
}

/** An MTProxy takes obfuscated connections over TCP alone. */
function checkWays(proxy: readonly ProxyChoice[] | null, transport: unknown): readonly ProxyChoice[] | null {
  if (proxy?.some(({ scheme }) => scheme === "mtproxy") === true && (transport === "full" || ["websocket", "websocket-insecure"].includes(String(transport)))) {
    throw new RangeError(`transport must not be ${String(transport)} with an MTProxy`);
  }
  return proxy;
}

/** initConnection refuses empty texts (spec/mtproto.md §8.4). */
function text(value: unknown, name: string, fallback: string): string {
  if (value === undefined) return fallback;
  if (typeof value !== "string") throw new TypeError(`${name} must be a string`);
  if (value.trim() === "") throw new RangeError(`${name} must not be empty`);
  return value;
}

function flag<T extends boolean | null>(value: unknown, name: string, fallback: T): boolean | T {
  if (value === undefined) return fallback;
  if (typeof value !== "boolean") throw new TypeError(`${name} must be a boolean`);
  return value;
}

function seconds(value: unknown, name: string, fallback: number): number {
  return value === undefined ? fallback : checkSeconds(value, name);
}
