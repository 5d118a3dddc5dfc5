import type { TlObject } from "../codec/index.js";
import type { Account } from "./Account.js";
import type { BasicGroup } from "./BasicGroup.js";
import type { Channel } from "./Channel.js";
import { inviteView, type InviteLink } from "./InviteLinks.js";
import { peerView } from "./marked.js";

/** How many of those who wait are named. */
const RECENT = 3;

/** updatePendingJoinRequests. */
export function pendingRequests({ markedId, links }: BasicGroup | Channel): TlObject {
  const waiting = [...links.requests.keys()];
  return { _: "updatePendingJoinRequests", peer: peerView(markedId), requestsPending: waiting.length, recentRequesters: waiting.slice(-RECENT).reverse() };
}

/** updateBotChatInviteRequester, for bots that may let people in. */
export function requesterUpdate({ markedId, links }: BasicGroup | Channel, user: Account, link: InviteLink | null, date: number): TlObject {
  return {
    _: "updateBotChatInviteRequester",
    peer: peerView(markedId),
    date,
    userId: user.id,
    about: user.about,
    invite: link === null ? { _: "chatInvitePublicJoinRequests" } : inviteView(link, links),
  };
}
