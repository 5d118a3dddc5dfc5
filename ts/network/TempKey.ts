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

const KEY_BYTES = 256;
const HEAD_BYTES = KEY_BYTES + 4;

/** The key as it is stored: key, end, salts. */
export function packTempKey({ authKey, salts, expiresAtSec }: TempKey): Uint8Array {
  const packed = Buffer.alloc(HEAD_BYTES + salts.byteLength);
  packed.set(authKey, 0);
  packed.writeInt32LE(expiresAtSec, KEY_BYTES);
  packed.set(salts, HEAD_BYTES);
  return packed;
}

/** Reads what {@link packTempKey} wrote; null for anything else: another key is made. */
export function unpackTempKey(packed: Uint8Array): TempKey | null {
  if (packed.byteLength < HEAD_BYTES || (packed.byteLength - HEAD_BYTES) % 16 !== 0) return null;
  const expiresAtSec = new DataView(packed.buffer, packed.byteOffset).getInt32(KEY_BYTES, true);
  return { authKey: Uint8Array.from(packed.subarray(0, KEY_BYTES)), salts: Uint8Array.from(packed.subarray(HEAD_BYTES)), expiresAtSec };
}
