import type { tl } from "../../tl/index.js";

/** What members may do in a group. A plain object of the same shape does as well; what is left out is forbidden. */
export class ChatPermissions {
  declare readonly canSendMessages?: boolean | undefined;
  /** Photos, videos, songs, files, voice and video messages. */
  declare readonly canSendMediaMessages?: boolean | undefined;
  /** Stickers, GIFs, games, and messages by inline bots. */
  declare readonly canSendOtherMessages?: boolean | undefined;
  declare readonly canSendPolls?: boolean | undefined;
  declare readonly canAddWebPagePreviews?: boolean | undefined;
  declare readonly canChangeInfo?: boolean | undefined;
  declare readonly canInviteUsers?: boolean | undefined;
  declare readonly canPinMessages?: boolean | undefined;
  declare readonly canManageTopics?: boolean | undefined;

  constructor(permissions: ChatPermissions = {}) {
    Object.assign(this, permissions);
  }
}

/** Telegram's list of what is forbidden, turned round. */
export function readPermissions(rights: tl.RawChatBannedRights): ChatPermissions {
  return new ChatPermissions({
    canSendMessages: rights.sendMessages !== true && rights.sendPlain !== true,
    canSendMediaMessages: rights.sendMedia !== true,
    canSendOtherMessages: rights.sendStickers !== true && rights.sendGifs !== true && rights.sendGames !== true && rights.sendInline !== true,
    canSendPolls: rights.sendPolls !== true,
    canAddWebPagePreviews: rights.embedLinks !== true,
    canChangeInfo: rights.changeInfo !== true,
    canInviteUsers: rights.inviteUsers !== true,
    canPinMessages: rights.pinMessages !== true,
    canManageTopics: rights.manageTopics !== true,
  });
}
