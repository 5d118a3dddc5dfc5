import type { Storage } from "../storage/index.js";

/** What the peers need of a session's storage. */
export type PeerStorage = Pick<
  Storage,
  | "savePeers"
  | "peerById"
  | "peerByUsername"
  | "peerByPhone"
  | "forgetUsername"
  | "savePeerContexts"
  | "peerContext"
  | "forgetPeerContexts"
>;
