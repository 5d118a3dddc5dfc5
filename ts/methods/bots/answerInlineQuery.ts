import type { AnswerInlineOptions, InlineQueryResult } from "../../types/index.js";
import { checkId, flag } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { inlineResult } from "./inlineResult.js";

/** Most results of one answer. */
const MAX_RESULTS = 50;

/**
 * Answers an inline query with up to 50 results. Bots only.
 *
 * @throws {TypeError}, {RangeError} naming the argument
 * @throws {RpcError} QUERY_ID_INVALID when it comes too late, RESULT_ID_DUPLICATE, WEBDOCUMENT_URL_INVALID …
 * @example
 * await answerInlineQuery(client, query.id, [
 *   new InlineQueryResultArticle({ title: "Hello", inputMessageContent: { messageText: "Hello!" } }),
 * ]);
 */
export async function answerInlineQuery(
  client: MethodClient,
  inlineQueryId: bigint,
  results: readonly InlineQueryResult[],
  options: AnswerInlineOptions = {},
): Promise<void> {
  const queryId = checkId(inlineQueryId, "inlineQueryId");
  if (!Array.isArray(results) || results.length > MAX_RESULTS) throw new RangeError(`results must be an array of at most ${MAX_RESULTS}`);
  const { cacheTime = 300, isGallery, isPersonal, nextOffset, switchPmText, switchPmParameter = "", signal } = options;
  const written = await Promise.all(results.map((result: InlineQueryResult, place) => inlineResult(client, result, place)));
  await client.invoke(
    {
      _: "messages.setInlineBotResults",
      queryId,
      results: written,
      cacheTime,
      gallery: flag(isGallery),
      private: flag(isPersonal),
      nextOffset,
      switchPm: switchPmText === undefined ? undefined : { _: "inlineBotSwitchPM", text: switchPmText, startParam: switchPmParameter },
    },
    { signal },
  );
}
