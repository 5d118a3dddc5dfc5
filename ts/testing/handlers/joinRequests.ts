import type { ServerPeer } from "../session/RpcService.js";
import type { Account } from "../world/Account.js";
import type { BasicGroup } from "../world/BasicGroup.js";
import type { Channel } from "../world/Channel.js";
import type { InviteLink } from "../world/InviteLinks.js";
import { pendingRequests, requesterUpdate } from "../world/JoinRequests.js";
import type { WorldState } from "../world/WorldState.js";
import { hasAdminRight } from "./permissions.js";

/** Tells those who may let people in that somebody waits. */
export function tellJoinRequest(state: WorldState, chat: BasicGroup | Channel, user: Account, link: InviteLink | null): void {
  for (const bot of state.botsIn(chat)) {
    if (hasAdminRight(bot, chat, "inviteUsers")) {
      state.tellCounted(bot, requesterUpdate(chat, user, link, state.nowSec()));
    }
  }
  tellPendingRequests(state, chat, null);
}

/** Tells admins how many wait. */
export function tellPendingRequests(state: WorldState, chat: BasicGroup | Channel, except: ServerPeer | null): void {
  for (const userId of chat.members.keys()) {
    const admin = state.accounts.byId(userId);
    if (admin !== undefined && !admin.isBot && hasAdminRight(admin, chat, "inviteUsers")) {
      state.post.tell(admin, () => [pendingRequests(chat)], except, chat);
    }
  }
}
