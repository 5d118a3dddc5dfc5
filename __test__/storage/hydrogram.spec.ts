import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import test from "ava";

import { SqliteStorage, readSessionString, writeSessionString, type StoredPeer } from "../../ts/storage/index.js";
import { comparable, temporaryFolder, testKey } from "./fixtures.js";

// Hydrogram itself, from PyPI, reads what we wrote and writes what we read. The set-up script makes
// this interpreter; it is a tool of the tests alone.
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const IN_TREE = join(ROOT, ".cache", "python", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
const PYTHON = process.env["HELIOGRAM_PYTHON"] ?? IN_TREE;

const SESSION = { dcId: 4, apiId: 12345, testMode: false, authKey: testKey(5), userId: 7_000_000_000, isBot: false };
const PEERS: readonly StoredPeer[] = [
  { id: 5, accessHash: 2n ** 63n - 1n, type: "user", username: "durov", phoneNumber: "12345" },
  { id: 6, accessHash: -(2n ** 63n), type: "bot", username: "robot", phoneNumber: null },
  { id: -7, accessHash: 0n, type: "group", username: null, phoneNumber: null },
  { id: -1_000_000_000_008, accessHash: -1n, type: "channel", username: "news", phoneNumber: null },
  { id: -1_000_000_000_009, accessHash: 1n, type: "supergroup", username: null, phoneNumber: null },
];

/** Runs `body` inside an open storage `s` of Hydrogram's; `result` becomes the answer. */
function hydrogram<T>(folder: string, name: string, body: string): T {
  const script = `
import asyncio, json, pathlib
from hydrogram.storage import SQLiteStorage
async def main():
    s = SQLiteStorage(${JSON.stringify(name)}, pathlib.Path(${JSON.stringify(folder)}))
    await s.open()
    result = None
${body.replace(/^/gm, "    ")}
    await s.close()
    print(json.dumps(result))
asyncio.run(main())
`;
  // Hydrogram prints advice on a package for speed; the answer is the last line.
  const output = execFileSync(PYTHON, ["-c", script], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  return JSON.parse(output.trimEnd().split("\n").at(-1) ?? "");
}

const READ_ALL = `
result = {
    "version": await s.version(), "dc": await s.dc_id(), "api": await s.api_id(), "test": await s.test_mode(),
    "key": (await s.auth_key()).hex(), "user": await s.user_id(), "bot": await s.is_bot(), "string": await s.export_session_string(),
    "ids": [str(await s.get_peer_by_id(i)) for i in (5, 6, -7, -1000000000008, -1000000000009)],
    "name": str(await s.get_peer_by_username("durov")), "phone": str(await s.get_peer_by_phone_number("12345")),
}`;

if (!existsSync(PYTHON)) {
  test("Hydrogram is not installed here: nothing to compare with", (t) => {
    t.log(`no interpreter at ${PYTHON === IN_TREE ? ".cache/python" : "HELIOGRAM_PYTHON"}; the set-up script makes it where PyPI can be reached`);
    t.pass();
  });
} else {
  test("Hydrogram reads every field of a file that we made", async (t) => {
    const folder = temporaryFolder(t);
    const storage = new SqliteStorage(join(folder, "ours.session"));
    await storage.open();
    await storage.saveSession(SESSION);
    await storage.savePeers(PEERS);
    await storage.saveAuthKey(1, testKey(8));
    await storage.close();

    const seen = hydrogram<Record<string, unknown>>(folder, "ours", READ_ALL);
    t.like(seen, { version: 3, dc: 4, api: 12345, test: 0, user: 7_000_000_000, bot: 0 });
    t.is(seen["key"], Buffer.from(SESSION.authKey).toString("hex"));
    t.is(seen["string"], writeSessionString(SESSION));
    const ids = seen["ids"] as string[];
    t.true(ids[0]?.includes(`"access_hash": ${2n ** 63n - 1n}`) && ids[1]?.includes(`"access_hash": ${-(2n ** 63n)}`));
    t.true(ids[2]?.includes('"chat_id": 7') && ids[3]?.includes('"channel_id": 8') && ids[4]?.includes('"channel_id": 9'));
    t.true(String(seen["name"]).includes('"user_id": 5') && String(seen["phone"]).includes('"user_id": 5'));

    // And we go on with it: what stands in our own tables survived Hydrogram's VACUUM.
    await storage.open();
    t.deepEqual(comparable(await storage.loadSession()), SESSION);
    t.deepEqual(new Uint8Array((await storage.loadAuthKey(1)) ?? []), testKey(8));
    await storage.destroy();
  });

  test("we read every field of a file that Hydrogram made", async (t) => {
    const folder = temporaryFolder(t);
    const tuples = PEERS.map((peer) => `(${peer.id}, ${peer.accessHash}, "${peer.type}", ${text(peer.username)}, ${text(peer.phoneNumber)})`);
    const exported = hydrogram<string>(
      folder,
      "theirs",
      `
await s.dc_id(4); await s.api_id(12345); await s.test_mode(False); await s.user_id(7000000000); await s.is_bot(False)
await s.auth_key(bytes.fromhex("${Buffer.from(SESSION.authKey).toString("hex")}"))
await s.update_peers([${tuples.join(", ")}])
await s.save()
result = await s.export_session_string()`,
    );
    const storage = new SqliteStorage(join(folder, "theirs.session"));
    await storage.open();
    const session = await storage.loadSession();
    t.deepEqual(comparable(session), SESSION);
    t.true(Math.abs(session.date - Date.now() / 1000) < 600);
    for (const peer of PEERS) t.deepEqual(await storage.peerById(peer.id), peer);
    t.is((await storage.peerByUsername("durov"))?.id, 5);
    t.is((await storage.peerByPhone("12345"))?.id, 5);
    t.deepEqual(comparable(readSessionString(exported)), SESSION);

    // Back again, after we have written to it.
    await storage.savePeers(PEERS);
    await storage.saveSession({ userId: 8 });
    await storage.close();
    t.like(hydrogram<Record<string, unknown>>(folder, "theirs", READ_ALL), { version: 3, user: 8, api: 12345 });
  });

  test("a sign-in that Hydrogram made in our file voids our keys of other DCs", async (t) => {
    const folder = temporaryFolder(t);
    const storage = new SqliteStorage(join(folder, "both.session"));
    await storage.open();
    await storage.saveSession(SESSION);
    await storage.saveAuthKey(1, testKey(8));
    await storage.close();
    hydrogram(folder, "both", `await s.auth_key(bytes([7]) * 256); await s.user_id(9)`);
    await storage.open();
    t.is((await storage.loadSession()).userId, 9);
    t.is(await storage.loadAuthKey(1), null);
    await storage.close();
  });
}

function text(value: string | null): string {
  return value === null ? "None" : JSON.stringify(value);
}
