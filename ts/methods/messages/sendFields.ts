import type { tl } from "../../tl/index.js";
import type { ReplyTo, SendOptions } from "../../types/index.js";
import { checkMessageId, flag, unixTime } from "../checkArguments.js";
import { formattedText } from "../formattedText.js";
import type { MethodClient } from "../MethodClient.js";
import { replyMarkup } from "../replyMarkup.js";

/** The fields that all calls have in common that send a message. */
export interface SendFields {
  readonly silent: true | undefined;
  readonly noforwards: true | undefined;
  readonly scheduleDate: number | undefined;
  readonly replyTo: tl.InputReplyTo | undefined;
  readonly replyMarkup: tl.ReplyMarkup | undefined;
  readonly sendAs: tl.InputPeer | undefined;
  readonly effect: bigint | undefined;
}

/** What a way of sending says of a message, as Telegram takes it. @throws TypeError, RangeError naming the option */
export async function sendFields(client: MethodClient, options: SendOptions): Promise<SendFields> {
  return {
    silent: flag(options.disableNotification),
    noforwards: flag(options.protectContent),
    scheduleDate: unixTime(options.scheduleDate, "scheduleDate"),
    replyTo: await inputReplyTo(client, options),
    replyMarkup: await replyMarkup(client, options.replyMarkup),
    sendAs: options.sendAs === undefined ? undefined : await client.resolvePeer(options.sendAs, "sendAs"),
    effect: options.effectId,
  };
}

/**
 * What a message answers. A thread alone is an answer to its first message: so a message gets into a topic.
 *
 * @throws TypeError, RangeError naming the option
 */
export async function inputReplyTo(
  client: MethodClient,
  { replyTo, replyToMessageId, messageThreadId }: Pick<SendOptions, "replyTo" | "replyToMessageId" | "messageThreadId">,
): Promise<tl.InputReplyTo | undefined> {
  if (replyTo !== undefined) return replyWithQuote(client, replyTo);
  if (messageThreadId !== undefined) checkMessageId(messageThreadId, "messageThreadId");
  const replyToMsgId = replyToMessageId ?? messageThreadId;
  if (replyToMsgId === undefined) return undefined;
  checkMessageId(replyToMsgId, "replyToMessageId");
  return { _: "inputReplyToMessage", replyToMsgId, topMsgId: messageThreadId };
}

async function replyWithQuote(client: MethodClient, { message, quote, quoteEntities, offset, chat, topic }: ReplyTo): Promise<tl.InputReplyTo> {
  checkMessageId(message, "replyTo.message");
  if (topic !== undefined) checkMessageId(topic, "replyTo.topic");
  // A quote stands in the other message as it is: nothing in it is read as formatting.
  const quoted = quote === undefined ? undefined : await formattedText(client, quote, { entities: quoteEntities ?? [] }, "replyTo.quote");
  return {
    _: "inputReplyToMessage",
    replyToMsgId: message,
    topMsgId: topic,
    replyToPeerId: chat === undefined ? undefined : await client.resolvePeer(chat, "replyTo.chat"),
    quoteText: quoted?.message,
    quoteEntities: quoted?.entities,
    quoteOffset: offset,
  };
}
