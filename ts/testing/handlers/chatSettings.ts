import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import { peerView } from "../world/marked.js";
import { bannedRightsView, readRestriction } from "../world/rights.js";
import { child, children, text } from "./fields.js";
import { atHome, usersOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { requireChat } from "./peers.js";
import { requireAdmin, requireAdminOrRight } from "./permissions.js";

/** Longest description, in UTF-16 code units. */
const MAX_ABOUT = 255;

/** messages.* that set something for a group or channel, of whatever kind. */
export const chatSettingHandlers: HandlerTable = {
  "messages.editChatAbout": atHome((call) => {
    const chat = requireChat(call);
    const about = text(call.request, "about");
    requireAdminOrRight(call, chat, "changeInfo");
    if (about.length > MAX_ABOUT) {
      throw new RpcFault(400, "CHAT_ABOUT_TOO_LONG");
    }
    if (about === chat.about) {
      throw new RpcFault(400, "CHAT_ABOUT_NOT_MODIFIED");
    }
    chat.about = about;
    return true;
  }),
  "messages.editChatDefaultBannedRights": atHome((call) => {
    const chat = requireChat(call);
    requireAdmin(call, chat, "banUsers");
    if (chat.kind === "channel" && chat.isBroadcast) {
      throw new RpcFault(400, "CHANNEL_INVALID");
    }
    const restriction = { ...readRestriction(child(call.request, "bannedRights")), untilSec: 0 };
    if (restriction.rights.has("viewMessages")) {
      throw new RpcFault(400, "BANNED_RIGHTS_INVALID");
    }
    chat.restriction = restriction;
    let version = 0;
    if (chat.kind === "chat") {
      version = ++chat.version;
    }
    const update: TlObject = { _: "updateChatDefaultBannedRights", peer: peerView(chat.markedId), defaultBannedRights: bannedRightsView(restriction), version };
    return announced(call, chat, update);
  }),
  "messages.toggleNoForwards": usersOnly((call) => {
    const chat = requireChat(call);
    requireAdmin(call, chat, "changeInfo");
    chat.isProtected = call.request["enabled"] === true;
    return announced(call, chat, chatChanged(chat));
  }),
  "messages.setChatAvailableReactions": usersOnly((call) => {
    const chat = requireChat(call);
    requireAdmin(call, chat, "changeInfo");
    const allowed = child(call.request, "availableReactions");
    chat.allowedReactions =
      allowed._ === "chatReactionsAll" ? null : allowed._ === "chatReactionsNone" ? [] : children(allowed, "reactions").map(({ emoticon }) => (typeof emoticon === "string" ? emoticon : ""));
    return announced(call, chat, chatChanged(chat));
  }),
  "messages.getOnlines": usersOnly((call) => {
    const chat = requireChat(call);
    const onlines = [...chat.members.keys()].filter((id) => call.state.accounts.byId(id)?.isOnline === true).length;
    return { _: "chatOnlines", onlines };
  }),
};

/** The update which says that a group or channel is to be looked at anew. */
export function chatChanged(chat: ReturnType<typeof requireChat>): TlObject {
  return chat.kind === "chat" ? { _: "updateChat", chatId: chat.id } : { _: "updateChannel", channelId: chat.id };
}

/** Tells an update to everybody in a chat, and gives it as the answer for the caller. */
export function announced({ state, account, peer: session }: SignedInCall, chat: ReturnType<typeof requireChat>, update: TlObject): TlObject {
  state.post.announce(chat, () => [update], session);
  return state.post.container(account, [update]);
}
