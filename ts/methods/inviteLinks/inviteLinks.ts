import type { PeerLike } from "../../peers/index.js";
import { parseLink } from "../../peers/index.js";
import { TlError } from "../../errors/index.js";
import type { tl } from "../../tl/index.js";
import { ChatAdminWithInviteLinks, ChatInviteLink, PeerIndex, User } from "../../types/index.js";
import { asyncList, type AsyncList, type ListOptions } from "../AsyncList.js";
import { checkNumber, flag, unixTime } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";

export interface InviteLinkOptions {
  /** Up to 32 characters; only administrators see it. */
  readonly name?: string | undefined;
  /** @default never */
  readonly expireDate?: Date | undefined;
  /** How many may join by it, 1 to 99999. @default any number */
  readonly memberLimit?: number | undefined;
  /** People ask to join by it, and administrators let them in. Not together with `memberLimit`. @default false */
  readonly createsJoinRequest?: boolean | undefined;
}

/** Makes another invite link for a group or channel. @throws {RpcError} CHAT_ADMIN_REQUIRED, EXPIRE_DATE_INVALID, USAGE_LIMIT_INVALID … */
export async function createChatInviteLink(client: MethodClient, chatId: PeerLike, options: InviteLinkOptions = {}): Promise<ChatInviteLink> {
  const fields = inviteFields(options);
  const peer = await client.resolvePeer(chatId, "chatId");
  return exported(await client.invoke({ _: "messages.exportChatInvite", peer, ...fields }));
}

/** Makes a new main invite link for a group or channel; the one before stops working. @returns the link @throws {RpcError} CHAT_ADMIN_REQUIRED … */
export async function exportChatInviteLink(client: MethodClient, chatId: PeerLike): Promise<string> {
  const peer = await client.resolvePeer(chatId, "chatId");
  return exported(await client.invoke({ _: "messages.exportChatInvite", peer, legacyRevokePermanent: true })).inviteLink;
}

/** Changes an invite link; what is left out stays. @throws {RpcError} CHAT_ADMIN_REQUIRED, INVITE_HASH_EXPIRED … */
export async function editChatInviteLink(client: MethodClient, chatId: PeerLike, inviteLink: string, options: InviteLinkOptions = {}): Promise<ChatInviteLink> {
  const link = checkInvite(inviteLink);
  const { createsJoinRequest } = options;
  const fields = { ...inviteFields(options), requestNeeded: createsJoinRequest };
  const peer = await client.resolvePeer(chatId, "chatId");
  return ofAnswer(await client.invoke({ _: "messages.editExportedChatInvite", peer, link, ...fields }));
}

/** Makes an invite link invalid; of the main one a new one takes the place. @returns the link as it is now @throws {RpcError} CHAT_ADMIN_REQUIRED … */
export async function revokeChatInviteLink(client: MethodClient, chatId: PeerLike, inviteLink: string): Promise<ChatInviteLink> {
  const link = checkInvite(inviteLink);
  const peer = await client.resolvePeer(chatId, "chatId");
  return ofAnswer(await client.invoke({ _: "messages.editExportedChatInvite", peer, link, revoked: true }));
}

/** Deletes an invite link that is invalid already. @throws {RpcError} CHAT_ADMIN_REQUIRED, INVITE_REVOKED_MISSING … */
export async function deleteChatInviteLink(client: MethodClient, chatId: PeerLike, inviteLink: string): Promise<void> {
  const link = checkInvite(inviteLink);
  await client.invoke({ _: "messages.deleteExportedChatInvite", peer: await client.resolvePeer(chatId, "chatId"), link });
}

/** What is known of an invite link. @throws {RpcError} CHAT_ADMIN_REQUIRED, INVITE_HASH_EXPIRED … */
export async function getChatInviteLink(client: MethodClient, chatId: PeerLike, inviteLink: string): Promise<ChatInviteLink> {
  const link = checkInvite(inviteLink);
  const peer = await client.resolvePeer(chatId, "chatId");
  return ofAnswer(await client.invoke({ _: "messages.getExportedChatInvite", peer, link }));
}

export interface GetChatAdminInviteLinksOptions extends ListOptions {
  /** Those that are invalid, instead of those that are valid. @default false */
  readonly revoked?: boolean | undefined;
}

const PAGE = 100;

