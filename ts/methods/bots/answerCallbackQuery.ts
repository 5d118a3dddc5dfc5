import type { AnswerCallbackOptions } from "../../types/index.js";
import { checkId, flag } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";

/**
 * Answers the press of an inline button: without an answer the button keeps on waiting for a while. Bots only.
 *
 * @throws {TypeError} when the id is no bigint
 * @throws {RpcError} QUERY_ID_INVALID when it comes too late, MESSAGE_TOO_LONG, URL_INVALID …
 * @example
 * await answerCallbackQuery(client, query.id, { text: "done" });
 */
export async function answerCallbackQuery(
  client: MethodClient,
  callbackQueryId: bigint,
  { text, showAlert, url, cacheTime = 0, signal }: AnswerCallbackOptions = {},
): Promise<void> {
  const queryId = checkId(callbackQueryId, "callbackQueryId");
  await client.invoke({ _: "messages.setBotCallbackAnswer", queryId, message: text, alert: flag(showAlert), url, cacheTime }, { signal });
}
