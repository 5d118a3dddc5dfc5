import type { PeerLike } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import { ChatJoiner, PeerIndex } from "../../types/index.js";
import { asyncList, type AsyncList, type ListOptions } from "../AsyncList.js";
import { flag } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { checkInvite } from "./inviteLinks.js";

/** Lets somebody in who asked to join. @throws {RpcError} HIDE_REQUESTER_MISSING, USER_ALREADY_PARTICIPANT, CHAT_ADMIN_REQUIRED … */
export async function approveChatJoinRequest(client: MethodClient, chatId: PeerLike, userId: PeerLike): Promise<void> {
  await decide(client, chatId, userId, true);
}

/** Turns somebody away who asked to join. @throws {RpcError} HIDE_REQUESTER_MISSING, CHAT_ADMIN_REQUIRED … */
export async function declineChatJoinRequest(client: MethodClient, chatId: PeerLike, userId: PeerLike): Promise<void> {
  await decide(client, chatId, userId, false);
}

export interface AllJoinRequestsOptions {
  /** Only those who came by this link. */
  readonly inviteLink?: string | undefined;
}

/** Lets all in who asked to join. @throws {RpcError} HIDE_REQUESTER_MISSING, CHAT_ADMIN_REQUIRED … */
export async function approveAllChatJoinRequests(client: MethodClient, chatId: PeerLike, options: AllJoinRequestsOptions = {}): Promise<void> {
  await decideAll(client, chatId, options, true);
}

/** Turns all away who asked to join. @throws {RpcError} HIDE_REQUESTER_MISSING, CHAT_ADMIN_REQUIRED … */
export async function declineAllChatJoinRequests(client: MethodClient, chatId: PeerLike, options: AllJoinRequestsOptions = {}): Promise<void> {
  await decideAll(client, chatId, options, false);
}

export interface GetChatJoinRequestsOptions extends ListOptions {
  /** Only those whose names begin so. @default "" (all) */
  readonly query?: string | undefined;
}

const PAGE = 100;

/** Those who asked to join and wait for an answer, the newest first. @throws {RpcError} CHAT_ADMIN_REQUIRED … */
export function getChatJoinRequests(client: MethodClient, chatId: PeerLike, options: GetChatJoinRequestsOptions = {}): AsyncList<ChatJoiner> {
  const { query } = options;
  return joiners(client, chatId, options, { requested: true, q: query });
}

/** Those who joined by an invite link, the newest first. @throws {RpcError} CHAT_ADMIN_REQUIRED … */
export function getChatInviteLinkJoiners(client: MethodClient, chatId: PeerLike, inviteLink: string, options: ListOptions = {}): AsyncList<ChatJoiner> {
  return joiners(client, chatId, options, { link: checkInvite(inviteLink) });
}

/** How many joined by an invite link. @throws {RpcError} CHAT_ADMIN_REQUIRED … */
export async function getChatInviteLinkJoinersCount(client: MethodClient, chatId: PeerLike, inviteLink: string): Promise<number> {
  const link = checkInvite(inviteLink);
  const peer = await client.resolvePeer(chatId, "chatId");
  const none = { offsetDate: 0, offsetUser: { _: "inputUserEmpty" }, limit: 1 } as const;
  return (await client.invoke({ _: "messages.getChatInviteImporters", peer, link, ...none })).count;
}

function joiners(
  client: MethodClient,
  chatId: PeerLike,
  options: ListOptions,
  which: Pick<tl.MessagesGetChatInviteImportersRequest, "requested" | "link" | "q">,
): AsyncList<ChatJoiner> {
  return asyncList(options, PAGE, () => {
    let from: Pick<tl.MessagesGetChatInviteImportersRequest, "offsetDate" | "offsetUser"> = { offsetDate: 0, offsetUser: { _: "inputUserEmpty" } };
    let seen = 0;
    return async (limit) => {
      const peer = await client.resolvePeer(chatId, "chatId");
      const { importers, users, count } = await client.invoke({ _: "messages.getChatInviteImporters", peer, ...which, ...from, limit }, { signal: options.signal });
      const peers = PeerIndex.of({ users, chats: [] });
      const last = importers.at(-1);
      if (last !== undefined) from = { offsetDate: last.date, offsetUser: await client.resolveUser(last.userId) };
      seen += importers.length;
      return { items: importers.map((raw) => new ChatJoiner(raw, peers, client.objects)), isLast: seen >= count };
    };
  });
}

async function decide(client: MethodClient, chatId: PeerLike, userId: PeerLike, isApproved: boolean): Promise<void> {
  const peer = await client.resolvePeer(chatId, "chatId");
  await client.invoke({ _: "messages.hideChatJoinRequest", peer, userId: await client.resolveUser(userId, "userId"), approved: flag(isApproved) });
}

async function decideAll(client: MethodClient, chatId: PeerLike, { inviteLink }: AllJoinRequestsOptions, isApproved: boolean): Promise<void> {
  const link = inviteLink === undefined ? undefined : checkInvite(inviteLink);
  await client.invoke({ _: "messages.hideAllChatJoinRequests", peer: await client.resolvePeer(chatId, "chatId"), link, approved: flag(isApproved) });
}
