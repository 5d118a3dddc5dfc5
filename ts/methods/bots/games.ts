import type { PeerLike } from "../../peers/index.js";
import { GameHighScore, PeerIndex, parseInlineMessageId, User, type Message, type SendOptions } from "../../types/index.js";
import { checkMessageId, checkNumber, checkString, flag } from "../checkArguments.js";
import { sendMedia } from "../messages/sendMedia.js";
import { messagesOf } from "../messages/sentMessages.js";
import type { MethodClient } from "../MethodClient.js";

/** Sends a game of the bot. Bots only. @throws {RpcError} GAME_BOT_INVALID, SHORTNAME_OCCUPY_FAILED … */
export async function sendGame(client: MethodClient, chatId: PeerLike, gameShortName: string, options: SendOptions = {}): Promise<Message> {
  checkString(gameShortName, "gameShortName");
  const game = { _: "inputGameShortName", botId: { _: "inputUserSelf" }, shortName: gameShortName } as const;
  return sendMedia(client, chatId, { _: "inputMediaGame", id: game }, options);
}

/** Which message the game is in: one of a chat, or one that was sent by inline mode. */
export interface GameMessage {
  readonly chatId?: PeerLike | undefined;
  readonly messageId?: number | undefined;
  readonly inlineMessageId?: string | undefined;
}

export interface SetGameScoreOptions extends GameMessage {
  /** Sets it though it is lower than before. @default false */
  readonly force?: boolean | undefined;
  /** Leaves the message as it is. @default false */
  readonly disableEditMessage?: boolean | undefined;
}

/**
 * Sets somebody's score in a game of the bot. Bots only.
 *
 * @param score 0 or more
 * @returns the message as it is now; null where nothing in it changed
 * @throws {TypeError} when no message is named
 * @throws {RpcError} BOT_SCORE_NOT_MODIFIED when it is not higher than before, SCORE_INVALID …
 */
export async function setGameScore(client: MethodClient, userId: PeerLike, score: number, options: SetGameScoreOptions = {}): Promise<Message | null> {
  checkNumber(score, "score", 0, 2 ** 31 - 1);
  const user = await client.resolveUser(userId, "userId");
  const common = { userId: user, score, force: flag(options.force), editMessage: flag(options.disableEditMessage !== true) };
  if (options.inlineMessageId !== undefined) {
    const inlineId = parseInlineMessageId(options.inlineMessageId);
    await client.invoke({ _: "messages.setInlineGameScore", id: inlineId, ...common }, { dcId: inlineId.dcId });
    return null;
  }
  const { peer, id } = await messageOf(client, options);
  return messagesOf(client, await client.invoke({ _: "messages.setGameScore", peer, id, ...common }))[0] ?? null;
}

/** Somebody's place in the table of a game, and those around it. Bots only. @throws {RpcError} MESSAGE_ID_INVALID … */
export async function getGameHighScores(
  client: MethodClient,
  userId: PeerLike,
  chatId: PeerLike,
  { messageId }: Pick<GameMessage, "messageId"> = {},
): Promise<GameHighScore[]> {
  const user = await client.resolveUser(userId, "userId");
  const { peer, id } = await messageOf(client, { chatId, messageId });
  const answer = await client.invoke({ _: "messages.getGameHighScores", peer, id, userId: user });
  const peers = PeerIndex.of({ users: answer.users, chats: [] });
  return answer.scores.map((score) => {
    const raw = peers.user(score.userId) ?? ({ _: "user", min: true, id: score.userId } as const);
    return new GameHighScore(score, new User(raw, client.objects));
  });
}

async function messageOf(client: MethodClient, { chatId, messageId }: GameMessage): Promise<{ peer: Awaited<ReturnType<MethodClient["resolvePeer"]>>; id: number }> {
  if (chatId === undefined || messageId === undefined) throw new TypeError("chatId and messageId, or inlineMessageId, must be given");
  checkMessageId(messageId);
  return { peer: await client.resolvePeer(chatId, "chatId"), id: messageId };
}
