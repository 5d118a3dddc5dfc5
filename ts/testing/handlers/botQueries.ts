import { createHash } from "node:crypto";

import { isObject, type TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import { Account } from "../world/Account.js";
import { peerView } from "../world/marked.js";
import type { Target } from "../world/Post.js";
import { buttonsOf } from "./buttons.js";
import { inlineMessageOf, inlineResultView } from "./inlineResults.js";
import { bytes, child, children, int, long, optional, text } from "./fields.js";
import { botsOnly, usersOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { applyEdit } from "./messages.js";
import { findPeer, findUser, requireMessage, requirePeer } from "./peers.js";
import { sendBody, sentAnswer } from "./sending.js";

/** Most results of an inline query. */
const MAX_RESULTS = 50;
/** Longest text of a callback answer, in UTF-16 code units. */
const MAX_ANSWER = 200;
const MAX_START_PARAM = 64;

/** messages.* between people and bots: buttons, inline mode, start. */
export const botQueryHandlers: HandlerTable = {
  "messages.getBotCallbackAnswer": usersOnly(pressButton),
  "messages.setBotCallbackAnswer": botsOnly((call) => {
    const { state, account, request } = call;
    const message = optional(request, "message", text);
    if (message !== null && message.length > MAX_ANSWER) {
      throw new RpcFault(400, "MESSAGE_TOO_LONG");
    }
    const url = optional(request, "url", text) ?? undefined;
    const answer: TlObject = {
      _: "messages.botCallbackAnswer",
      alert: request["alert"] === true,
      hasUrl: url !== undefined,
      nativeUi: true,
      message: message ?? undefined,
      url,
      cacheTime: int(request, "cacheTime"),
    };
    state.bots.answer(account.id, "callback", long(request, "queryId"), answer);
    return true;
  }),
  "messages.getInlineBotResults": usersOnly(askInline),
  "messages.setInlineBotResults": botsOnly(answerInline),
  "messages.sendInlineBotResult": usersOnly(sendResult),
  "messages.editInlineBotMessage": botsOnly((call) => {
    const { state, account, request } = call;
    const id = child(request, "id");
    const known = state.bots.messageOf(long(id, "id"));
    if (known === undefined || known.botId !== account.id || known.accessHash !== id["accessHash"]) {
      throw new RpcFault(400, "MESSAGE_ID_INVALID");
    }
    const [message] = known.content.copies;
    if (message === undefined) {
      throw new RpcFault(400, "MESSAGE_ID_INVALID");
    }
    applyEdit(call, message);
    state.post.edited(message, null);
    return true;
  }),
  "messages.startBot": usersOnly((call) => {
    const { request } = call;
    const bot = findUser(call, child(request, "bot"));
    const to = requirePeer(call);
    const param = text(request, "startParam");
    if (bot === null || !bot.isBot) {
      throw new RpcFault(400, "BOT_INVALID");
    }
    if (!/^[\w-]*$/.test(param) || param.length > MAX_START_PARAM) {
      throw new RpcFault(400, "START_PARAM_INVALID");
    }
    const command = to === bot ? "/start" : `/start@${bot.username ?? ""}`;
    const body = param === "" ? command : `${command} ${param}`;
    const entities: TlObject[] = [{ _: "messageEntityBotCommand", offset: 0, length: command.length }];
    const randomId = long(request, "randomId");
    return sentAnswer(call, [[sendBody(call, to, { text: body, entities, right: "sendPlain" }, randomId), randomId]]);
  }),
};

async function pressButton(call: SignedInCall): Promise<TlObject> {
  const { state, account, request } = call;
  const chat = requirePeer(call);
  const message = requireMessage(call, chat, int(request, "msgId"));
  const { content } = message;
  const data = optional(request, "data", bytes);
  const bot = state.accounts.byId(content.viaBotId ?? content.senderId);
  if (bot === undefined || !bot.isBot || (data === null && request["game"] !== true)) {
    throw new RpcFault(400, data === null ? "DATA_INVALID" : "MESSAGE_ID_INVALID");
  }
  if (data !== null && !hasButton(content.replyMarkup, data)) {
    throw new RpcFault(400, "DATA_INVALID");
  }
  // The same for all buttons of a chat.
  const chatInstance = createHash("sha256").update(String(chat.markedId)).digest().readBigInt64LE(0);
  return state.bots.ask(bot.id, "callback", (queryId) => {
    const common = { queryId, userId: account.id, chatInstance, data: data ?? undefined };
    const inline = content.viaBotId === null ? null : state.bots.inlineIdOf(content);
    const seen = state.post.copyOf(content, bot);
    const update: TlObject =
      inline !== null
        ? { _: "updateInlineBotCallbackQuery", ...common, msgId: { _: "inputBotInlineMessageID", dcId: bot.dcId, ...inline } }
        : { _: "updateBotCallbackQuery", ...common, peer: peerView(chat instanceof Account ? account.id : chat.markedId), msgId: seen?.id ?? message.id };
    state.post.tell(bot, () => [update], null, chat instanceof Account ? account : chat);
  });
}

function hasButton(markup: TlObject | null, data: Uint8Array): boolean {
  if (markup?._ !== "replyInlineMarkup") {
    return false;
  }
  return children(markup, "rows")
    .flatMap((row) => children(row, "buttons"))
    .some((button) => {
      const type = button["type"];
      const own = isObject(type) ? type["data"] : undefined;
      return own instanceof Uint8Array && Buffer.from(own).equals(data);
    });
}

async function askInline(call: SignedInCall): Promise<TlObject> {
  const { state, account, request } = call;
  const bot = findUser(call, child(request, "bot"));
  if (bot === null || !bot.isBot) {
    throw new RpcFault(400, "BOT_INVALID");
  }
  if (bot.botProfile.inlinePlaceholder === null) {
    throw new RpcFault(400, "BOT_INLINE_DISABLED");
  }
  const query = text(request, "query");
  const peer = findPeer(call, child(request, "peer"));
  const update = { _: "updateBotInlineQuery", userId: account.id, query, peerType: peerType(peer, account, bot), offset: text(request, "offset") };
  let askedId = 0n;
  const answer = await state.bots.ask(bot.id, "inline", (queryId) => {
    askedId = queryId;
    state.post.tell(bot, () => [{ ...update, queryId }], null);
  });
  const inputs = children(answer, "results");
  state.bots.keepAnswer(askedId, { bot, askerId: account.id, query, results: new Map(inputs.map((result) => [text(result, "id"), result])) });
  return {
    _: "messages.botResults",
    gallery: answer["gallery"],
    queryId: askedId,
    nextOffset: answer["nextOffset"],
    switchPm: answer["switchPm"],
    switchWebview: answer["switchWebview"],
    results: inputs.map((result) => inlineResultView(state, result)),
    cacheTime: answer["cacheTime"],
    users: state.post.container(account, [peerView(bot.id)])["users"],
  };
}

function peerType(peer: Target | null, asker: Account, bot: Account): TlObject | undefined {
  if (peer === null) {
    return undefined;
  }
  if (peer instanceof Account) {
    return { _: peer === asker || peer === bot ? "inlineQueryPeerTypeSameBotPM" : peer.isBot ? "inlineQueryPeerTypeBotPM" : "inlineQueryPeerTypePM" };
  }
  return { _: peer.kind === "chat" ? "inlineQueryPeerTypeChat" : peer.isBroadcast ? "inlineQueryPeerTypeBroadcast" : "inlineQueryPeerTypeMegagroup" };
}

function answerInline(call: SignedInCall): boolean {
  const { state, account, request } = call;
  const results = children(request, "results");
  if (results.length > MAX_RESULTS) {
    throw new RpcFault(400, "RESULTS_TOO_MUCH");
  }
  const ids = results.map((result) => text(result, "id"));
  if (ids.some((id) => id === "" || Buffer.byteLength(id) > 64)) {
    throw new RpcFault(400, "RESULT_ID_INVALID");
  }
  if (new Set(ids).size !== ids.length) {
    throw new RpcFault(400, "RESULT_ID_DUPLICATE");
  }
  for (const result of results) {
    inlineMessageOf(call, result);
    buttonsOf(call, child(result, "sendMessage")["replyMarkup"]);
  }
  state.bots.answer(account.id, "inline", long(request, "queryId"), request);
  return true;
}

function sendResult(call: SignedInCall): TlObject {
  const { state, account, request } = call;
  const to = requirePeer(call);
  const answer = state.bots.answerOf(long(request, "queryId"));
  if (answer === undefined || answer.askerId !== account.id) {
    throw new RpcFault(400, "QUERY_ID_INVALID");
  }
  const { bot, query } = answer;
  const id = text(request, "id");
  const result = answer.results.get(id);
  if (result === undefined) {
    throw new RpcFault(400, "RESULT_ID_INVALID");
  }
  const randomId = long(request, "randomId");
  const asBot = { ...call, account: bot };
  const replyMarkup = buttonsOf(asBot, child(result, "sendMessage")["replyMarkup"]);
  const hidesVia = request["hideVia"] === true && to === bot;
  const sent = sendBody(call, to, { ...inlineMessageOf(asBot, result), replyMarkup, viaBotId: hidesVia ? null : bot.id }, randomId);
  const messageId = "event" in sent ? state.bots.keepMessage({ botId: bot.id, content: sent.message.content }) : null;
  if (bot.botProfile.wantsInlineFeedback) {
    const msgId = replyMarkup === null || messageId === null ? undefined : { _: "inputBotInlineMessageID", dcId: bot.dcId, ...messageId };
    state.post.tell(bot, () => [{ _: "updateBotInlineSend", userId: account.id, query, id, msgId }], null);
  }
  return sentAnswer(call, [[sent, randomId]]);
}
