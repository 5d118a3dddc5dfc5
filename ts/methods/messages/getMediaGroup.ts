import type { PeerLike } from "../../peers/index.js";
import type { Message } from "../../types/index.js";
import { checkMessageId } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { getMessages } from "./getMessages.js";

/** An album has at most ten parts, with numbers that follow each other but for what came between. */
const REACH = 9;

/**
 * All parts of an album, by any of them, in their order.
 *
 * @throws {RangeError} when the message is no part of an album
 */
export async function getMediaGroup(client: MethodClient, chatId: PeerLike, messageId: number): Promise<Message[]> {
  checkMessageId(messageId);
  const first = Math.max(1, messageId - REACH);
  const ids = Array.from({ length: messageId + REACH - first + 1 }, (_, index) => first + index).filter((id) => id < 2 ** 31);
  const around = await getMessages(client, chatId, ids);
  const groupOf = ({ raw }: Message): bigint | undefined => (raw._ === "message" ? raw.groupedId : undefined);
  const own = around.find(({ id }) => id === messageId);
  const groupedId = own === undefined ? undefined : groupOf(own);
  if (groupedId === undefined) throw new RangeError(`messageId must name a part of an album, and ${messageId} does not`);
  return around.filter((message) => groupOf(message) === groupedId);
}
