import type { tl } from "../tl/index.js";

/** Marked ids of channels count down from here (spec/client.md §3.1). */
const CHANNEL_BASE = -1_000_000_000_000;

export const markedGroupId = (chatId: number): number => -chatId;
export const markedChannelId = (channelId: number): number => CHANNEL_BASE - channelId;

/** The id that people and the Bot API use: positive for users, negative for groups, below -10¹² for channels. */
export function markedId(peer: tl.Peer): number {
  switch (peer._) {
    case "peerUser":
      return peer.userId;
    case "peerChat":
      return markedGroupId(peer.chatId);
    case "peerChannel":
      return markedChannelId(peer.channelId);
  }
}
