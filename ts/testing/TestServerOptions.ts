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
   * @default 0 (a free port)
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
