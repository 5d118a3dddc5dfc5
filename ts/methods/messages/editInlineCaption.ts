import type { TextLike } from "../../text/index.js";
import { type EditCaptionOptions, parseInlineMessageId } from "../../types/index.js";
import { formattedText } from "../formattedText.js";
import type { MethodClient } from "../MethodClient.js";
import { replyMarkup } from "../replyMarkup.js";

/**
 * Changes the words under the media of a message that was sent by way of the bot in inline mode. Bots only.
 *
 * @param inlineMessageId as chosen inline results and callback queries give it; the message's own DC is asked
 * @throws {TypeError}, {RangeError} naming the argument
 * @throws {RpcError} MESSAGE_NOT_MODIFIED, MESSAGE_ID_INVALID …
 */
export async function editInlineCaption(client: MethodClient, inlineMessageId: string, caption: TextLike, options: EditCaptionOptions = {}): Promise<void> {
  const id = parseInlineMessageId(inlineMessageId);
  const { parseMode, captionEntities, signal } = options;
  const words = await formattedText(client, caption, { parseMode, entities: captionEntities }, "caption");
  const markup = await replyMarkup(client, options.replyMarkup);
  await client.invoke({ _: "messages.editInlineBotMessage", id, ...words, replyMarkup: markup }, { dcId: id.dcId, signal });
}
