import type { PeerLike } from "../../peers/index.js";
import { User } from "../../types/index.js";
import { inChunks } from "../inChunks.js";
import type { MethodClient } from "../MethodClient.js";

/** Most that Telegram gives at once. */
const CHUNK = 100;

/**
 * Gets users, asked anew: for one a user, for several an array of those that exist.
 *
 * @throws {UnknownPeerError} when one of them cannot be found, {PeerKindError} when one is a group or channel
 * @example
 * const user = await getUsers(client, "@durov");
 */
export async function getUsers(client: MethodClient, userIds: readonly PeerLike[]): Promise<User[]>;
export async function getUsers(client: MethodClient, userIds: PeerLike): Promise<User>;
export async function getUsers(client: MethodClient, userIds: PeerLike | readonly PeerLike[]): Promise<User | User[]>;
export async function getUsers(client: MethodClient, userIds: PeerLike | readonly PeerLike[]): Promise<User | User[]> {
  const list: readonly PeerLike[] = isList(userIds) ? userIds : [userIds];
  const found = await inChunks(list, CHUNK, async (chunk) => {
    const id = await Promise.all(chunk.map((user) => client.resolveUser(user, "userIds")));
    const users = await client.invoke({ _: "users.getUsers", id });
    return users.flatMap((user) => (user._ === "user" ? [new User(user, client.objects)] : []));
  });
  if (isList(userIds)) return found;
  const [only] = found;
  if (only === undefined) throw new RangeError("userIds must name a user that exists");
  return only;
}

function isList(userIds: PeerLike | readonly PeerLike[]): userIds is readonly PeerLike[] {
  return Array.isArray(userIds);
}
