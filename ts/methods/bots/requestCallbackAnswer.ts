import type { PeerLike } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import type { AbortOptions } from "../../types/index.js";
import { checkMessageId, checkNumber } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";

export interface RequestCallbackAnswerOptions extends AbortOptions {
  /** Seconds to wait for the bot. @default 10 */
  readonly timeout?: number | undefined;
}

/**
 * Presses an inline button of a bot, as a user does. Users only.
 *
 * @param callbackData what the button carries
 * @returns what the bot answers
 * @throws {RangeError} for callback data that is not 1 to 64 bytes
 * @throws {RpcError} BOT_RESPONSE_TIMEOUT when the bot is silent, DATA_INVALID, MESSAGE_ID_INVALID …
 */
export async function requestCallbackAnswer(
  client: MethodClient,
  chatId: PeerLike,
  messageId: number,
  callbackData: string | Uint8Array,
  { timeout = 10, signal }: RequestCallbackAnswerOptions = {},
): Promise<tl.MessagesBotCallbackAnswer> {
  checkMessageId(messageId);
  checkNumber(timeout, "timeout", 0, 3600);
  const data = callbackBytes(callbackData);
  const peer = await client.resolvePeer(chatId, "chatId");
  const patience = AbortSignal.timeout(1000 * timeout);
  const signals = signal === undefined ? patience : AbortSignal.any([signal, patience]);
  return client.invoke({ _: "messages.getBotCallbackAnswer", peer, msgId: messageId, data }, { signal: signals });
}

function callbackBytes(data: string | Uint8Array): Uint8Array {
  if (typeof data !== "string" && !(data instanceof Uint8Array)) throw new TypeError("callbackData must be a string or a Uint8Array");
  const bytes = typeof data === "string" ? Buffer.from(data, "utf8") : data;
  if (bytes.byteLength === 0 || bytes.byteLength > 64) throw new RangeError(`callbackData must have 1 to 64 bytes, got ${bytes.byteLength}`);
  return bytes;
}
