/** The account of a session and the key that opens it. */
export interface StoredSession {
  /** The home DC: 1 to 5, or 203. */
  readonly dcId: number;
  readonly apiId: number | null;
  readonly testMode: boolean | null;
  /** Permanent auth key of the home DC, 256 bytes. Whoever has it is signed in. */
  readonly authKey: Uint8Array | null;
  readonly userId: number | null;
  readonly isBot: boolean | null;
  /** Unix time of the last save, in seconds; 0 for never. */
  readonly date: number;
}

/** What a {@link StoredPeer} is; the words are Hydrogram's. */
export type StoredPeerType = "user" | "bot" | "group" | "channel" | "supergroup";

/** What is needed to name a peer to Telegram. */
export interface StoredPeer {
  /** Marked id: a user's as it is, −id of a group, −10^12 − id of a channel or supergroup. */
  readonly id: number;
  /** Full hash, never one of a min object; 0 for groups. */
  readonly accessHash: bigint;
  readonly type: StoredPeerType;
  readonly username: string | null;
  /** Digits alone. */
  readonly phoneNumber: string | null;
}

/** A peer to be saved. */
export interface PeerRecord extends StoredPeer {
  /** Every active username, `username` among them. @default `username` alone */
  readonly usernames?: readonly string[] | undefined;
}

/** A message that mentions a peer whose access hash is not known: it can stand in for the hash (spec/client.md §3.2). */
export interface PeerContext {
  /** Marked id of the peer. */
  readonly id: number;
  /** Marked id of the chat that the message is in. */
  readonly chatId: number;
  readonly messageId: number;
}

/** How far the updates of one box were handled: those of the account itself, or of one channel (spec/client.md §4.1). */
export interface StoredUpdateBox {
  /** 0: the account's; else the bare id of a channel. */
  readonly boxId: number;
  readonly pts: number;
  /** 0 in a channel's box, as `date` and `seq` are. */
  readonly qts: number;
  /** Server time, Unix seconds. */
  readonly date: number;
  readonly seq: number;
  /** The furthest pts that the server has spoken of. */
  readonly knownPts: number;
  /** Names of updates that are done although the counters do not cover them: text of the library's own. */
  readonly done: string;
}

/**
 * Where a session lives. Calls take effect in the order in which they are made, also when nobody
 * awaits them. What a resolved save promises: sessions, auth keys and values outlive a loss of
 * power; salts, peers and the state of updates, which Telegram sends again, outlive a kill of the process. Byte arrays
 * are copied both ways.
 *
 * @throws {ClientStateError} from every call but `open`, `close` and `destroy` while it is not open.
 */
export interface Storage {
  /** For messages: a path, or `memory`. */
  readonly name: string;

  /** Opens the session or makes a new one. Without effect when it is open. */
  open(): Promise<void>;
  /** Leaves the session complete and usable by others. Without effect when it is not open. */
  close(): Promise<void>;
  /** Deletes everything of the session, open or not. What `open` would refuse is refused here, too. */
  destroy(): Promise<void>;

  loadSession(): Promise<StoredSession>;
  /** Changes the given fields, all or none; `date` becomes now unless it is given. */
  saveSession(patch: Partial<StoredSession>): Promise<void>;

  /** Permanent auth key of another DC. */
  loadAuthKey(dcId: number): Promise<Uint8Array | null>;
  /** `null` removes the key. */
  saveAuthKey(dcId: number, key: Uint8Array | null): Promise<void>;

  /** Packed salts of a DC, 16 bytes each: valid_since i32, valid_until i32, salt i64, little-endian. */
  loadSalts(dcId: number): Promise<Uint8Array | null>;
  /** Replaces all salts of a DC; an empty array removes them. */
  saveSalts(dcId: number, packed: Uint8Array): Promise<void>;

  loadValue(key: string): Promise<Uint8Array | null>;
  /** `null` removes the value. Keys are lower-case words with `_`, `:` and digits. */
  saveValue(key: string, value: Uint8Array | null): Promise<void>;

  /** Replaces what is known of these peers, and forgets their contexts. A username leaves whoever had it before. */
  savePeers(peers: readonly PeerRecord[]): Promise<void>;
  peerById(id: number): Promise<StoredPeer | null>;
  /**
   * The peer last saved under this name, in any case. Names change hands, and resolving them costs
   * a flood budget: one that was not saved for 24 hours counts as unknown.
   */
  peerByUsername(username: string): Promise<StoredPeer | null>;
  /** The peer last saved with this number; only its digits count. */
  peerByPhone(phone: string): Promise<StoredPeer | null>;
  /** For a name, in any case, that nobody has any more. */
  forgetUsername(username: string): Promise<void>;

  /** Replaces the contexts of these peers. */
  savePeerContexts(contexts: readonly PeerContext[]): Promise<void>;
  peerContext(id: number): Promise<PeerContext | null>;
  /** For messages that were deleted. */
  forgetPeerContexts(chatId: number, messageIds: readonly number[]): Promise<void>;

  /** All boxes, in no order. */
  loadUpdateBoxes(): Promise<StoredUpdateBox[]>;
  /** Replaces what is kept of these boxes, all or none; a channel's whose `pts` and `knownPts` are 0 is removed. */
  saveUpdateBoxes(boxes: readonly StoredUpdateBox[]): Promise<void>;
}
