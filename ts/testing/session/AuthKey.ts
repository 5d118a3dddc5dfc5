import { createHash } from "node:crypto";
import type { SaltSchedule } from "./SaltSchedule.js";

/** A key that a client made with one DC, permanent or temporary (spec/mtproto.md §3.8, §7). */
export class AuthKey {
  /** The 256 bytes. */
  readonly bytes: Buffer;
  /** `auth_key_id`, as a little-endian number. */
  readonly id: bigint;
  /** `auth_key_aux_hash`, 8 bytes. */
  readonly auxHash: Buffer;
  /** Server time at which a temporary key ends; null for a permanent one. */
  readonly expiresAtSec: number | null;
  readonly salts: SaltSchedule;
  /** What the world remembers about this key; see `ServerPeer.keyState`. */
  readonly state = new Map<string, unknown>();
  #boundTo: AuthKey | null = null;

  constructor(bytes: Uint8Array, salts: SaltSchedule, expiresAtSec: number | null) {
    this.bytes = Buffer.from(bytes);
    const hash = createHash("sha1").update(this.bytes).digest();
    this.auxHash = hash.subarray(0, 8);
    this.id = hash.readBigUInt64LE(12);
    this.salts = salts;
    this.expiresAtSec = expiresAtSec;
  }

  /** The permanent key that speaks through this one; null for a temporary key not bound yet. */
  get permanent(): AuthKey | null {
    return this.expiresAtSec === null ? this : this.#boundTo;
  }

  /** Binds this temporary key; the caller has verified the proof. */
  bindTo(permanent: AuthKey): void {
    this.#boundTo = permanent;
  }

  /** Whether a temporary key has run out. */
  hasExpired(nowSec: number): boolean {
    return this.expiresAtSec !== null && this.expiresAtSec <= nowSec;
  }
}
