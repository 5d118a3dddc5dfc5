import type { tl } from "../../tl/index.js";
import type { ChatPermissions, ChatPrivileges } from "../../types/index.js";
import { flag, unixTime } from "../checkArguments.js";

/** What is forbidden to members: Telegram's list of what `permissions` does not allow. */
export function bannedRights(permissions: ChatPermissions, untilDate?: Date): tl.RawChatBannedRights {
  checkRights(permissions, "permissions");
  const forbid = (isAllowed: boolean | undefined): true | undefined => flag(isAllowed !== true);
  const { canSendMessages, canSendMediaMessages, canSendOtherMessages, canSendPolls, canAddWebPagePreviews } = permissions;
  const { canChangeInfo, canInviteUsers, canPinMessages, canManageTopics } = permissions;
  return {
    _: "chatBannedRights",
    untilDate: unixTime(untilDate, "untilDate") ?? 0,
    sendMessages: forbid(canSendMessages),
    sendMedia: forbid(canSendMediaMessages),
    sendStickers: forbid(canSendOtherMessages),
    sendGifs: forbid(canSendOtherMessages),
    sendGames: forbid(canSendOtherMessages),
    sendInline: forbid(canSendOtherMessages),
    sendPolls: forbid(canSendPolls),
    embedLinks: forbid(canAddWebPagePreviews),
    changeInfo: forbid(canChangeInfo),
    inviteUsers: forbid(canInviteUsers),
    pinMessages: forbid(canPinMessages),
    manageTopics: forbid(canManageTopics),
  };
}

/** What an administrator may do, as Telegram has it. */
export function adminRights(privileges: ChatPrivileges): tl.RawChatAdminRights {
  checkRights(privileges, "privileges");
  return {
    _: "chatAdminRights",
    other: flag(privileges.canManageChat),
    deleteMessages: flag(privileges.canDeleteMessages),
    manageCall: flag(privileges.canManageVideoChats),
    banUsers: flag(privileges.canRestrictMembers),
    addAdmins: flag(privileges.canPromoteMembers),
    changeInfo: flag(privileges.canChangeInfo),
    postMessages: flag(privileges.canPostMessages),
    editMessages: flag(privileges.canEditMessages),
    inviteUsers: flag(privileges.canInviteUsers),
    pinMessages: flag(privileges.canPinMessages),
    manageTopics: flag(privileges.canManageTopics),
    anonymous: flag(privileges.isAnonymous),
  };
}

function checkRights(rights: unknown, name: string): void {
  if (typeof rights !== "object" || rights === null) throw new TypeError(`${name} must be an object`);
}
