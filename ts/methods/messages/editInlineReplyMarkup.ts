import { parseInlineMessageId } from "../../types/index.js";
import type { MethodClient } from "../MethodClient.js";
import { replyMarkup } from "../replyMarkup.js";
import type { EditMarkupOptions } from "./editMessageReplyMarkup.js";

/**
 * Changes the buttons of a message that was sent by way of the bot in inline mode. Bots only.
 *
 * @param inlineMessageId as chosen inline results and callback queries give it; the message's own DC is asked
 * @throws {TypeError}, {RangeError} naming the argument
 * @throws {RpcError} MESSAGE_NOT_MODIFIED, MESSAGE_ID_INVALID …
 */
export async function editInlineReplyMarkup(client: MethodClient, inlineMessageId: string, options: EditMarkupOptions = {}): Promise<void> {
  const id = parseInlineMessageId(inlineMessageId);
  const markup = await replyMarkup(client, options.replyMarkup);
  await client.invoke({ _: "messages.editInlineBotMessage", id, replyMarkup: markup }, { dcId: id.dcId, signal: options.signal });
}
