/**
 * One session of a client as the world sees it: an auth key together with a session id, on one DC.
 * It outlives its connections.
 */
export interface ServerPeer {
  readonly dcId: number;
  /** Id of the permanent key, whichever key carries the packets; 0 before a temporary key is bound. */
  readonly authKeyId: bigint;
  readonly sessionId: bigint;
  /** The world's own notes; lives as long as the permanent auth key on this DC. */
  readonly keyState: Map<string, unknown>;
  /**
   * Sends a boxed object that nobody asked for, such as `updates`. It is sent again until the client
   * has acknowledged it, and waits while the session has no connection. The bytes are not copied.
   */
  push(body: Uint8Array): void;
}

/** What else is known about a call. */
export interface CallRequest {
  readonly msgId: bigint;
}

/** The API behind the network: it answers calls and knows nothing of sockets, keys and salts. */
export interface RpcService {
  /**
   * Answers one call.
   * @param body The boxed request with its `invokeWithLayer` and `initConnection`; compression and
   *   `invokeAfterMsg` are already taken off. Valid for ever: it is not reused.
   * @returns The boxed result.
   * @throws {RpcFault} to answer with an `rpc_error`. Anything else thrown is answered by
   *   `500 INTERNAL` and listed in `TestServer.stats().failures`.
   */
  call(peer: ServerPeer, body: Uint8Array, request: CallRequest): Promise<Uint8Array>;
  /**
   * A session of a permanent key exists from now on. With a temporary key that is so once the key is
   * bound; the few calls that are allowed earlier come from a peer that was not announced.
   */
  sessionOpened(peer: ServerPeer): void;
  /** A session is over: destroyed by the client, forgotten for its age, or the server stops. */
  sessionClosed(peer: ServerPeer): void;
  /** TL name of a method, for faults and statistics; without it they use `#` and the hex id. */
  methodName?(constructorId: number): string | undefined;
}

/** Makes the server answer a call with an `rpc_error`. */
export class RpcFault extends Error {
  override readonly name = "RpcFault";
  /** For example 420. */
  readonly errorCode: number;
  /** For example `FLOOD_WAIT_30`. */
  readonly text: string;

  constructor(errorCode: number, text: string) {
    super(`${errorCode} ${text}`);
    this.errorCode = errorCode;
    this.text = text;
  }
}
