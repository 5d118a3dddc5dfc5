import type { PeerLike } from "../peers/index.js";

/** One peer or several, as a list. */
export function peerList(peers: PeerLike | readonly PeerLike[]): readonly PeerLike[] {
  return isList(peers) ? peers : [peers];
}

function isList(peers: PeerLike | readonly PeerLike[]): peers is readonly PeerLike[] {
  return Array.isArray(peers);
}
