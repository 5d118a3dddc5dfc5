/** What has happened on a server so far. */
export interface ServerStats {
  /** Client sockets open now, on all ports. */
  readonly openSockets: number;
  /** Connections accepted since the start. */
  readonly connections: number;
  /** Sessions that exist now, with or without a connection. */
  readonly sessions: number;
  /** Auth keys that exist now, of both kinds. */
  readonly keys: number;
  /** Permanent keys made since the start. */
  readonly permanentKeysMade: number;
  /** Temporary keys made since the start. */
  readonly temporaryKeysMade: number;
  /** API calls since the start by TL name; repeated messages do not count. */
  readonly calls: Readonly<Record<string, number>>;
  /** `bad_msg_notification` and `bad_server_salt` sent since the start, by code. */
  readonly badMessages: Readonly<Record<number, number>>;
  /** Transport errors sent since the start, by code. */
  readonly transportErrors: Readonly<Record<number, number>>;
  /** Errors of the service that were no `RpcFault`, and of the server itself. A test wants none. */
  readonly failures: readonly unknown[];
}

/** Counts for {@link ServerStats}. */
export class ServerStatistics {
  connections = 0;
  permanentKeysMade = 0;
  temporaryKeysMade = 0;
  readonly calls = new Map<string, number>();
  readonly badMessages = new Map<number, number>();
  readonly transportErrors = new Map<number, number>();
  readonly failures: unknown[] = [];

  /** Counts one more of something. */
  count<K>(counts: Map<K, number>, what: K): void {
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
}
