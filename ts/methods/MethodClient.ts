import type { PeerLike, ResolvedLink } from "../peers/index.js";
import type { ParseMode } from "../text/index.js";
import type { tl, TlExact, TlRequest, TlResult } from "../tl/index.js";
import type { ObjectClient } from "../types/index.js";

/** How a method makes a call; an `undefined` is as good as nothing. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** DC to ask. @default the home DC */
  readonly dcId?: number | undefined;
  /** Name of a queue: calls of one queue run in the order in which they were made. @default none */
  readonly order?: string | undefined;
}

/** What the methods need of the client. */
export interface MethodClient {
  /** Makes a call. What its answer tells of users and chats is known afterwards. */
  invoke<const R extends TlRequest>(request: TlExact<R>, options?: CallOptions): Promise<TlResult<R>>;
  resolvePeer(peer: PeerLike, parameter?: string): Promise<tl.InputPeer>;
  resolveUser(user: PeerLike, parameter?: string): Promise<tl.InputUser>;
  resolveChannel(channel: PeerLike, parameter?: string): Promise<tl.InputChannel>;
  resolveLink(link: string): Promise<ResolvedLink>;
  /** Id of the account. @throws ClientStateError before the sign-in */
  readonly selfId: number;
  readonly isBot: boolean;
  /** How texts are read when the call does not say. */
  readonly parseMode: ParseMode;
  /** What bound methods of the objects call. */
  readonly objects: ObjectClient;
}
