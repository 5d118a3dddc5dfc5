import { toInputChannel, type PeerLike } from "../../peers/index.js";
import { checkNumber } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { peerList } from "../peerList.js";

export interface AddChatMembersOptions {
  /** How many of the last messages of a basic group the new members see, 0 to 100. @default 100 */
  readonly forwardLimit?: number | undefined;
}

/**
 * Brings users into a group, supergroup or channel. Users only.
 *
 * @returns ids of those who do not let themselves be added: send them an invite link
 * @throws {RpcError} USER_PRIVACY_RESTRICTED, CHAT_ADMIN_REQUIRED, USER_NOT_MUTUAL_CONTACT, PEER_FLOOD …
 */
export async function addChatMembers(
  client: MethodClient,
  chatId: PeerLike,
  userIds: PeerLike | readonly PeerLike[],
  { forwardLimit = 100 }: AddChatMembersOptions = {},
): Promise<number[]> {
  checkNumber(forwardLimit, "forwardLimit", 0, 100);
  const peer = await client.resolvePeer(chatId, "chatId");
  const users = await Promise.all(peerList(userIds).map((user) => client.resolveUser(user, "userIds")));
  if (peer._ !== "inputPeerChat") {
    const { missingInvitees } = await client.invoke({ _: "channels.inviteToChannel", channel: toInputChannel(peer), users });
    return missingInvitees.map(({ userId }) => userId);
  }
  const missing: number[] = [];
  for (const userId of users) {
    const added = await client.invoke({ _: "messages.addChatUser", chatId: peer.chatId, userId, fwdLimit: forwardLimit });
    missing.push(...added.missingInvitees.map((invitee) => invitee.userId));
  }
  return missing;
}