/** The invite links that an administrator has made. @throws {RpcError} CHAT_ADMIN_REQUIRED … */
export function getChatAdminInviteLinks(
  client: MethodClient,
  chatId: PeerLike,
  adminId: PeerLike,
  options: GetChatAdminInviteLinksOptions = {},
): AsyncList<ChatInviteLink> {
  return asyncList(options, PAGE, () => {
    let from: Pick<tl.MessagesGetExportedChatInvitesRequest, "offsetDate" | "offsetLink"> = {};
    let seen = 0;
    return async (limit) => {
      const peer = await client.resolvePeer(chatId, "chatId");
      const adminUser = await client.resolveUser(adminId, "adminId");
      const request = { _: "messages.getExportedChatInvites", peer, adminId: adminUser, revoked: flag(options.revoked), ...from, limit } as const;
      const { invites, users, count } = await client.invoke(request, { signal: options.signal });
      const peers = PeerIndex.of({ users, chats: [] });
      const items = invites.flatMap((invite) => ChatInviteLink.of(invite, peers) ?? []);
      const last = items.at(-1);
      if (last !== undefined) from = { offsetDate: last.raw.date, offsetLink: last.raw.link };
      seen += invites.length;
      return { items, isLast: seen >= count };
    };
  });
}

/** How many invite links an administrator has made. @throws {RpcError} CHAT_ADMIN_REQUIRED … */
export async function getChatAdminInviteLinksCount(
  client: MethodClient,
  chatId: PeerLike,
  adminId: PeerLike,
  { revoked }: Pick<GetChatAdminInviteLinksOptions, "revoked"> = {},
): Promise<number> {
  const peer = await client.resolvePeer(chatId, "chatId");
  const adminUser = await client.resolveUser(adminId, "adminId");
  return (await client.invoke({ _: "messages.getExportedChatInvites", peer, adminId: adminUser, revoked: flag(revoked), limit: 1 })).count;
}

/** Deletes all invalid invite links that an administrator has made. @throws {RpcError} CHAT_ADMIN_REQUIRED … */
export async function deleteChatAdminInviteLinks(client: MethodClient, chatId: PeerLike, adminId: PeerLike): Promise<void> {
  const peer = await client.resolvePeer(chatId, "chatId");
  await client.invoke({ _: "messages.deleteRevokedExportedChatInvites", peer, adminId: await client.resolveUser(adminId, "adminId") });
}

/** The administrators who have made invite links. @throws {RpcError} CHAT_ADMIN_REQUIRED … */
export async function getChatAdminsWithInviteLinks(client: MethodClient, chatId: PeerLike): Promise<ChatAdminWithInviteLinks[]> {
  const peer = await client.resolvePeer(chatId, "chatId");
  const { admins, users } = await client.invoke({ _: "messages.getAdminsWithInvites", peer });
  const peers = PeerIndex.of({ users, chats: [] });
  return admins.map((raw) => {
    const user = peers.user(raw.adminId) ?? ({ _: "user", min: true, id: raw.adminId } as const);
    return new ChatAdminWithInviteLinks(raw, new User(user, client.objects));
  });
}

/** @throws TypeError for what is no invite link */
export function checkInvite(inviteLink: string): string {
  if (typeof inviteLink !== "string") throw new TypeError("inviteLink must be a string");
  if (parseLink(inviteLink)?.kind !== "invite") throw new TypeError("inviteLink must be an invite link, t.me/+…");
  return inviteLink;
}

function inviteFields({ name, expireDate, memberLimit, createsJoinRequest }: InviteLinkOptions): Pick<
  tl.MessagesExportChatInviteRequest,
  "title" | "expireDate" | "usageLimit" | "requestNeeded"
> {
  if (memberLimit !== undefined) checkNumber(memberLimit, "memberLimit", 1, 99_999);
  return { title: name, expireDate: unixTime(expireDate, "expireDate"), usageLimit: memberLimit, requestNeeded: flag(createsJoinRequest) };
}

function ofAnswer(answer: tl.MessagesExportedChatInvite): ChatInviteLink {
  return exported(answer.invite, answer.users);
}

/** @throws TlError for what stands in place of a link */
function exported(invite: tl.ExportedChatInvite, users: readonly tl.User[] = []): ChatInviteLink {
  const link = ChatInviteLink.of(invite, PeerIndex.of({ users, chats: [] }));
  if (link === null) throw new TlError("the answer holds no invite link");
  return link;
}
