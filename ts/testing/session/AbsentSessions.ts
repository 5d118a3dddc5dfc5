/** What is asked of a session to keep it within bounds. */
export interface KeptSession {
  /** Bytes that wait for the client. */
  readonly waitingBytes: number;
}

/** How much is kept for clients that are gone. */
export interface AbsenceLimits {
  readonly sessions: number;
  /** Of all of them together. */
  readonly bytes: number;
}

/**
 * The sessions of a DC that have no connection. They wait for their clients, but clients that are gone for good
 * must not fill the memory. A session is forgotten whole: one that had lost a few messages would leave its
 * client waiting for answers, while a new session tells it to ask again (spec/mtproto.md §5.5).
 */
export class AbsentSessions<S extends KeptSession> {
  /** The one that has been gone the longest comes first. */
  readonly #sessions = new Set<S>();
  readonly #forget: (session: S) => void;
  readonly #limits: AbsenceLimits;

  /** @param forget - ends a session */
  constructor(forget: (session: S) => void, limits: AbsenceLimits = LIMITS) {
    this.#forget = forget;
    this.#limits = limits;
  }

  /** The client of the session is gone. */
  add(session: S): void {
    this.#sessions.add(session);
    this.trim();
  }

  /** The client is back, or the session is over. */
  delete(session: S): void {
    this.#sessions.delete(session);
  }

  /** To be called when more is waiting for an absent client than before. */
  trim(): void {
    for (const oldest of this.#sessions) {
      if (this.#sessions.size <= this.#limits.sessions) break;
      this.#drop(oldest);
    }
    let bytes = 0;
    for (const { waitingBytes } of this.#sessions) bytes += waitingBytes;
    if (bytes <= this.#limits.bytes) return;
    for (const largest of [...this.#sessions].sort((a, b) => b.waitingBytes - a.waitingBytes)) {
      if (bytes <= this.#limits.bytes) break;
      bytes -= largest.waitingBytes;
      this.#drop(largest);
    }
  }

  #drop(session: S): void {
    this.#sessions.delete(session);
    this.#forget(session);
  }
}

const LIMITS: AbsenceLimits = Object.freeze({
  // Some hundred clients that lose their connections at once, as in tests of reconnecting, are all kept.
  sessions: 1000,
  // Less than the outbox of one session may hold, which drops its oldest messages.
  bytes: 32 * 1024 * 1024,
});
