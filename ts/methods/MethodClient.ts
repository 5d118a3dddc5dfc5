import type { InvokeOptions } from "../network/index.js";
import type { PeerLike, ResolvedLink } from "../peers/index.js";
import type { tl, TlExact, TlRequest, TlResult } from "../tl/index.js";

/** What the methods need of the client. */
export interface MethodClient {
  /** Makes a call. What its answer tells of users and chats is known afterwards. */
  invoke<const R extends TlRequest>(request: TlExact<R>, options?: InvokeOptions): Promise<TlResult<R>>;
  resolvePeer(peer: PeerLike, parameter?: string): Promise<tl.InputPeer>;
  resolveUser(user: PeerLike, parameter?: string): Promise<tl.InputUser>;
  resolveChannel(channel: PeerLike, parameter?: string): Promise<tl.InputChannel>;
  resolveLink(link: string): Promise<ResolvedLink>;
  /** Id of the account. @throws ClientStateError before the sign-in */
  readonly selfId: number;
  readonly isBot: boolean;
}
