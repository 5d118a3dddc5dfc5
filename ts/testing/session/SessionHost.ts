import type { FaultRegistry } from "../faults/FaultRegistry.js";
import type { AbsentSessions, KeptSession } from "./AbsentSessions.js";
import type { AuthKey } from "./AuthKey.js";
import type { RpcService } from "./RpcService.js";
import type { ServerClock } from "./ServerClock.js";
import type { ServerStatistics } from "./ServerStatistics.js";

/** A connection as sessions see it. */
export interface SessionLink {
  /** Whether packets can still be sent. */
  readonly isOpen: boolean;
  /** Sends one sealed packet. */
  send(packet: Uint8Array): void;
  /** Closes once everything is sent. */
  close(): void;
  /** Closes at once with a TCP RST. */
  reset(): void;
  /** From now on nothing comes in or goes out, and the socket stays open. */
  goDeaf(): void;
  /** Closes after so many seconds, unless asked again; see `ping_delay_disconnect`. */
  closeAfter(seconds: number): void;
}

/** What a session needs of the DC that it lives on. */
export interface SessionHost {
  readonly dcId: number;
  readonly clock: ServerClock;
  readonly faults: FaultRegistry;
  readonly service: RpcService;
  readonly statistics: ServerStatistics;
  /** Seconds after which a session without a connection is forgotten. */
  readonly sessionTtlSec: number;
  /** The sessions without a connection, kept within bounds. */
  readonly absent: Pick<AbsentSessions<KeptSession>, "add" | "delete" | "trim">;
  /** A key of this DC by its id. */
  findKey(id: bigint): AuthKey | undefined;
  /** A temporary key was bound: its sessions now belong to a permanent one. */
  keyBound(key: AuthKey): void;
  /** Forgets a permanent key, its temporary keys and all their sessions. */
  destroyKey(key: AuthKey): void;
  /** Forgets a session; false if the key has none of this id. */
  destroySession(key: AuthKey, sessionId: bigint): boolean;
}
