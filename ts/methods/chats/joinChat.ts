import { toInputChannel, type PeerLike } from "../../peers/index.js";
import { parseLink } from "../../peers/index.js";
import { PeerKindError } from "../../errors/index.js";
import type { tl } from "../../tl/index.js";
import type { Chat } from "../../types/index.js";
import type { MethodClient } from "../MethodClient.js";
import { chatIn } from "./chatIn.js";

/**
 * Joins a group or channel: by its username or link, or by an invite link.
 *
 * @throws {PeerKindError} for a user or a basic group, which nobody can join by id
 * @throws {RpcError} INVITE_HASH_EXPIRED, INVITE_REQUEST_SENT, CHANNELS_TOO_MUCH, USER_ALREADY_PARTICIPANT …
 * @example
 * await joinChat(client, "https://t.me/+AbCdEf");
 */
export async function joinChat(client: MethodClient, chatId: PeerLike): Promise<Chat> {
  const link = typeof chatId === "string" ? parseLink(chatId) : null;
  if (link?.kind === "invite") return chatIn(client, joined(await client.invoke({ _: "messages.importChatInvite", hash: link.hash })));
  const channel = toInputChannel(await client.resolvePeer(chatId, "chatId"));
  return chatIn(client, joined(await client.invoke({ _: "channels.joinChannel", channel })));
}

/** @throws PeerKindError when a web page must be gone through first, which no library can */
function joined(result: tl.MessagesChatInviteJoinResult): tl.Updates {
  if (result._ === "messages.chatInviteJoinResultOk") return result.updates;
  throw new PeerKindError("this chat wants to be joined through a web page: open its link in an app of Telegram");
}
