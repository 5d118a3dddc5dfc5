import type { Dial } from "../transport/index.js";
import type { CallAttempts } from "./CallAttempts.js";
import type { CallTicket } from "./CallTicket.js";
import type { DcOption } from "./DcOption.js";
import type { BegunSession } from "./LeftSessions.js";
import type { RacePace } from "./raceDial.js";
import type { TempKey } from "./TempKey.js";
import type { Wrapping } from "./transportName.js";

export interface ConnectionOptions {
  /** Where the DC can be reached. */
  readonly book: AddressBook;
  readonly dcId: number;
  /** `dcId` as it goes on the wire: +10000 in the test environment. */
  readonly wireDcId: number;
  /** How the stream is framed: the first, and those to try when the DC does not answer. */
  readonly wrappings: readonly Wrapping[];
  readonly rsaKeys: readonly string[];
  /** 256 bytes, or null: a key is made on the first connection. */
  readonly authKey: Uint8Array | null;
  /** Packed future salts that go with the key. */
  readonly salts: Uint8Array;
  /** Talk under temporary keys (spec/mtproto.md §7); null: under the permanent one. */
  readonly forwardSecrecy: ForwardSecrecy | null;
  readonly timeOffsetMs: number;
  readonly timeouts: ConnectionTimeouts;
  readonly dial: Dial;
  readonly events: ConnectionEvents;
}

/** How one call is sent. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Fail it rather than send it again when it may have run. @default false */
  readonly once?: boolean | undefined;
  /** Is told where the call is. */
  readonly ticket?: CallTicket | null | undefined;
  /** The call that has to succeed before. */
  readonly after?: CallTicket | null | undefined;
  /** What became of it so far. @default it was not sent before */
  readonly attempts?: CallAttempts | undefined;
}

/** Addresses of one DC, and what is known of them. */
export interface AddressBook {
  /** How they are raced. */
  readonly pace: RacePace;
  /** Every address that is known now, best first. */
  addresses(): readonly DcOption[];
  succeeded(option: DcOption): void;
  failed(option: DcOption): void;
}

export interface ForwardSecrecy {
  /** Seconds that a temporary key is to live. */
  readonly lifetimeSec: number;
  /** A bound key of an earlier run. */
  readonly tempKey: TempKey | null;
  /** Calls `job` after a time; gives a function that takes that back. */
  readonly schedule: Schedule;
}

export type Schedule = (ms: number, job: () => void) => () => void;

export interface ConnectionTimeouts {
  /** One TCP connection. */
  readonly connectMs: number;
  /** One whole key exchange. */
  readonly exchangeMs: number;
  /** Attempts before `open()` gives up. */
  readonly attempts: number;
}

/**
 * `connecting`: a connection is being made; `connected`: the server has answered on it; `waiting`: the latest
 * attempt failed, and the next one follows after a while.
 */
export interface ConnectionChange {
  readonly state: "connecting" | "connected" | "waiting";
  /** Why there is no connection; null when there was none yet, or all is well. */
  readonly error: unknown;
  /** Milliseconds until the next attempt; 0 unless it waits. */
  readonly retryInMs: number;
}

/** What a connection tells its owner. */
export interface ConnectionEvents {
  /** A new permanent key: must be stored for good before the promise resolves, it is not used earlier. */
  authKeyCreated(authKey: Uint8Array): Promise<void>;
  /** Whether a key that the server does not know any more may be replaced unasked: nobody is signed in on it. */
  mayReplaceAuthKey(): boolean;
  /** The temporary key that is bound now, with its salts; null when it is lost. */
  tempKeyChanged(key: TempKey | null): void;
  /** The temporary key ends before long: time for a connection with another one. */
  tempKeyExpires(): void;
  /** Of the permanent key. */
  saltsChanged(packed: Uint8Array): void;
  timeOffsetChanged(ms: number): void;
  /** A boxed object that answers no call; the bytes stay valid. */
  update(body: Uint8Array): void;
  /** The server has begun a session, the first or another one. */
  sessionBegun(session: BegunSession): void;
  /** The server started a new session: it has forgotten what this one was told (not called for the first). */
  sessionRenewed(): void;
  stateChanged(change: ConnectionChange): void;
  /**
   * The connection, once open, ended by an error that no new socket can mend.
   *
   * @param isHeard whether a call was rejected with it
   */
  failed(error: unknown, isHeard: boolean): void;
}
