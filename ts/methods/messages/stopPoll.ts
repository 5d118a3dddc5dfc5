import type { PeerLike } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import { Poll } from "../../types/index.js";
import { checkMessageId } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { replyMarkup } from "../replyMarkup.js";
import { editedMessage } from "./editedMessage.js";
import type { EditMarkupOptions } from "./editMessageReplyMarkup.js";
import { pollOf } from "./votePoll.js";

/**
 * Closes a poll that the account has sent.
 *
 * @returns the poll with the final numbers
 * @throws {RangeError} when the message is no poll
 * @throws {RpcError} POLL_CLOSED, MESSAGE_AUTHOR_REQUIRED …
 */
export async function stopPoll(client: MethodClient, chatId: PeerLike, messageId: number, options: EditMarkupOptions = {}): Promise<Poll> {
  checkMessageId(messageId);
  const { id, hash } = (await pollOf(client, chatId, messageId)).poll;
  // Only the id and the mark count: the rest may be empty.
  const poll: tl.Poll = { _: "poll", id, hash, closed: true, question: { _: "textWithEntities", text: "", entities: [] }, answers: [] };
  const updates = await client.invoke(
    {
      _: "messages.editMessage",
      peer: await client.resolvePeer(chatId, "chatId"),
      id: messageId,
      media: { _: "inputMediaPoll", poll },
      replyMarkup: await replyMarkup(client, options.replyMarkup),
    },
    { signal: options.signal },
  );
  const { raw } = editedMessage(client, updates, messageId);
  const media = raw._ === "message" && raw.media?._ === "messageMediaPoll" ? raw.media : await pollOf(client, chatId, messageId);
  return new Poll({ pollId: media.poll.id, poll: media.poll, results: media.results });
}
