import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import { Account } from "../world/Account.js";
import type { BasicGroup } from "../world/BasicGroup.js";
import type { Channel } from "../world/Channel.js";
import { markedChannel } from "../world/marked.js";
import { messageView } from "../world/messageViews.js";
import { namedIn } from "../world/namedPeers.js";
import type { Target } from "../world/Post.js";
import type { StoredMessage } from "../world/StoredMessage.js";
import { child, int, long } from "./fields.js";
import type { SignedInCall } from "./Handler.js";

/** Why a peer cannot be spoken of. */
type Refusal = "PEER_ID_INVALID" | "CHANNEL_INVALID" | "CHANNEL_PRIVATE";

/**
 * Whom or what an InputUser, InputPeer or InputChannel names; null when there is none, or when the
 * caller may not speak of it. Bots may leave out the access hashes of whom they have met.
 */
export function findPeer(call: SignedInCall, input: TlObject): Target | null {
  const found = lookUp(call, input);
  return typeof found === "string" ? null : found;
}

/** The account that an InputUser or InputPeer names; null when there is none. */
export function findUser(call: SignedInCall, input: TlObject): Account | null {
  const found = findPeer(call, input);
  return found instanceof Account ? found : null;
}

/** @throws RpcFault PEER_ID_INVALID, CHANNEL_INVALID, CHANNEL_PRIVATE */
export function requirePeer(call: SignedInCall, field = "peer"): Target {
  return requireInput(call, child(call.request, field));
}

/** @throws RpcFault PEER_ID_INVALID, CHANNEL_INVALID, CHANNEL_PRIVATE */
export function requireInput(call: SignedInCall, input: TlObject): Target {
  const found = lookUp(call, input);
  if (typeof found === "string") {
    throw new RpcFault(400, found);
  }
  return found;
}

/** @throws RpcFault USER_ID_INVALID */
export function requireUser(call: SignedInCall, field = "id"): Account {
  return requireUserInput(call, child(call.request, field));
}

/** @throws RpcFault USER_ID_INVALID */
export function requireUserInput(call: SignedInCall, input: TlObject): Account {
  const user = findUser(call, input);
  if (user === null) {
    throw new RpcFault(400, "USER_ID_INVALID");
  }
  return user;
}

/** @throws RpcFault CHANNEL_INVALID, CHANNEL_PRIVATE */
export function requireChannel(call: SignedInCall, field = "channel"): Channel {
  const found = lookUp(call, child(call.request, field));
  if (typeof found === "string" || found.kind !== "channel") {
    throw new RpcFault(400, typeof found === "string" && found !== "PEER_ID_INVALID" ? found : "CHANNEL_INVALID");
  }
  return found;
}

/**
 * A basic group of which the caller is a member.
 *
 * @throws RpcFault CHAT_ID_INVALID
 */
export function requireGroup({ state, account, request }: SignedInCall, field = "chatId"): BasicGroup {
  const group = state.chats.groups.get(long(request, field));
  if (group === undefined || group.isDeactivated || !group.isMember(account.id)) {
    throw new RpcFault(400, "CHAT_ID_INVALID");
  }
  return group;
}

/**
 * A group or channel.
 *
 * @throws RpcFault PEER_ID_INVALID, CHANNEL_INVALID, CHANNEL_PRIVATE
 */
export function requireChat(call: SignedInCall, field = "peer"): BasicGroup | Channel {
  const peer = requirePeer(call, field);
  if (peer instanceof Account) {
    throw new RpcFault(400, "PEER_ID_INVALID");
  }
  return peer;
}

/** A message of a chat as the caller may see it. */
export function findMessage({ account, state }: SignedInCall, target: Target, id: number): StoredMessage | undefined {
  if (target.kind === "channel") {
    const message = target.box.messages.get(id);
    const isHidden = message !== undefined && id <= (target.members.get(account.id)?.availableMinId ?? 0);
    return isHidden || !target.isVisibleTo(account.id, state.nowSec()) ? undefined : message;
  }
  const message = account.mailbox.messages.get(id);
  return message?.peerId === target.markedId ? message : undefined;
}

/** @throws RpcFault MESSAGE_ID_INVALID */
export function requireMessage(call: SignedInCall, target: Target, id: number): StoredMessage {
  const message = findMessage(call, target, id);
  if (message === undefined) {
    throw new RpcFault(400, "MESSAGE_ID_INVALID");
  }
  return message;
}

function lookUp(call: SignedInCall, input: TlObject): Target | Refusal {
  const { account, state } = call;
  switch (input._) {
    case "inputUserSelf":
    case "inputPeerSelf":
      return account;
    case "inputUser":
    case "inputPeerUser":
      return lookUpUser(call, long(input, "userId"), long(input, "accessHash"));
    case "inputPeerChat": {
      const group = state.chats.groups.get(long(input, "chatId"));
      return group === undefined || !group.isMember(account.id) ? "PEER_ID_INVALID" : group;
    }
    case "inputChannel":
    case "inputPeerChannel": {
      const channel = state.chats.channels.get(long(input, "channelId"));
      const hash = long(input, "accessHash");
      if (channel === undefined || !(hash === state.chats.accessHash(account, channel) || (account.isBot && hash === 0n))) {
        return "CHANNEL_INVALID";
      }
      return visible(call, channel);
    }
    case "inputUserFromMessage":
    case "inputPeerUserFromMessage": {
      const id = long(input, "userId");
      return isNamedIn(call, input, id) ? (state.accounts.byId(id) ?? "PEER_ID_INVALID") : "PEER_ID_INVALID";
    }
    case "inputChannelFromMessage":
    case "inputPeerChannelFromMessage": {
      const id = long(input, "channelId");
      const channel = state.chats.channels.get(id);
      return channel !== undefined && isNamedIn(call, input, markedChannel(id)) ? visible(call, channel) : "CHANNEL_INVALID";
    }
    default:
      return "PEER_ID_INVALID";
  }
}

function lookUpUser({ account, state }: SignedInCall, id: bigint, hash: bigint): Account | Refusal {
  const target = state.accounts.byId(id);
  if (target === undefined) {
    return "PEER_ID_INVALID";
  }
  const isKnown = target === account || hash === state.accounts.accessHash(account, target);
  const hasMet = account.isBot && hash === 0n && hasMetBot(account, target, state.chats.of(account.id));
  return isKnown || hasMet ? target : "PEER_ID_INVALID";
}

function hasMetBot(bot: Account, target: Account, { groups, channels }: { groups: BasicGroup[]; channels: Channel[] }): boolean {
  return bot.mailbox.countIn(target.id) > 0 || [...groups, ...channels].some((chat) => chat.isMember(target.id));
}

function visible({ account, state }: SignedInCall, channel: Channel): Channel | Refusal {
  return channel.isVisibleTo(account.id, state.nowSec()) ? channel : "CHANNEL_PRIVATE";
}

/** Whether a message that the caller can see names somebody. */
function isNamedIn(call: SignedInCall, input: TlObject, marked: bigint): boolean {
  const chat = findPeer(call, child(input, "peer"));
  const message = chat === null ? undefined : findMessage(call, chat, int(input, "msgId"));
  return message !== undefined && namedIn([messageView(call.state, call.account, message)]).has(marked);
}
