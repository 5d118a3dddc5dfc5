import type { PeerLike } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import { Poll } from "../../types/index.js";
import { checkMessageId } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { getMessages } from "./getMessages.js";

/**
 * Votes in a poll. Users only.
 *
 * @returns the poll as it is now
 * @param options places of the answers, from 0 on
 * @throws {RangeError} when the message is no poll, or the poll has no such answer
 * @throws {RpcError} MESSAGE_POLL_CLOSED, REVOTE_NOT_ALLOWED, OPTIONS_TOO_MUCH …
 */
export async function votePoll(client: MethodClient, chatId: PeerLike, messageId: number, options: number | readonly number[]): Promise<Poll> {
  checkMessageId(messageId);
  const places = typeof options === "number" ? [options] : options;
  if (!Array.isArray(places)) throw new TypeError("options must be a number or an array of numbers");
  const { answers } = (await pollOf(client, chatId, messageId)).poll;
  const chosen = places.map((place) => {
    const answer = answers[place];
    if (answer?._ !== "pollAnswer") throw new RangeError(`options must be places of answers, 0 to ${answers.length - 1}, got ${place}`);
    return answer.option;
  });
  return sendVote(client, chatId, messageId, chosen);
}

/** Takes one's vote back. Users only. @throws {RpcError} MESSAGE_POLL_CLOSED, MESSAGE_ID_INVALID … */
export async function retractVote(client: MethodClient, chatId: PeerLike, messageId: number): Promise<Poll> {
  checkMessageId(messageId);
  return sendVote(client, chatId, messageId, []);
}

async function sendVote(client: MethodClient, chatId: PeerLike, messageId: number, options: Uint8Array[]): Promise<Poll> {
  const peer = await client.resolvePeer(chatId, "chatId");
  const updates = await client.invoke({ _: "messages.sendVote", peer, msgId: messageId, options });
  const update = "updates" in updates ? updates.updates.find((candidate) => candidate._ === "updateMessagePoll") : undefined;
  if (update !== undefined) return new Poll(update);
  const { poll, results } = await pollOf(client, chatId, messageId);
  return new Poll({ pollId: poll.id, poll, results });
}

/** The poll in a message. @throws RangeError when there is none */
export async function pollOf(client: MethodClient, chatId: PeerLike, messageId: number): Promise<tl.RawMessageMediaPoll> {
  const { raw } = await getMessages(client, chatId, messageId);
  if (raw._ !== "message" || raw.media?._ !== "messageMediaPoll") throw new RangeError(`messageId must name a poll, and ${messageId} does not`);
  return raw.media;
}
