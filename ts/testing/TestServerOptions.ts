import type { WorldOptions } from "./world/index.js";
import type { RpcService } from "./session/RpcService.js";
import type { ServerClock } from "./session/ServerClock.js";

/** Address of a DC, in the form that a client takes as its option `dcOptions`. */
export interface DcAddress {
  readonly id: number;
  readonly host: string;
  readonly port: number;
}

/** What a service can know about the server that it answers for. */
export interface ServerInfo {
  readonly dcOptions: readonly DcAddress[];
  readonly testMode: boolean;
  readonly clock: ServerClock;
}

/** Options of {@link TestServer.start}. */
export interface TestServerOptions {
  /**
   * Port of the first DC on 127.0.0.1; the other DCs and WebSocket take free ones.
   * @default 0 (a free port below 32768: gramjs cannot store a higher one)
   */
  readonly port?: number | undefined;
  /**
   * Number of DCs, or their ids; the first one gets `port`.
   * @default 3
   */
  readonly dcs?: number | readonly number[] | undefined;
  /**
   * Play the test environment, whose clients add 10000 to the DC id; the others get −444.
   * @default false
   */
  readonly testMode?: boolean | undefined;
  /**
   * Private RSA key of 2048 bits, PEM.
   * @default one that is made once per process
   */
  readonly rsaKey?: string | undefined;
  /**
   * MTProxy secret, hex: 16 bytes; `dd` and 16 bytes; or `ee`, 16 bytes and a domain. Clients may then
   * connect to any DC port as to a proxy, and reach the DC that they name. Direct connections still work.
   * @default none
   */
  readonly secret?: string | undefined;
  /**
   * How far the server's clock is ahead of this machine's, milliseconds.
   * @default 0
   */
  readonly clockOffsetMs?: number | undefined;
  /**
   * Seconds after which a new server salt comes; one is accepted for twice as long.
   * @default 1800
   */
  readonly saltLifetimeSec?: number | undefined;
  /**
   * Seconds for which a session is kept without a connection.
   * @default 300
   */
  readonly sessionTtlSec?: number | undefined;
  /** What the world of users, bots and messages is like. */
  readonly world?: Omit<WorldOptions, "schemaText" | "dcs" | "testMode" | "now"> | undefined;
  /**
   * What answers the API calls instead of a world; called once all ports are known.
   * @default the world
   */
  readonly service?: ((info: ServerInfo) => RpcService | Promise<RpcService>) | undefined;
}

/** The options that are plain values, all chosen. */
export interface ResolvedServerOptions {
  readonly port: number;
  /** The first one gets `port`. */
  readonly dcIds: readonly number[];
  readonly testMode: boolean;
  readonly clockOffsetMs: number;
  readonly saltLifetimeSec: number;
  readonly sessionTtlSec: number;
}

/** What a server is like unless told otherwise. */
export const SERVER_DEFAULTS = Object.freeze({
  port: 0,
  // As many as the test environment has.
  dcs: 3,
  testMode: false,
  clockOffsetMs: 0,
  // What real servers do (spec/mtproto.md §5.13).
  saltLifetimeSec: 1800,
  sessionTtlSec: 300,
});

/**
 * Fills in what was left out.
 * @throws {RangeError} naming the option that is out of range.
 */
export function resolveServerOptions(options: TestServerOptions): ResolvedServerOptions {
  const port = options.port ?? SERVER_DEFAULTS.port;
  check(Number.isInteger(port) && port >= 0 && port <= 65535, "port must be an integer from 0 to 65535");
  const clockOffsetMs = options.clockOffsetMs ?? SERVER_DEFAULTS.clockOffsetMs;
  check(Number.isFinite(clockOffsetMs), "clockOffsetMs must be a finite number");
  const saltLifetimeSec = options.saltLifetimeSec ?? SERVER_DEFAULTS.saltLifetimeSec;
  check(Number.isInteger(saltLifetimeSec) && saltLifetimeSec > 0, "saltLifetimeSec must be a positive integer");
  const sessionTtlSec = options.sessionTtlSec ?? SERVER_DEFAULTS.sessionTtlSec;
  check(sessionTtlSec > 0 && sessionTtlSec <= LONGEST_TTL_SEC, `sessionTtlSec must be above 0 and at most ${LONGEST_TTL_SEC}`);
  const testMode = options.testMode ?? SERVER_DEFAULTS.testMode;
  return { port, dcIds: resolveDcIds(options.dcs ?? SERVER_DEFAULTS.dcs), testMode, clockOffsetMs, saltLifetimeSec, sessionTtlSec };
}

function resolveDcIds(dcs: number | readonly number[]): readonly number[] {
  const isCount = typeof dcs === "number" && Number.isInteger(dcs) && dcs > 0 && dcs < 1000;
  const ids = typeof dcs === "object" ? [...dcs] : Array.from({ length: isCount ? dcs : 0 }, (_, index) => index + 1);
  const areIds = ids.every((id) => Number.isInteger(id) && id > 0 && id < 1000);
  check(ids.length > 0 && areIds && new Set(ids).size === ids.length, "dcs must be a number of DCs from 1 to 999, or a list of different ids in that range");
  return ids;
}

function check(isGood: boolean, message: string): void {
  if (!isGood) throw new RangeError(message);
}

/** Timers of Node cannot wait longer. */
const LONGEST_TTL_SEC = 2_000_000;
