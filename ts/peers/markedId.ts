import type { tl } from "../tl/index.js";

/**
 * Ids that people and the Bot API use: the sign and the range tell what a peer is (spec/client.md
 * §3.1). All of them fit a number.
 */
export type PeerKind = "user" | "group" | "channel" | "secret" | "monoforum";

/** A marked id taken apart. */
export interface ParsedId {
  readonly kind: PeerKind;
  /** As it stands in TL objects: positive, but of secret chats. */
  readonly bareId: number;
}

/**
 * What a marked id names; null when no peer can have it.
 *
 * @param id a number or a bigint
 */
export function parseMarkedId(id: number | bigint): ParsedId | null {
  const marked = Number(id);
  if (!Number.isSafeInteger(marked)) return null;
  if (marked > 0) return marked <= MAX_USER_ID ? { kind: "user", bareId: marked } : null;
  if (marked < 0 && marked >= -MAX_GROUP_ID) return { kind: "group", bareId: -marked };
  const channel = CHANNELS - marked;
  if (channel > 0 && channel < MAX_CHANNEL_ID) return { kind: "channel", bareId: channel };
  const secret = marked - SECRET_CHATS;
  if (secret !== 0 && secret >= -(2 ** 31) && secret < 2 ** 31) return { kind: "secret", bareId: secret };
  if (channel >= MIN_MONOFORUM_ID && channel < MAX_MONOFORUM_ID) return { kind: "monoforum", bareId: channel };
  return null;
}

/** The marked id of a peer of TL. */
export function markedId(peer: tl.Peer): number {
  switch (peer._) {
    case "peerUser":
      return peer.userId;
    case "peerChat":
      return -peer.chatId;
    case "peerChannel":
      return CHANNELS - peer.channelId;
  }
}

/** The marked id of a channel, supergroup or community. */
export function markedChannelId(bareId: number): number {
  return CHANNELS - bareId;
}

/** The marked id of a raw user or chat. */
export function markedIdOf(object: tl.User | tl.Chat): number {
  switch (object._) {
    case "user":
    case "userEmpty":
      return object.id;
    case "chat":
    case "chatEmpty":
    case "chatForbidden":
      return -object.id;
    case "channel":
    case "channelForbidden":
    case "community":
    case "communityForbidden":
      return CHANNELS - object.id;
  }
}

/** −10^12: what channels' ids are counted down from. */
const CHANNELS = -1_000_000_000_000;
const SECRET_CHATS = -2_000_000_000_000;
const MAX_USER_ID = 2 ** 40 - 1;
const MAX_GROUP_ID = 999_999_999_999;
/** Not reached: what follows belongs to secret chats. */
const MAX_CHANNEL_ID = 1_000_000_000_000 - 2 ** 31;
const MIN_MONOFORUM_ID = 1_000_000_000_000 + 2 ** 31 + 1;
/** Not reached. */
const MAX_MONOFORUM_ID = 3_000_000_000_000;
