import type { ServerPeer } from "../session/RpcService.js";
import type { Account } from "./Account.js";

/** What a client said about itself in initConnection. */
export interface ClientInfo {
  readonly apiId: number;
  readonly deviceModel: string;
  readonly systemVersion: string;
  readonly appVersion: string;
  readonly systemLangCode: string;
  readonly langPack: string;
  readonly langCode: string;
}

/** That a key is signed in: one line of the list of active sessions. */
export interface Authorization {
  /** Names the authorization in account.resetAuthorization. */
  readonly hash: bigint;
  readonly account: Account;
  readonly createdAtSec: number;
  activeAtSec: number;
}

/** One session of a key. */
export interface SessionRecord {
  peer: ServerPeer;
  /** Set by the first call that is not inside invokeWithoutUpdates: only then updates are pushed. */
  wantsUpdates: boolean;
  /** Order of the latest call among all calls of the key; updates go where it is highest. */
  lastCall: number;
}

/** What the world knows about a permanent auth key on one DC. */
export class KeyRecord {
  /** Layer of the last invokeWithLayer; 0 before the first. */
  layer = 0;
  /** From initConnection; null before it. */
  client: ClientInfo | null = null;
  authorization: Authorization | null = null;
  /** Account whose password is still to be given; the key is half signed in. */
  awaitingPassword: Account | null = null;
  /** The session was ended from elsewhere. */
  isRevoked = false;
  /** Token of the QR code that the key shows. */
  loginToken: Uint8Array | null = null;
  readonly sessions = new Map<bigint, SessionRecord>();
  #calls = 0;

  constructor(
    readonly dcId: number,
    readonly authKeyId: bigint,
  ) {}

  /** The record of a key; made at the first call. */
  static of(peer: ServerPeer): KeyRecord {
    const known = peer.keyState.get("world");
    if (known instanceof KeyRecord) {
      return known;
    }
    const record = new KeyRecord(peer.dcId, peer.authKeyId);
    peer.keyState.set("world", record);
    return record;
  }

  /** The record of a session; made at its first call. */
  session(peer: ServerPeer): SessionRecord {
    const known = this.sessions.get(peer.sessionId);
    if (known !== undefined) {
      known.peer = peer;
      return known;
    }
    const record: SessionRecord = { peer, wantsUpdates: false, lastCall: 0 };
    this.sessions.set(peer.sessionId, record);
    return record;
  }

  /** Notes that a session made a call. */
  touch(session: SessionRecord, wantsUpdates: boolean): void {
    session.lastCall = ++this.#calls;
    session.wantsUpdates ||= wantsUpdates;
  }

  /** The session that gets the updates of this key: of those that want them, the latest to call. */
  updatesSession(): SessionRecord | null {
    let best: SessionRecord | null = null;
    for (const session of this.sessions.values()) {
      if (session.wantsUpdates && (best === null || session.lastCall > best.lastCall)) {
        best = session;
      }
    }
    return best;
  }
}
