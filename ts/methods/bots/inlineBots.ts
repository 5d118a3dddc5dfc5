import type { PeerLike } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import type { Message, SendOptions } from "../../types/index.js";
import { checkId, checkString } from "../checkArguments.js";
import { inputGeoPoint } from "../messages/sendLocation.js";
import { sendFields } from "../messages/sendFields.js";
import { messagesOf } from "../messages/sentMessages.js";
import type { MethodClient } from "../MethodClient.js";
import { randomId as newRandomId } from "../randomId.js";

export interface GetInlineBotResultsOptions {
  /** @default "" */
  readonly query?: string | undefined;
  /** `nextOffset` of the results before. @default "" */
  readonly offset?: string | undefined;
  /** Where the person is, for bots that ask for it; both or none. */
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a bot offers in inline mode. Users only. @throws {RpcError} BOT_INLINE_DISABLED, BOT_RESPONSE_TIMEOUT … */
export async function getInlineBotResults(
  client: MethodClient,
  bot: PeerLike,
  { query = "", offset = "", latitude, longitude, signal }: GetInlineBotResultsOptions = {},
): Promise<tl.MessagesBotResults> {
  const geoPoint = latitude === undefined || longitude === undefined ? undefined : inputGeoPoint(latitude, longitude);
  const request = { _: "messages.getInlineBotResults", bot: await client.resolveUser(bot, "bot"), peer: { _: "inputPeerSelf" }, query, offset, geoPoint } as const;
  return client.invoke(request, { signal });
}

/** Sends one of the results that a bot offered. Users only. @returns the message; null while it is scheduled elsewhere @throws {RpcError} RESULT_ID_INVALID, QUERY_ID_INVALID … */
export async function sendInlineBotResult(
  client: MethodClient,
  chatId: PeerLike,
  queryId: bigint,
  resultId: string,
  options: SendOptions = {},
): Promise<Message | null> {
  const id = checkId(queryId, "queryId");
  checkString(resultId, "resultId");
  const peer = await client.resolvePeer(chatId, "chatId");
  const { silent, replyTo, scheduleDate, sendAs } = await sendFields(client, options);
  const randomId = newRandomId();
  const updates = await client.invoke(
    { _: "messages.sendInlineBotResult", peer, queryId: id, id: resultId, randomId, silent, replyTo, scheduleDate, sendAs },
    { signal: options.signal },
  );
  return messagesOf(client, updates, [randomId])[0] ?? messagesOf(client, updates)[0] ?? null;
}
