import type { tl } from "../../tl/index.js";

/** Which events of a chat's log are asked for. A plain object of the same shape does as well; nothing is all. */
export class ChatEventFilter {
  declare readonly newRestrictions?: boolean | undefined;
  declare readonly newPrivileges?: boolean | undefined;
  declare readonly newMembers?: boolean | undefined;
  declare readonly chatInfo?: boolean | undefined;
  declare readonly chatSettings?: boolean | undefined;
  declare readonly inviteLinks?: boolean | undefined;
  declare readonly deletedMessages?: boolean | undefined;
  declare readonly editedMessages?: boolean | undefined;
  declare readonly pinnedMessages?: boolean | undefined;
  declare readonly leavingMembers?: boolean | undefined;
  declare readonly videoChats?: boolean | undefined;

  constructor(filter: ChatEventFilter = {}) {
    Object.assign(this, filter);
  }
}

/** As Telegram takes it; undefined for a filter that wants all. */
export function writeEventFilter(filter: ChatEventFilter): tl.ChannelAdminLogEventsFilter | undefined {
  if (!Object.values(filter).includes(true)) return undefined;
  const { newRestrictions, newPrivileges, newMembers, chatInfo, chatSettings, inviteLinks, deletedMessages, editedMessages, pinnedMessages, leavingMembers, videoChats } = filter;
  return {
    _: "channelAdminLogEventsFilter",
    ban: newRestrictions,
    unban: newRestrictions,
    kick: newRestrictions,
    unkick: newRestrictions,
    promote: newPrivileges,
    demote: newPrivileges,
    join: newMembers,
    info: chatInfo,
    settings: chatSettings,
    invites: inviteLinks,
    invite: newMembers === true || inviteLinks === true ? true : undefined,
    delete: deletedMessages,
    edit: editedMessages,
    pinned: pinnedMessages,
    leave: leavingMembers,
    groupCall: videoChats,
  };
}
