import type { PeerLike } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import { Chat, Dialog, Message, PeerIndex } from "../../types/index.js";
import { asyncList, type AsyncList, type ListOptions } from "../AsyncList.js";
import type { MethodClient } from "../MethodClient.js";
import { peerList } from "../peerList.js";

/** Most that Telegram gives at once. */
const PAGE = 100;
/** The folder of archived chats. */
const ARCHIVE = 1;

/**
 * The list of chats as apps show it, the newest first, those that are pinned before all others. Users only.
 *
 * @example
 * for await (const dialog of getDialogs(client, { limit: 20 })) console.log(dialog.chat.title ?? dialog.chat.fullName);
 */
export function getDialogs(client: MethodClient, options: ListOptions = {}): AsyncList<Dialog> {
  return asyncList(options, PAGE, () => {
    let from: Pick<tl.MessagesGetDialogsRequest, "offsetDate" | "offsetId" | "offsetPeer" | "excludePinned"> = {
      offsetDate: 0,
      offsetId: 0,
      offsetPeer: { _: "inputPeerEmpty" },
    };
    return async (limit) => {
      const answer = await client.invoke({ _: "messages.getDialogs", ...from, limit, hash: 0n }, { signal: options.signal });
      if (answer._ === "messages.dialogsNotModified") return { items: [], isLast: true };
      const peers = PeerIndex.of(answer);
      const items = answer.dialogs.flatMap((raw) => {
        if (raw._ !== "dialog") return [];
        const top = topOf(raw, answer.messages);
        const chat = new Chat(peers.peer(raw.peer) ?? raw.peer, client.objects);
        return [new Dialog(raw, chat, top === null ? null : new Message(top, peers, client.objects))];
      });
      const last = items.at(-1);
      if (last === undefined) return { items, isLast: true };
      from = {
        offsetDate: Math.floor((last.topMessage?.date.getTime() ?? 0) / 1000),
        offsetId: last.raw.topMessage,
        offsetPeer: await client.resolvePeer(last.chat.id),
        excludePinned: true,
      };
      return { items, isLast: answer._ === "messages.dialogs" };
    };
  });
}

/** Numbers of messages count in each channel by itself: the chat must be the same, too. */
function topOf({ peer, topMessage }: tl.RawDialog, messages: readonly tl.Message[]): tl.Message | null {
  const isHere = (message: tl.Message): boolean => message.peerId !== undefined && JSON.stringify(message.peerId) === JSON.stringify(peer);
  return messages.find((message) => message.id === topMessage && isHere(message)) ?? null;
}

export interface GetDialogsCountOptions {
  /** Counts only those that are pinned. @default false */
  readonly pinnedOnly?: boolean | undefined;
}

/** How many chats are in the list. Users only. */
export async function getDialogsCount(client: MethodClient, { pinnedOnly }: GetDialogsCountOptions = {}): Promise<number> {
  if (pinnedOnly === true) return (await client.invoke({ _: "messages.getPinnedDialogs", folderId: 0 })).dialogs.length;
  const none = { offsetDate: 0, offsetId: 0, offsetPeer: { _: "inputPeerEmpty" }, hash: 0n } as const;
  const answer = await client.invoke({ _: "messages.getDialogs", ...none, limit: 1 });
  return answer._ === "messages.dialogs" ? answer.dialogs.length : answer.count;
}

/** Moves chats into the archive. Users only. */
export async function archiveChats(client: MethodClient, chatIds: PeerLike | readonly PeerLike[]): Promise<void> {
  await moveTo(client, chatIds, ARCHIVE);
}

/** Moves chats out of the archive. Users only. */
export async function unarchiveChats(client: MethodClient, chatIds: PeerLike | readonly PeerLike[]): Promise<void> {
  await moveTo(client, chatIds, 0);
}

async function moveTo(client: MethodClient, chatIds: PeerLike | readonly PeerLike[], folderId: number): Promise<void> {
  const peers = await Promise.all(peerList(chatIds).map((chat) => client.resolvePeer(chat, "chatIds")));
  const folderPeers = peers.map((peer): tl.InputFolderPeer => ({ _: "inputFolderPeer", peer, folderId }));
  await client.invoke({ _: "folders.editPeerFolders", folderPeers });
}

/** Marks a chat as unread. Users only. */
export async function markChatUnread(client: MethodClient, chatId: PeerLike): Promise<void> {
  const peer: tl.InputDialogPeer = { _: "inputDialogPeer", peer: await client.resolvePeer(chatId, "chatId") };
  await client.invoke({ _: "messages.markDialogUnread", unread: true, peer });
}
