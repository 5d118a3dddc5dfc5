import type { TlObject } from "../codec/index.js";

/** Marked ids of channels count down from here (spec/client.md §3.1). */
const CHANNEL_ZERO = -1_000_000_000_000n;

/** What a marked id names, with the bare id that TL has. */
export interface MarkedPeer {
  readonly kind: "user" | "chat" | "channel";
  readonly id: bigint;
}

/** Marked id of a basic group. */
export function markedChat(id: bigint): bigint {
  return -id;
}

/** Marked id of a channel or supergroup. */
export function markedChannel(id: bigint): bigint {
  return CHANNEL_ZERO - id;
}

/** Takes a marked id apart. */
export function unmarked(marked: bigint): MarkedPeer {
  if (marked > 0n) {
    return { kind: "user", id: marked };
  }
  return marked > CHANNEL_ZERO ? { kind: "chat", id: -marked } : { kind: "channel", id: CHANNEL_ZERO - marked };
}

/** `Peer` of a marked id. */
export function peerView(marked: bigint): TlObject {
  const { kind, id } = unmarked(marked);
  switch (kind) {
    case "user":
      return { _: "peerUser", userId: id };
    case "chat":
      return { _: "peerChat", chatId: id };
    case "channel":
      return { _: "peerChannel", channelId: id };
    default:
      return kind satisfies never;
  }
}
