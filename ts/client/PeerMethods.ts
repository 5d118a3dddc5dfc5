import type { MethodClient } from "../methods/MethodClient.js";
import type { PeerLike, ResolvedLink } from "../peers/index.js";
import type { tl } from "../tl/index.js";
import { MissingMethods } from "./MissingMethods.js";

/** Finding users and chats for calls by `invoke`; the other methods do it by themselves. */
export abstract class PeerMethods extends MissingMethods {
  protected abstract methodClient(): MethodClient;

  /**
   * What Telegram wants instead of an id, a username, a phone number or a link, for calls by `invoke`. Looks
   * at what was met before, and asks Telegram only for what was not.
   *
   * @throws TypeError, RangeError when `peer` names nothing
   * @throws UnknownPeerError when it was never met and Telegram does not find it; the error says where it was looked for
   * @throws ResolveLimitError when too many unknown names were looked up
   * @example
   * const peer = await client.resolvePeer("@durov");
   */
  async resolvePeer(peer: PeerLike): Promise<tl.InputPeer> {
    return this.methodClient().resolvePeer(peer);
  }

  /**
   * What a t.me or tg:// link means, and the chat that it leads to. To read a link without asking Telegram there is
   * `parseLink`.
   *
   * @throws TypeError when it is no link of Telegram's
   * @throws UnknownPeerError when its chat cannot be found
   * @example
   * const link = await client.resolveLink("https://t.me/durov/123");
   * if (link.kind === "message") console.log(link.messageId);
   */
  async resolveLink(link: string): Promise<ResolvedLink> {
    return this.methodClient().resolveLink(link);
  }
}
