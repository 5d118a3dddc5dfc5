import type { tl } from "../tl/index.js";
import { markedId, markedIdOf } from "./markedId.js";

/**
 * Whatever names a user or chat: a marked id (also as bigint, or as text of digits), `me` or `self`,
 * a username with or without `@`, a phone number with `+`, a link of Telegram's, an object of the
 * high-level API (Chat, User, Message.chat …) or of TL.
 */
export type PeerLike =
  | number
  | bigint
  | string
  | tl.Peer
  | tl.InputPeer
  | tl.InputUser
  | tl.InputChannel
  | tl.User
  | tl.Chat
  | PeerObject;

/** An object of the high-level API: a Chat or User, or a Message, which stands for its chat. */
export interface PeerObject {
  /** Marked id, unless there is a `chat`. */
  readonly id: number;
  readonly chat?: { readonly id: number } | null | undefined;
}

/** A peer as the ways to find it differ. */
export type PeerName =
  | { readonly by: "input"; readonly peer: tl.InputPeer }
  | { readonly by: "id"; readonly id: number | bigint }
  | { readonly by: "self" }
  | { readonly by: "text"; readonly text: string };

/** Sorts a PeerLike by the way to find it. @throws TypeError for what is none */
export function peerName(like: PeerLike, parameter = "peer"): PeerName {
  switch (typeof like) {
    case "number":
    case "bigint":
      return { by: "id", id: like };
    case "string":
      return textName(like);
    case "object":
      if (like !== null) return objectName(like, parameter);
  }
  throw new TypeError(`${parameter} must be an id, a username, a phone number, a link, or a chat or user`);
}

function textName(text: string): PeerName {
  const trimmed = text.trim();
  if (/^-?\d+$/.test(trimmed)) return { by: "id", id: BigInt(trimmed) };
  return /^(?:me|self)$/i.test(trimmed) ? { by: "self" } : { by: "text", text: trimmed };
}

function objectName(object: Exclude<PeerLike, number | bigint | string>, parameter: string): PeerName {
  if (!("_" in object)) {
    const { id } = object.chat ?? object;
    if (typeof id === "number") return { by: "id", id };
    throw new TypeError(`${parameter} must be an id, a username, a phone number, a link, or a chat or user`);
  }
  switch (object._) {
    case "inputPeerSelf":
    case "inputUserSelf":
      return { by: "self" };
    case "inputPeerUser":
    case "inputPeerChat":
    case "inputPeerChannel":
    case "inputPeerUserFromMessage":
    case "inputPeerChannelFromMessage":
      return { by: "input", peer: object };
    case "inputUser":
      return { by: "input", peer: { ...object, _: "inputPeerUser" } };
    case "inputUserFromMessage":
      return { by: "input", peer: { ...object, _: "inputPeerUserFromMessage" } };
    case "inputChannel":
      return { by: "input", peer: { ...object, _: "inputPeerChannel" } };
    case "inputChannelFromMessage":
      return { by: "input", peer: { ...object, _: "inputPeerChannelFromMessage" } };
    case "peerUser":
    case "peerChat":
    case "peerChannel":
      return { by: "id", id: markedId(object) };
    case "user":
      if (object.self === true) return { by: "self" };
      if (object.min === true || object.accessHash === undefined) return { by: "id", id: object.id };
      return { by: "input", peer: { _: "inputPeerUser", userId: object.id, accessHash: object.accessHash } };
    case "channel":
      if (object.min === true || object.accessHash === undefined) return { by: "id", id: markedIdOf(object) };
      return { by: "input", peer: { _: "inputPeerChannel", channelId: object.id, accessHash: object.accessHash } };
    case "chat":
    case "chatForbidden":
    case "channelForbidden":
    case "community":
    case "communityForbidden":
    case "userEmpty":
    case "chatEmpty":
      return { by: "id", id: markedIdOf(object) };
    default:
      throw new TypeError(`${parameter} must name a user or a chat, and ${object._} does not`);
  }
}
