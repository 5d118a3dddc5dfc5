import { types } from "node:util";

import type { PeerContext, PeerRecord, StoredPeer, StoredSession, StoredUpdateBox } from "./Storage.js";

/** Whether Telegram has a DC of this number: 1 to 5, and 203 for files. */
export function isDcId(value: unknown): value is number {
  return Number.isInteger(value) && ((value as number) === 203 || ((value as number) >= 1 && (value as number) <= 5));
}

/** Largest api_id: Hydrogram's session strings give it 32 bits. */
export const MAX_API_ID = 0xffff_ffff;

export function checkDcId(dcId: unknown): asserts dcId is number {
  if (typeof dcId !== "number") throw new TypeError("dcId must be a number");
  if (!isDcId(dcId)) throw new RangeError(`dcId must be 1 to 5 or 203, got ${String(dcId)}`);
}

/** An auth key: 256 bytes, not all zero (what a failed exchange or a wiped file would leave). */
export function checkAuthKey(key: unknown, name = "authKey"): asserts key is Uint8Array {
  checkBytes(key, name);
  if (key.byteLength !== 256) throw new RangeError(`${name} must be 256 bytes, got ${key.byteLength}`);
  if (key.every((byte) => byte === 0)) throw new RangeError(`${name} must not be all zero`);
}

export function checkBytes(value: unknown, name: string): asserts value is Uint8Array {
  if (!types.isUint8Array(value) || types.isSharedArrayBuffer(value.buffer)) {
    throw new TypeError(`${name} must be a Uint8Array`);
  }
}

export function checkSalts(packed: unknown): asserts packed is Uint8Array {
  checkBytes(packed, "packed");
  if (packed.byteLength % 16 !== 0) throw new RangeError("packed must hold 16 bytes for each salt");
}

export function checkValueKey(key: unknown): asserts key is string {
  if (typeof key !== "string") throw new TypeError("key must be a string");
  if (!/^[a-z][a-z0-9_:]*$/.test(key)) throw new RangeError(`key must be lower-case words, got "${key}"`);
}

export function checkSession(patch: Partial<StoredSession>): void {
  if (patch.dcId !== undefined) checkDcId(patch.dcId);
  checkInteger(patch.apiId, "apiId", 1, MAX_API_ID);
  checkInteger(patch.userId, "userId", 1, Number.MAX_SAFE_INTEGER);
  checkInteger(patch.date, "date", 0, Number.MAX_SAFE_INTEGER);
  checkBoolean(patch.testMode, "testMode");
  checkBoolean(patch.isBot, "isBot");
  if (patch.authKey !== undefined && patch.authKey !== null) checkAuthKey(patch.authKey);
}

const LONG_MIN = -(2n ** 63n);
const LONG_MAX = 2n ** 63n - 1n;
const PEER_TYPES: readonly unknown[] = ["user", "bot", "group", "channel", "supergroup"] satisfies StoredPeer["type"][];

export function checkPeerId(id: unknown): asserts id is number {
  if (typeof id !== "number") throw new TypeError("id of a peer must be a number");
  if (!Number.isSafeInteger(id) || id === 0) throw new RangeError(`id of a peer must be a whole number but 0, got ${id}`);
}

export function checkPeer(peer: PeerRecord): void {
  checkPeerId(peer.id);
  if (typeof peer.accessHash !== "bigint") throw new TypeError("peer.accessHash must be a bigint");
  if (peer.accessHash < LONG_MIN || peer.accessHash > LONG_MAX) {
    throw new RangeError("peer.accessHash must fit 64 bits with sign");
  }
  if (!PEER_TYPES.includes(peer.type)) throw new RangeError(`peer.type must be one of ${PEER_TYPES.join(", ")}`);
  for (const name of ["username", "phoneNumber"] as const) {
    if (peer[name] !== null && typeof peer[name] !== "string") throw new TypeError(`peer.${name} must be a string or null`);
  }
  if (peer.usernames?.every((username: unknown) => typeof username === "string") === false) {
    throw new TypeError("peer.usernames must be strings");
  }
}

export function checkUpdateBox(box: StoredUpdateBox): void {
  for (const name of ["boxId", "pts", "qts", "date", "seq", "knownPts"] as const) {
    if (typeof box[name] !== "number") throw new TypeError(`box.${name} must be a number`);
    if (!Number.isSafeInteger(box[name]) || box[name] < 0) throw new RangeError(`box.${name} must be a whole number from 0, got ${box[name]}`);
  }
  if (typeof box.done !== "string") throw new TypeError("box.done must be a string");
}

/** Whether nothing is known of a channel: then nothing is kept of it. */
export function isEmptyBox({ boxId, pts, knownPts }: StoredUpdateBox): boolean {
  return boxId !== 0 && pts === 0 && knownPts === 0;
}

export function checkPeerContext(context: PeerContext): void {
  checkPeerId(context.id);
  checkPeerId(context.chatId);
  checkMessageId(context.messageId);
}

export function checkMessageId(id: unknown): asserts id is number {
  if (typeof id !== "number") throw new TypeError("id of a message must be a number");
  if (!Number.isSafeInteger(id) || id <= 0) throw new RangeError(`id of a message must be a positive whole number, got ${id}`);
}

/** `@Durov` and `durov` are one name, kept as Hydrogram keeps it. */
export function normalUsername(username: string): string {
  return username.replace(/^@/, "").toLowerCase();
}

/** `+1 (234) 567` is kept as `1234567`. */
export function normalPhone(phone: string): string {
  return phone.replace(/\D/g, "");
}

function checkInteger(value: number | null | undefined, name: string, minimum: number, maximum: number): void {
  if (value === undefined || value === null) return;
  if (typeof value !== "number") throw new TypeError(`${name} must be a number or null`);
  if (!Number.isInteger(value) || value < minimum || value > maximum) {
    throw new RangeError(`${name} must be a whole number from ${minimum} to ${maximum}, got ${value}`);
  }
}

function checkBoolean(value: boolean | null | undefined, name: string): void {
  if (value !== undefined && value !== null && typeof value !== "boolean") {
    throw new TypeError(`${name} must be a boolean or null`);
  }
}
