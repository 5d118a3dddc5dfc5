/**
 * What a library can do, in the words of the benchmarks. Each part is optional: a row is run by
 * those that have it. Whatever a library needs before its first call (a key schedule, wasm) is done
 * by the `create…` functions, outside the timing, unless users pay for it on each call as well.
 */
export interface Peer {
  readonly name: string;
  /** "1.2.3", and the TL layer where it matters. */
  readonly version: string;

  /** In place where the library offers that, else into fresh bytes. @param iv 32 bytes */
  readonly igeEncrypt?: (data: Uint8Array, key: Uint8Array, iv: Uint8Array) => Uint8Array;
  readonly igeDecrypt?: (data: Uint8Array, key: Uint8Array, iv: Uint8Array) => Uint8Array;
  /** Into fresh bytes, whatever else the library offers. */
  readonly igeEncryptToNew?: (data: Uint8Array, key: Uint8Array, iv: Uint8Array) => Uint8Array;
  /** AES-256-CTR as a running stream. @param iv 16 bytes */
  readonly createCtr?: (key: Uint8Array, iv: Uint8Array) => (chunk: Uint8Array) => Uint8Array;
  readonly sha256?: (data: Uint8Array) => Promised<Uint8Array>;
  readonly factorize?: (pq: bigint) => readonly [bigint, bigint];

  /** Gives a function that makes the encrypted packet of a client's message out of its body. */
  readonly createSealer?: (session: MessageSession) => Promise<(body: Uint8Array) => Promised<Uint8Array>>;
  /** Gives a function that opens and checks an encrypted packet of a server, and reads its head. */
  readonly createOpener?: (session: MessageSession) => Promise<(packet: Uint8Array) => Promised<unknown>>;

  /** Connects, makes a permanent auth key, and closes the connection. */
  readonly makeKey?: (server: ServerAddress) => Promise<void>;

  /** Signs a new client in as a bot, its session in memory. */
  readonly connectBot?: (server: ServerAddress, token: string) => Promise<ConnectedBot>;
  /**
   * The same, for a bot that hears messages. `onText` gets the text of each, after so many handlers that are for other
   * texts: each has a regular expression, which goes through the library's own filter where it has one.
   */
  readonly connectHearingBot?: (server: ServerAddress, token: string, onText: (text: string) => void, others: readonly RegExp[]) => Promise<void>;

  /** Turns an object of ours (a literal with `_`, long as bigint) into what the library encodes. */
  readonly toTl?: (object: object) => unknown;
  readonly encode?: (object: unknown) => Uint8Array;
  readonly decode?: (bytes: Uint8Array) => unknown;
  /** The texts of every tenth message of an answer to messages.getHistory, the rest read as little as the library can. */
  readonly readSomeTexts?: (bytes: Uint8Array) => readonly string[];
}

export type Promised<T> = T | Promise<T>;

/** A client that is signed in. */
export interface ConnectedBot {
  /** Calls help.getNearestDc and reads the answer. */
  readonly call: () => Promise<unknown>;
  readonly close: () => Promise<unknown>;
}

export interface MessageSession {
  /** 256 bytes. */
  readonly authKey: Uint8Array;
  readonly salt: bigint;
  readonly sessionId: bigint;
}

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly dcId: number;
  /** PEM (PKCS #1). */
  readonly publicKey: string;
}
