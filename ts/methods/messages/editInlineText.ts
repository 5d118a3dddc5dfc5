import type { TextLike } from "../../text/index.js";
import { type EditTextOptions, parseInlineMessageId } from "../../types/index.js";
import { flag } from "../checkArguments.js";
import { requireText } from "../formattedText.js";
import type { MethodClient } from "../MethodClient.js";
import { replyMarkup } from "../replyMarkup.js";
import { inputPreview } from "./sendMessage.js";

/**
 * Changes the text of a message that was sent by way of the bot in inline mode. Bots only.
 *
 * @param inlineMessageId as chosen inline results and callback queries give it; the message's own DC is asked
 * @throws {TypeError}, {RangeError} naming the argument
 * @throws {RpcError} MESSAGE_NOT_MODIFIED, MESSAGE_ID_INVALID …
 */
export async function editInlineText(client: MethodClient, inlineMessageId: string, text: TextLike, options: EditTextOptions = {}): Promise<void> {
  const id = parseInlineMessageId(inlineMessageId);
  const { message, entities } = await requireText(client, text, options);
  const { disableWebPagePreview, linkPreview, signal } = options;
  const media = inputPreview(linkPreview, message, entities);
  const markup = await replyMarkup(client, options.replyMarkup);
  const flags = { noWebpage: flag(disableWebPagePreview), invertMedia: flag(linkPreview?.isAbove) };
  await client.invoke(
    { _: "messages.editInlineBotMessage", id, message, entities, media, replyMarkup: markup, ...flags },
    { dcId: id.dcId, signal },
  );
}
