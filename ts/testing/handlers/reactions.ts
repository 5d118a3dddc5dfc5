import { isObject, type TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Account } from "../world/Account.js";
import { peerView } from "../world/marked.js";
import { reactionsView } from "../world/messageViews.js";
import { peersOf } from "../world/namedPeers.js";
import type { Target } from "../world/Post.js";
import { reactionKey } from "../world/Reactions.js";
import type { StoredMessage } from "../world/StoredMessage.js";
import { children, int, optional, text } from "./fields.js";
import { atHome, usersOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { findMessage, requireMessage, requirePeer } from "./peers.js";
import { numbers } from "./messages.js";

/** Reactions to one message that somebody without Premium has. */
const MAX_REACTIONS = 1;
const MAX_PAGE = 100;

/** messages.* about reactions. */
export const reactionHandlers: HandlerTable = {
  "messages.sendReaction": atHome(sendReaction),
  "messages.getMessagesReactions": usersOnly((call) => {
    const { state, account, request } = call;
    const chat = requirePeer(call);
    const messages = numbers(request, "id").flatMap((id) => findMessage(call, chat, id) ?? []);
    return state.post.container(
      account,
      messages.map((message) => reactionsUpdate(account, chat, message)),
    );
  }),
  "messages.getMessageReactionsList": usersOnly((call) => {
    const { state, account, request } = call;
    const chat = requirePeer(call);
    const message = requireMessage(call, chat, int(request, "id"));
    if (chat.kind === "channel" && chat.isBroadcast) {
      throw new RpcFault(403, "BROADCAST_FORBIDDEN");
    }
    const wanted = isObject(request["reaction"]) ? reactionKey(request["reaction"]) : null;
    const all = message.content.reactions.given().filter(({ reaction }) => wanted === null || reactionKey(reaction) === wanted).reverse();
    const begin = Number(optional(request, "offset", text) ?? "0") || 0;
    const end = begin + Math.max(0, Math.min(int(request, "limit"), MAX_PAGE));
    const reactions = all.slice(begin, end).map(({ userId, reaction, dateSec }): TlObject => ({ _: "messagePeerReaction", my: userId === account.id, peerId: peerView(userId), date: dateSec, reaction }));
    return { _: "messages.messageReactionsList", count: all.length, reactions, ...peersOf(state, account, reactions), nextOffset: end < all.length ? String(end) : undefined };
  }),
};

function sendReaction(call: SignedInCall): TlObject {
  const { state, account, request, peer: session } = call;
  const chat = requirePeer(call);
  const message = requireMessage(call, chat, int(request, "msgId"));
  const { content } = message;
  const wanted = (optional(request, "reaction", children) ?? []).filter(({ _ }) => _ !== "reactionEmpty");
  checkReactions(call, chat, wanted);
  if (content.action !== null) {
    throw new RpcFault(400, "MESSAGE_ID_INVALID");
  }
  const old = content.reactions.of(account.id);
  const isSame = old.map(reactionKey).join() === wanted.map(reactionKey).join();
  if (isSame) {
    throw new RpcFault(400, "MESSAGE_NOT_MODIFIED");
  }
  content.reactions.set(account.id, wanted, state.nowSec());
  tellReaders(call, message, chat);
  tellBots(call, message, old, wanted);
  const update = reactionsUpdate(account, chat, message);
  state.post.tell(account, () => [update], session, chat);
  return state.post.container(account, [update]);
}

/** @throws RpcFault REACTION_INVALID, REACTIONS_TOO_MANY, CHAT_WRITE_FORBIDDEN */
function checkReactions({ account, state }: SignedInCall, chat: Target, wanted: readonly TlObject[]): void {
  if (wanted.length > MAX_REACTIONS) {
    throw new RpcFault(400, "REACTIONS_TOO_MANY");
  }
  const allowed = "allowedReactions" in chat ? chat.allowedReactions : null;
  for (const { _, emoticon } of wanted) {
    const isEmoji = _ === "reactionEmoji" && typeof emoticon === "string" && emoticon !== "" && !/^[\p{L}\d]/u.test(emoticon);
    const isAllowed = allowed === null || (typeof emoticon === "string" && allowed.includes(emoticon));
    if (!(isEmoji || _ === "reactionCustomEmoji") || !isAllowed) {
      throw new RpcFault(400, "REACTION_INVALID");
    }
  }
  if (chat.kind === "channel" && (!chat.isMember(account.id) || chat.refusal(account.id, "sendReactions", state.nowSec()) !== null)) {
    throw new RpcFault(403, "CHAT_WRITE_FORBIDDEN");
  }
}

/** Everybody who has the message hears of its reactions; bots hear by their own updates. */
function tellReaders({ state, account }: SignedInCall, message: StoredMessage, chat: Target): void {
  if (chat.kind === "channel") {
    for (const userId of chat.members.keys()) {
      const member = state.accounts.byId(userId);
      if (member !== undefined && member !== account && !member.isBot) {
        state.post.tell(member, () => [reactionsUpdate(member, chat, message)], null, chat);
      }
    }
    return;
  }
  for (const copy of message.content.copies) {
    const owner = state.ownerOf(copy);
    if (owner !== null && owner !== account && !owner.isBot) {
      state.post.tell(owner, () => [updateFor(owner, copy)], null);
    }
  }
}

function tellBots({ state, account }: SignedInCall, message: StoredMessage, old: readonly TlObject[], wanted: readonly TlObject[]): void {
  const { content } = message;
  const date = state.nowSec();
  const update = ({ id, peerId }: StoredMessage): TlObject => ({ _: "updateBotMessageReaction", peer: peerView(peerId), msgId: id, date, actor: peerView(account.id), oldReactions: old, newReactions: wanted });
  for (const copy of content.copies) {
    const owner = state.ownerOf(copy);
    if (owner !== null) {
      const group = state.chats.byMarkedId(copy.peerId);
      if (owner.isBot && owner !== account && (group === undefined || (group.kind === "chat" && group.isAdmin(owner.id)))) {
        state.tellCounted(owner, update(copy));
      }
      continue;
    }
    const channel = state.chats.byMarkedId(copy.peerId);
    if (channel?.kind !== "channel") {
      continue;
    }
    for (const bot of state.botsIn(channel).filter((other) => other !== account && channel.isAdmin(other.id))) {
      // Who reacts in a channel stays hidden: its bots get counts.
      const counts: TlObject = { _: "updateBotMessageReactions", peer: peerView(copy.peerId), msgId: copy.id, date, reactions: content.reactions.counts(null) };
      state.tellCounted(bot, channel.isBroadcast ? counts : update(copy));
    }
  }
}

function reactionsUpdate(viewer: Account, chat: Target, message: StoredMessage): TlObject {
  return { ...updateFor(viewer, message), reactions: reactionsView(message.content, viewer, !(chat.kind === "channel" && chat.isBroadcast)) };
}

function updateFor(viewer: Account, message: StoredMessage): TlObject {
  const topMsgId = message.reply?.isForumTopic === true ? (message.reply.topId ?? message.replyToId ?? undefined) : undefined;
  return { _: "updateMessageReactions", peer: peerView(message.peerId), msgId: message.id, topMsgId, reactions: reactionsView(message.content, viewer, true) };
}
