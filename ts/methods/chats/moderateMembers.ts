import { toInputChannel, type PeerLike } from "../../peers/index.js";
import { ChatPrivileges, type ChatPermissions } from "../../types/index.js";
import { checkString } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { adminRights, bannedRights } from "./rights.js";

export interface UntilOptions {
  /** When it ends; less than 30 s or more than 366 days from now means never. @default never */
  readonly untilDate?: Date | undefined;
}

/**
 * Bans somebody from a group, supergroup or channel: they leave and cannot come back by themselves. From a basic group
 * they are only removed.
 *
 * @throws {RpcError} CHAT_ADMIN_REQUIRED, USER_ADMIN_INVALID, PARTICIPANT_ID_INVALID …
 */
export async function banChatMember(client: MethodClient, chatId: PeerLike, userId: PeerLike, { untilDate }: UntilOptions = {}): Promise<void> {
  const rights = { ...bannedRights(EVERYTHING, untilDate), viewMessages: true };
  const peer = await client.resolvePeer(chatId, "chatId");
  if (peer._ === "inputPeerChat") {
    await client.invoke({ _: "messages.deleteChatUser", chatId: peer.chatId, userId: await client.resolveUser(userId, "userId") });
    return;
  }
  const participant = await client.resolvePeer(userId, "userId");
  await client.invoke({ _: "channels.editBanned", channel: toInputChannel(peer), participant, bannedRights: rights });
}

/** Ends a ban or a restriction; who was banned may come back, and is not brought back. @throws {RpcError} CHAT_ADMIN_REQUIRED … */
export async function unbanChatMember(client: MethodClient, chatId: PeerLike, userId: PeerLike): Promise<void> {
  const channel = await client.resolveChannel(chatId, "chatId");
  const participant = await client.resolvePeer(userId, "userId");
  await client.invoke({ _: "channels.editBanned", channel, participant, bannedRights: { _: "chatBannedRights", untilDate: 0 } });
}

/**
 * Leaves a member of a supergroup only these permissions.
 *
 * @throws {PeerKindError} for a basic group, which knows no restrictions of single members
 * @throws {RpcError} CHAT_ADMIN_REQUIRED, USER_ADMIN_INVALID …
 */
export async function restrictChatMember(
  client: MethodClient,
  chatId: PeerLike,
  userId: PeerLike,
  permissions: ChatPermissions,
  { untilDate }: UntilOptions = {},
): Promise<void> {
  const rights = bannedRights(permissions, untilDate);
  const channel = await client.resolveChannel(chatId, "chatId");
  const participant = await client.resolvePeer(userId, "userId");
  await client.invoke({ _: "channels.editBanned", channel, participant, bannedRights: rights });
}

export interface PromoteChatMemberOptions {
  /** With none of them set the user is no administrator any more. @default { canManageChat: true } */
  readonly privileges?: ChatPrivileges | undefined;
  /** Stands beside the name, up to 16 characters. */
  readonly title?: string | undefined;
}

/**
 * Makes somebody an administrator, changes what they may do, or takes it all away.
 *
 * @throws {RpcError} CHAT_ADMIN_REQUIRED, RIGHT_FORBIDDEN, USER_NOT_PARTICIPANT …
 */
export async function promoteChatMember(
  client: MethodClient,
  chatId: PeerLike,
  userId: PeerLike,
  { privileges = new ChatPrivileges(), title }: PromoteChatMemberOptions = {},
): Promise<void> {
  const rights = adminRights(privileges);
  const peer = await client.resolvePeer(chatId, "chatId");
  const user = await client.resolveUser(userId, "userId");
  if (peer._ === "inputPeerChat") {
    // A basic group knows only administrators and others.
    const isAdmin = Object.values(rights).includes(true);
    await client.invoke({ _: "messages.editChatAdmin", chatId: peer.chatId, userId: user, isAdmin });
    return;
  }
  await client.invoke({ _: "channels.editAdmin", channel: toInputChannel(peer), userId: user, adminRights: rights, rank: title });
}

/** Changes what stands beside an administrator's name, up to 16 characters. @throws {RangeError} when they are none, {RpcError} CHAT_ADMIN_REQUIRED … */
export async function setAdministratorTitle(client: MethodClient, chatId: PeerLike, userId: PeerLike, title: string): Promise<void> {
  checkString(title, "title");
  const channel = await client.resolveChannel(chatId, "chatId");
  const user = await client.resolveUser(userId, "userId");
  const { participant } = await client.invoke({ _: "channels.getParticipant", channel, participant: await client.resolvePeer(userId, "userId") });
  const rights = "adminRights" in participant ? participant.adminRights : undefined;
  if (rights === undefined) throw new RangeError("userId must name an administrator");
  await client.invoke({ _: "channels.editAdmin", channel, userId: user, adminRights: rights, rank: title });
}

/** Deletes all that somebody wrote in a supergroup. @throws {RpcError} CHAT_ADMIN_REQUIRED … */
export async function deleteUserHistory(client: MethodClient, chatId: PeerLike, userId: PeerLike): Promise<void> {
  const channel = await client.resolveChannel(chatId, "chatId");
  const participant = await client.resolvePeer(userId, "userId");
  for (;;) {
    const { offset } = await client.invoke({ _: "channels.deleteParticipantHistory", channel, participant });
    if (offset <= 0) return;
  }
}

const EVERYTHING: ChatPermissions = {};
