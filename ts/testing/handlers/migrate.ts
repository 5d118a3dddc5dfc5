import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { BasicGroup } from "../world/BasicGroup.js";
import type { Channel } from "../world/Channel.js";
import { BASIC_ADMIN_RIGHTS } from "../world/rights.js";
import { chatChanged } from "./chatSettings.js";
import { usersOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { serviceMessage } from "./membership.js";
import { requireGroup } from "./peers.js";

/** messages.migrateChat. */
export const migrateHandlers: HandlerTable = {
  "messages.migrateChat": usersOnly((call) => {
    const group = requireGroup(call);
    if (group.creatorId !== call.account.id) {
      throw new RpcFault(400, "CHAT_ADMIN_REQUIRED");
    }
    return migrate(call, group);
  }),
};

/** Makes a supergroup of a basic group; both tell so, and everybody comes along. */
function migrate(call: SignedInCall, group: BasicGroup): TlObject {
  const { state, account } = call;
  const channel = state.chats.addChannel(group.title, account, state.nowSec(), false);
  channel.about = group.about;
  channel.restriction = group.restriction;
  channel.migratedFrom = { chatId: group.id, maxId: account.mailbox.topOf(group.markedId)?.id ?? 0 };
  moveMembers(call, group, channel);
  const left = serviceMessage(call, group, { _: "messageActionChatMigrateTo", channelId: channel.id });
  group.migratedTo = channel;
  group.version++;
  const action: TlObject = { _: "messageActionChannelMigrateFrom", title: group.title, chatId: group.id };
  const begun = serviceMessage(call, channel, action, { also: [chatChanged(channel)] });
  const updates = [left, begun].flatMap((object) => object["updates"] as readonly TlObject[]);
  return state.post.container(account, updates);
}

function moveMembers({ state }: SignedInCall, group: BasicGroup, channel: Channel): void {
  for (const { userId, inviterId, dateSec, isAdmin } of group.members.values()) {
    const member = channel.members.get(userId) ?? channel.addMember(userId, inviterId, dateSec);
    if (isAdmin && userId !== group.creatorId) {
      member.admin = { rights: BASIC_ADMIN_RIGHTS, promotedBy: group.creatorId, rank: null };
    }
    state.accounts.byId(userId)?.channelChanges.set(channel.id, state.nowSec());
  }
}
