import { toInputChannel, type PeerLike } from "../../peers/index.js";
import { flag } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { isChannel } from "../messages/getMessages.js";
import { deleteWholeHistory } from "./deleteWholeHistory.js";

export interface LeaveChatOptions {
  /** Deletes a basic group from the list of dialogs, too. @default false */
  readonly delete?: boolean | undefined;
}

/**
 * Leaves a group, supergroup or channel.
 *
 * @throws {PeerKindError} for a private chat
 * @throws {RpcError} USER_NOT_PARTICIPANT, USER_CREATOR …
 */
export async function leaveChat(client: MethodClient, chatId: PeerLike, options: LeaveChatOptions = {}): Promise<void> {
  const peer = await client.resolvePeer(chatId, "chatId");
  if (peer._ !== "inputPeerChat") {
    await client.invoke({ _: "channels.leaveChannel", channel: toInputChannel(peer) });
    return;
  }
  const isGone = flag(options.delete);
  await client.invoke({ _: "messages.deleteChatUser", chatId: peer.chatId, userId: { _: "inputUserSelf" }, revokeHistory: isGone });
  if (isGone && !isChannel(peer)) await deleteWholeHistory(client, peer);
}
