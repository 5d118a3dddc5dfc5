import { randomBytes } from "node:crypto";

/** One salt and the seconds (server time) between which it is accepted. */
export interface ScheduledSalt {
  readonly validSinceSec: number;
  readonly validUntilSec: number;
  readonly salt: bigint;
}

/**
 * The server salts of one auth key. A new salt comes every half hour and the one before is accepted
 * for as long again, so that a client that changes late loses nothing (spec/mtproto.md §5.13). The
 * list grows ahead when it is asked for, and forgets what has run out.
 */
export class SaltSchedule {
  /** Seconds between two salts. */
  readonly #lifetimeSec: number;
  /** In order of `validSinceSec`; never empty. */
  #salts: ScheduledSalt[];

  constructor(firstSalt: bigint, nowSec: number, lifetimeSec: number) {
    this.#lifetimeSec = lifetimeSec;
    this.#salts = [this.#starting(nowSec, firstSalt)];
  }

  /** The salt that should be used now. */
  current(nowSec: number): bigint {
    return this.future(1, nowSec)[0]?.salt ?? 0n;
  }

  /** Whether a message under this salt is taken now. */
  accepts(salt: bigint, nowSec: number): boolean {
    this.#extend(nowSec, 1);
    return this.#salts.some(
      (entry) =>
        entry.salt === salt &&
        entry.validSinceSec <= nowSec + EARLY_SEC &&
        nowSec < entry.validUntilSec,
    );
  }

  /** The salt of now and those that follow, `count` in all. */
  future(count: number, nowSec: number): readonly ScheduledSalt[] {
    this.#extend(nowSec, count);
    const first = this.#salts.findLastIndex((entry) => entry.validSinceSec <= nowSec);
    return this.#salts.slice(Math.max(first, 0), Math.max(first, 0) + count);
  }

  /** Forgets every salt given out so far and starts with a new one. */
  replace(nowSec: number): void {
    this.#salts = [this.#starting(nowSec, randomBytes(8).readBigUInt64LE(0))];
  }

  #extend(nowSec: number, ahead: number): void {
    this.#salts = this.#salts.filter((entry) => nowSec < entry.validUntilSec);
    const [first] = this.#salts;
    // The clock was set back: the earliest salt goes for that time as well, or none would.
    if (first !== undefined && first.validSinceSec > nowSec) this.#salts[0] = { ...first, validSinceSec: nowSec };
    let last = this.#salts.at(-1);
    if (last === undefined) {
      this.replace(nowSec);
      last = this.#salts[0];
    }
    while (last !== undefined && last.validSinceSec <= nowSec + ahead * this.#lifetimeSec) {
      last = this.#starting(last.validSinceSec + this.#lifetimeSec, randomBytes(8).readBigUInt64LE(0));
      this.#salts.push(last);
    }
  }

  #starting(validSinceSec: number, salt: bigint): ScheduledSalt {
    return { validSinceSec, validUntilSec: validSinceSec + 2 * this.#lifetimeSec, salt };
  }
}

/** Clients switch by their own idea of server time, which may be a little ahead. */
const EARLY_SEC = 60;
