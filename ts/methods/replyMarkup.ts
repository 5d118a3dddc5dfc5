import type { tl } from "../tl/index.js";
import { writeReplyMarkup, type ReplyMarkup } from "../types/index.js";
import type { MethodClient } from "./MethodClient.js";

/** Buttons as Telegram takes them. @throws TypeError, RangeError for what are none */
export async function replyMarkup(client: MethodClient, markup: ReplyMarkup | undefined): Promise<tl.ReplyMarkup | undefined> {
  return markup === undefined ? undefined : writeReplyMarkup(markup, (user) => client.resolveUser(user, "replyMarkup"));
}
