import type { PeerLike } from "../../peers/index.js";
import { flag } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";

export interface BlockUserOptions {
  /** Blocks only from seeing one's stories. @default false */
  readonly myStoriesFrom?: boolean | undefined;
}

/** Blocks somebody: they cannot write to the account any more. Users only. @throws {RpcError} CONTACT_ID_INVALID … */
export async function blockUser(client: MethodClient, userId: PeerLike, { myStoriesFrom }: BlockUserOptions = {}): Promise<void> {
  await client.invoke({ _: "contacts.block", id: await client.resolvePeer(userId, "userId"), myStoriesFrom: flag(myStoriesFrom) });
}

/** Lets somebody write again who was blocked. Users only. @throws {RpcError} CONTACT_ID_INVALID … */
export async function unblockUser(client: MethodClient, userId: PeerLike, { myStoriesFrom }: BlockUserOptions = {}): Promise<void> {
  await client.invoke({ _: "contacts.unblock", id: await client.resolvePeer(userId, "userId"), myStoriesFrom: flag(myStoriesFrom) });
}
