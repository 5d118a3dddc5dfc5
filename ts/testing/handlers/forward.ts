import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Target } from "../world/Post.js";
import type { StoredMessage } from "../world/StoredMessage.js";
import { peerView } from "../world/marked.js";
import { list } from "./fields.js";
import { atHome, type HandlerTable, type SignedInCall } from "./Handler.js";
import { numbers } from "./messages.js";
import { findMessage, requirePeer } from "./peers.js";
import { sendBody, sentAnswer } from "./sending.js";

/** Most messages that are forwarded at once (config.forwarded_count_max). */
const MAX_FORWARDED = 100;

/** messages.forwardMessages. */
export const forwardHandlers: HandlerTable = {
  "messages.forwardMessages": atHome(forward),
};

function forward(call: SignedInCall): TlObject {
  const { request } = call;
  const from = requirePeer(call, "fromPeer");
  const to = requirePeer(call, "toPeer");
  const ids = numbers(request, "id");
  const randomIds = list(request, "randomId").filter((id) => typeof id === "bigint");
  if (ids.length === 0) {
    throw new RpcFault(400, "MESSAGE_IDS_EMPTY");
  }
  if (ids.length !== randomIds.length) {
    throw new RpcFault(400, "RANDOM_ID_INVALID");
  }
  if (ids.length > MAX_FORWARDED) {
    throw new RpcFault(400, "MULTI_MEDIA_TOO_LONG");
  }
  const messages = ids.map((id) => findMessage(call, from, id));
  const found = messages.filter((message) => message !== undefined && message.content.action === null);
  if (found.length === 0) {
    throw new RpcFault(400, "MESSAGE_ID_INVALID");
  }
  if (("isProtected" in from && from.isProtected) || found.some((message) => message?.content.isProtected === true)) {
    throw new RpcFault(400, "CHAT_FORWARDS_RESTRICTED");
  }
  return sentAnswer(
    call,
    messages.flatMap((message, index) => {
      const randomId = randomIds[index] ?? 0n;
      return message === undefined || message.content.action !== null ? [] : [[sendBody(call, to, forwarded(call, from, to, message), randomId), randomId] as const];
    }),
  );
}

function forwarded(call: SignedInCall, from: Target, to: Target, message: StoredMessage): Parameters<typeof sendBody>[2] {
  const { account, request } = call;
  const { content } = message;
  const hidesAuthor = request["dropAuthor"] === true;
  content.forwards += 1;
  return {
    text: request["dropMediaCaptions"] === true && (content.media !== null || content.poll !== null) ? "" : content.text,
    entities: content.entities,
    media: content.media,
    poll: content.poll,
    groupedId: content.groupedId,
    viaBotId: content.viaBotId,
    forward: hidesAuthor ? null : forwardHeader(from, message, to === account),
    replyMarkup: null,
    right: content.poll !== null ? "sendPolls" : content.media === null ? "sendPlain" : "sendMedia",
  };
}

/** Who wrote it first: a forward of a forward keeps the name. */
function forwardHeader(from: Target, { content, id }: StoredMessage, isSaved: boolean): TlObject {
  const saved = isSaved ? { savedFromPeer: peerView(from.markedId), savedFromMsgId: id } : {};
  if (content.forward !== null) {
    return { ...content.forward, ...saved };
  }
  const isPost = from.kind === "channel" && content.fromId === from.markedId;
  return {
    _: "messageFwdHeader",
    fromId: peerView(content.fromId),
    date: content.dateSec,
    channelPost: isPost && from.isBroadcast ? id : undefined,
    postAuthor: content.postAuthor ?? undefined,
    ...saved,
  };
}
