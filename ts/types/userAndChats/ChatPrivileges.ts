import type { tl } from "../../tl/index.js";

/** What an administrator may do. A plain object of the same shape does as well; what is left out is not allowed. */
export class ChatPrivileges {
  declare readonly canManageChat?: boolean | undefined;
  declare readonly canDeleteMessages?: boolean | undefined;
  declare readonly canManageVideoChats?: boolean | undefined;
  declare readonly canRestrictMembers?: boolean | undefined;
  declare readonly canPromoteMembers?: boolean | undefined;
  declare readonly canChangeInfo?: boolean | undefined;
  /** Channels only. */
  declare readonly canPostMessages?: boolean | undefined;
  /** Channels only. */
  declare readonly canEditMessages?: boolean | undefined;
  declare readonly canInviteUsers?: boolean | undefined;
  declare readonly canPinMessages?: boolean | undefined;
  declare readonly canManageTopics?: boolean | undefined;
  /** Whether messages are sent in the name of the group. */
  declare readonly isAnonymous?: boolean | undefined;

  constructor(privileges: ChatPrivileges = { canManageChat: true }) {
    Object.assign(this, privileges);
  }
}

export function readPrivileges(rights: tl.RawChatAdminRights): ChatPrivileges {
  return new ChatPrivileges({
    canManageChat: rights.other === true,
    canDeleteMessages: rights.deleteMessages === true,
    canManageVideoChats: rights.manageCall === true,
    canRestrictMembers: rights.banUsers === true,
    canPromoteMembers: rights.addAdmins === true,
    canChangeInfo: rights.changeInfo === true,
    canPostMessages: rights.postMessages === true,
    canEditMessages: rights.editMessages === true,
    canInviteUsers: rights.inviteUsers === true,
    canPinMessages: rights.pinMessages === true,
    canManageTopics: rights.manageTopics === true,
    isAnonymous: rights.anonymous === true,
  });
}
