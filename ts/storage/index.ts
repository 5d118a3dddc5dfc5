export type { PeerContext, PeerRecord, Storage, StoredPeer, StoredPeerType, StoredSession, StoredUpdateBox } from "./Storage.js";
export { MemoryStorage } from "./MemoryStorage.js";
export { SqliteStorage } from "./SqliteStorage.js";
export { readSessionString } from "./readSessionString.js";
export { writeSessionString } from "./writeSessionString.js";
