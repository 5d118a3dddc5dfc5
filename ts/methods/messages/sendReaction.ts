import type { PeerLike } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import type { ReactOptions } from "../../types/index.js";
import { checkMessageId, flag } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";

/** An emoji, or the id of a custom one. */
export type ReactionEmoji = string | bigint | number;

export interface SendReactionOptions extends ReactOptions {
  readonly emoji?: ReactionEmoji | readonly ReactionEmoji[] | null | undefined;
}

/**
 * Reacts to a message, or takes one's reactions back.
 *
 * @param emoji the reaction, or several with Premium; null takes one's own back. It may also stand in the options, as
 * Hydrogram has it
 * @throws {TypeError} when an emoji is neither a string nor an id
 * @throws {RpcError} REACTION_INVALID, REACTIONS_TOO_MANY, MESSAGE_ID_INVALID, MESSAGE_NOT_MODIFIED …
 * @example
 * await sendReaction(client, "@durov", 5, "👍");
 */
export async function sendReaction(
  client: MethodClient,
  chatId: PeerLike,
  messageId: number,
  emoji: ReactionEmoji | readonly ReactionEmoji[] | SendReactionOptions | null = null,
  options: ReactOptions = {},
): Promise<void> {
  checkMessageId(messageId);
  const { emoji: chosen = null, big, signal }: SendReactionOptions = isOptions(emoji) ? emoji : { emoji, ...options };
  const list: readonly unknown[] = Array.isArray(chosen) ? chosen : chosen === null ? [] : [chosen];
  const reaction = list.map(inputReaction);
  const peer = await client.resolvePeer(chatId, "chatId");
  await client.invoke({ _: "messages.sendReaction", peer, msgId: messageId, reaction, big: flag(big) }, { signal });
}

function isOptions(emoji: unknown): emoji is SendReactionOptions {
  return typeof emoji === "object" && emoji !== null && !Array.isArray(emoji);
}

function inputReaction(emoji: unknown): tl.Reaction {
  switch (typeof emoji) {
    case "string":
      return { _: "reactionEmoji", emoticon: emoji };
    case "bigint":
      return { _: "reactionCustomEmoji", documentId: emoji };
    case "number":
      // Ids of custom emoji have 64 bits: a number that cannot hold them all has lost some.
      if (Number.isSafeInteger(emoji)) return { _: "reactionCustomEmoji", documentId: BigInt(emoji) };
  }
  throw new TypeError("emoji must be an emoji or, as a bigint, the id of a custom one");
}
