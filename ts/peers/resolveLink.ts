import type { tl } from "../tl/index.js";
import type { Link } from "./Link.js";
import { markedIdOf } from "./markedId.js";
import type { PeerLike } from "./PeerLike.js";
import type { PeerCalls } from "./PeerCalls.js";

/** A link, and the chat that it leads to. */
export type ResolvedLink = Link & {
  /** The user or chat; left out where a link leads to none, and for chats that were not joined. */
  readonly peer?: tl.InputPeer;
  /** What Telegram tells of an invite link. */
  readonly invite?: tl.ChatInvite;
};

/** What resolving a link needs. */
export interface LinkContext extends Pick<PeerCalls, "invoke"> {
  resolvePeer(like: PeerLike): Promise<tl.InputPeer>;
}

/** Finds the chat of a link. @throws UnknownPeerError when there is none, RpcError when Telegram refuses */
export async function resolveLink(link: Link, context: LinkContext): Promise<ResolvedLink> {
  switch (link.kind) {
    case "invite":
      return resolveInvite(link, context);
    case "contactToken":
      return { ...link, peer: await context.resolvePeer(await context.invoke({ _: "contacts.importContactToken", token: link.token })) };
    case "phone":
      return { ...link, peer: await context.resolvePeer(`+${link.phone}`) };
    default:
      if ("username" in link) return { ...link, peer: await context.resolvePeer(`@${link.username}`) };
      if ("chatId" in link) return { ...link, peer: await context.resolvePeer(link.chatId) };
      return link;
  }
}

async function resolveInvite(link: Extract<Link, { kind: "invite" }>, context: LinkContext): Promise<ResolvedLink> {
  const invite = await context.invoke({ _: "messages.checkChatInvite", hash: link.hash });
  if (invite._ === "chatInvite") return { ...link, invite };
  return { ...link, invite, peer: await context.resolvePeer(markedIdOf(invite.chat)) };
}
