import { sha1 } from "../crypto/index.js";

/** A temporary auth key (spec/mtproto.md §7). What went under it cannot be read any more once it is forgotten. */
export interface TempKey {
  /** 256 bytes. */
  readonly authKey: Uint8Array;
  /** Packed future salts: each key has its own. */
  readonly salts: Uint8Array;
  /** Server time, in seconds, at which it ends. */
  readonly expiresAtSec: number;
}

/** How long temporary keys live, as in mtcute and Telegram Desktop. */
export const TEMP_KEY_LIFETIME_SEC = 86_400;

/** A key that ends sooner is not worth a connection. */
const LEAST_SEC = 60;
/** A key is replaced so much before its end, but not before three quarters of its life; the spread keeps clients apart. */
const RENEW_SEC = 3600;
const SPREAD_SEC = 600;

export function isUsable({ expiresAtSec }: TempKey, serverNowSec: number): boolean {
  return expiresAtSec - serverNowSec >= LEAST_SEC;
}

/** Milliseconds from now until the key should be replaced. */
export function renewInMs({ expiresAtSec }: TempKey, serverNowSec: number, lifetimeSec: number, random: () => number = Math.random): number {
  const earlySec = Math.min(RENEW_SEC + SPREAD_SEC * random(), lifetimeSec / 4);
  return Math.max(0, 1000 * (expiresAtSec - earlySec - serverNowSec));
}

const ID_BYTES = 8;
const KEY_BYTES = 256;
const EXPIRY_START = ID_BYTES + KEY_BYTES;
const HEAD_BYTES = EXPIRY_START + 4;

/** The key as it is stored: id of the permanent key that it is bound to, key, end, salts. */
export function packTempKey({ authKey, salts, expiresAtSec }: TempKey, permanentKey: Uint8Array): Uint8Array {
  const packed = Buffer.alloc(HEAD_BYTES + salts.byteLength);
  packed.set(idOf(permanentKey), 0);
  packed.set(authKey, ID_BYTES);
  packed.writeInt32LE(expiresAtSec, EXPIRY_START);
  packed.set(salts, HEAD_BYTES);
  return packed;
}

/**
 * Reads what {@link packTempKey} wrote. Null for anything else, and for a key that is bound to another permanent one: a
 * session file may have been signed in anew by another program, and the key would still lead to the old account.
 */
export function unpackTempKey(packed: Uint8Array, permanentKey: Uint8Array): TempKey | null {
  if (packed.byteLength < HEAD_BYTES || (packed.byteLength - HEAD_BYTES) % 16 !== 0) return null;
  if (Buffer.compare(packed.subarray(0, ID_BYTES), idOf(permanentKey)) !== 0) return null;
  const expiresAtSec = new DataView(packed.buffer, packed.byteOffset).getInt32(EXPIRY_START, true);
  const authKey = Uint8Array.from(packed.subarray(ID_BYTES, EXPIRY_START));
  return { authKey, salts: Uint8Array.from(packed.subarray(HEAD_BYTES)), expiresAtSec };
}

/** The key's id (spec/mtproto.md §4.1): it names a key and does not tell it. */
function idOf(authKey: Uint8Array): Uint8Array {
  return sha1(authKey).subarray(-ID_BYTES);
}
