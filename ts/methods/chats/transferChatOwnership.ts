import { nativeSrp } from "../../auth/index.js";
import { passwordProof } from "../../auth/passwordProof.js";
import type { PeerLike } from "../../peers/index.js";
import { checkString } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";

/**
 * Makes somebody else the owner of a group or channel of one's own. Users with two-step verification only.
 *
 * @param password that of two-step verification
 * @throws {RpcError} PASSWORD_HASH_INVALID, PASSWORD_MISSING, PASSWORD_TOO_FRESH_%d, SESSION_TOO_FRESH_%d, USER_NOT_PARTICIPANT …
 */
export async function transferChatOwnership(client: MethodClient, chatId: PeerLike, userId: PeerLike, password: string): Promise<void> {
  checkString(password, "password");
  const peer = await client.resolvePeer(chatId, "chatId");
  const user = await client.resolveUser(userId, "userId");
  const proof = await passwordProof(nativeSrp, await client.invoke({ _: "account.getPassword" }), password);
  await client.invoke({ _: "messages.editChatCreator", peer, userId: user, password: proof });
}
