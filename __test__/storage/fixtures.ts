import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ExecutionContext } from "ava";

import type { StoredPeer, StoredSession } from "../../ts/storage/index.js";

/** Session files and strings of other programs; expected values stand in a JSON file beside each. */
export const FIXTURES = new URL("../../../__test__/vectors/sessions/", import.meta.url);

export interface Expected {
  readonly dc_id: number;
  readonly test_mode: boolean;
  readonly auth_key_hex: string;
  readonly user_id: number;
  readonly is_bot: boolean;
  readonly api_id: number | null;
  readonly peers: readonly {
    readonly id: number;
    readonly access_hash: string;
    readonly type: StoredPeer["type"];
    readonly username: string | null;
    readonly phone: string | null;
  }[];
}

export function expected(name: string): Expected {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FIXTURES), "utf8"));
}

export function expectedSession(name: string): Omit<StoredSession, "date"> {
  const { dc_id, api_id, test_mode, auth_key_hex, user_id, is_bot } = expected(name);
  return {
    dcId: dc_id,
    apiId: api_id,
    testMode: test_mode,
    authKey: new Uint8Array(Buffer.from(auth_key_hex, "hex")),
    userId: user_id,
    isBot: is_bot,
  };
}

export function expectedPeers(name: string): StoredPeer[] {
  return expected(name).peers.map(({ id, access_hash, type, username, phone }) => ({
    id,
    accessHash: BigInt(access_hash),
    type,
    username,
    phoneNumber: phone,
  }));
}

/** A session in a form that compares well: without its date, its key as plain bytes. */
export function comparable(session: StoredSession): Omit<StoredSession, "date"> {
  const { dcId, apiId, testMode, authKey, userId, isBot } = session;
  return { dcId, apiId, testMode, authKey: authKey && new Uint8Array(authKey), userId, isBot };
}

export function temporaryFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), "heliogram-"));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** 256 bytes that look like a key and tell which. */
export function testKey(seed: number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, index) => (seed * 31 + index * 7 + 1) & 0xff);
}
