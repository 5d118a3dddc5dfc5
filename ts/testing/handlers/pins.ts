import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import { Account } from "../world/Account.js";
import { eventView } from "../world/messageViews.js";
import { int, optional } from "./fields.js";
import { atHome, type HandlerTable, type SignedInCall } from "./Handler.js";
import { isInThread, messagesOf } from "./history.js";
import { serviceMessage } from "./membership.js";
import { requireMessage, requirePeer } from "./peers.js";
import { requireAdmin, requireAdminOrRight } from "./permissions.js";

/** messages.* that pin. */
export const pinHandlers: HandlerTable = {
  "messages.updatePinnedMessage": atHome(pin),
  "messages.unpinAllMessages": atHome((call) => {
    const { request, state, peer: session, account } = call;
    const chat = requirePeer(call);
    checkMayPin(call, chat);
    const topic = optional(request, "topMsgId", int);
    const pinned = messagesOf(call, chat).filter((message) => message.isPinned && (topic === null || isInThread(message, topic)));
    const event = state.post.pin(pinned, false, false, session);
    const box = chat.kind === "channel" ? chat.box : account.mailbox;
    return { _: "messages.affectedHistory", pts: event?.pts ?? box.pts, ptsCount: event?.ptsCount ?? 0, offset: 0 };
  }),
};

function pin(call: SignedInCall): TlObject {
  const { request, state, account, peer: session } = call;
  const chat = requirePeer(call);
  checkMayPin(call, chat);
  const message = requireMessage(call, chat, int(request, "id"));
  const isPinned = request["unpin"] !== true;
  const isOneSided = request["pmOneside"] === true && chat instanceof Account;
  const event = state.post.pin([message], isPinned, isOneSided, session);
  if (event === null) {
    throw new RpcFault(400, "CHAT_NOT_MODIFIED");
  }
  const update = eventView(state, account, message.box, event, chat.kind === "channel" ? chat : null);
  const updates = update === null ? [] : [update];
  if (!isPinned || isOneSided || request["silent"] === true) {
    return state.post.container(account, updates);
  }
  const told = serviceMessage(call, chat, { _: "messageActionPinMessage" }, { replyToId: message.id });
  return { ...told, updates: [...updates, ...(told["updates"] as readonly TlObject[])] };
}

function checkMayPin(call: SignedInCall, chat: ReturnType<typeof requirePeer>): void {
  if (chat.kind === "channel" && chat.isBroadcast) {
    requireAdmin(call, chat, "editMessages");
  } else if (!(chat instanceof Account)) {
    requireAdminOrRight(call, chat, "pinMessages");
  }
}
