import type { PeerLike } from "../../peers/index.js";
import type { Message, SendOptions } from "../../types/index.js";
import { checkString } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { sendMedia } from "./sendMedia.js";

export interface SendDiceOptions extends SendOptions {
  /** 🎲 🎯 🏀 ⚽ 🎳 🎰: what is thrown. @default "🎲" */
  readonly emoji?: string | undefined;
}

/**
 * Throws a die: Telegram chooses the value, which the message then has.
 *
 * @throws {RpcError} EMOTICON_INVALID …
 */
export async function sendDice(client: MethodClient, chatId: PeerLike, { emoji = "🎲", ...options }: SendDiceOptions = {}): Promise<Message> {
  checkString(emoji, "emoji");
  return sendMedia(client, chatId, { _: "inputMediaDice", emoticon: emoji }, options);
}
