import { SentWebAppMessage, type InlineQueryResult } from "../../types/index.js";
import { checkString } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { inlineResult } from "./inlineResult.js";

/**
 * Sends a message in the name of the person who used a web app of the bot. Bots only.
 *
 * @throws {RpcError} QUERY_ID_INVALID …
 */
export async function answerWebAppQuery(client: MethodClient, webAppQueryId: string, result: InlineQueryResult): Promise<SentWebAppMessage> {
  checkString(webAppQueryId, "webAppQueryId");
  const written = await inlineResult(client, result, 0);
  return new SentWebAppMessage(await client.invoke({ _: "messages.sendWebViewResultMessage", botQueryId: webAppQueryId, result: written }));
}
