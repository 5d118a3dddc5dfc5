import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import test, { type ExecutionContext } from "ava";

import { SessionFileError, SessionLockedError, type SessionFileProblem } from "../../ts/errors/index.js";
import { SqliteStorage } from "../../ts/storage/index.js";
import { FIXTURES, comparable, expectedPeers, expectedSession, temporaryFolder, testKey } from "./fixtures.js";

const NAMES = readdirSync(FIXTURES).filter((name) => name.endsWith(".session"));
const FAMILY = NAMES.filter((name) => /^(hydrogram|pyrogram|kurigram)/.test(name));

/** A copy of a fixture, or of the given bytes, in a folder of its own. */
function place(t: ExecutionContext, content: string | Uint8Array): string {
  const path = join(temporaryFolder(t), "copy.session");
  if (typeof content === "string") copyFileSync(new URL(content, FIXTURES), path);
  else writeFileSync(path, content);
  return path;
}

for (const name of FAMILY) {
  test(`opens ${name} and keeps what it says`, async (t) => {
    const path = place(t, name);
    const storage = new SqliteStorage(path);
    for (const round of ["as it came", "after we had it"]) {
      await storage.open();
      t.deepEqual(comparable(await storage.loadSession()), expectedSession(name), round);
      for (const { username, ...peer } of expectedPeers(name)) {
        const found = await storage.peerById(peer.id);
        t.like(found, peer, round);
        // The producer of Kurigram's file gave it every letter as a name of its own.
        if (!name.startsWith("kurigram")) t.is(found?.username, username, round);
      }
      await storage.saveValue("seen", Uint8Array.of(1));
      await storage.close();
      t.deepEqual(readdirSync(join(path, "..")), ["copy.session"]);
    }
  });
}

test("drops the peers of the oldest layout, whose hashes were wrong, as Hydrogram does", async (t) => {
  const name = "pyrogram1-sqlite-v2-1.4.16-a.session";
  const storage = new SqliteStorage(place(t, withVersion(name, 2, 1)));
  await storage.open();
  t.teardown(() => storage.close());
  t.deepEqual(comparable(await storage.loadSession()), expectedSession(name));
  for (const { id } of expectedPeers(name)) t.is(await storage.peerById(id), null);
});

test("any bytes changed anywhere give a session or an error of ours, and an error leaves the file as it is", async (t) => {
  const seed = Number(process.env["SEED"] ?? Date.now() >>> 0);
  t.log(`seed ${seed}`);
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const path = place(t, new Uint8Array());
  for (let round = 0; round < 150; round++) {
    const bytes = Buffer.from(whole);
    // Half of the changes hit the parts that every page begins with.
    for (let change = random(20); change >= 0; change--) {
      const at = random(2) ? random(bytes.length) : random(7) * 4096 + random(120);
      bytes.writeUInt8(random(256), at);
    }
    writeFileSync(path, bytes);
    const storage = new SqliteStorage(path);
    try {
      await storage.open();
      await storage.loadSession();
      await storage.peerById(5);
      await storage.close();
    } catch (error) {
      t.true(error instanceof SessionFileError, String(error));
      // A page that only a later read looks at: the file is open by then, and is closed unchanged.
      await storage.close();
      t.true(bytes.equals(readFileSync(path)), `round ${round}`);
    }
    for (const suffix of ["-wal", "-shm"]) rmSync(path + suffix, { force: true });
  }
});

test("saves peers into Kurigram's layout, where names have a table of their own", async (t) => {
  const storage = new SqliteStorage(place(t, "kurigram-sqlite-v7-b.session"));
  await storage.open();
  t.teardown(() => storage.close());
  await storage.savePeers([{ id: 5, accessHash: 1n, type: "user", username: "One", phoneNumber: "123" }]);
  t.is((await storage.peerByUsername("one"))?.id, 5);
  await storage.savePeers([{ id: 5, accessHash: 2n, type: "user", username: "two", phoneNumber: null }]);
  t.is(await storage.peerByUsername("one"), null);
  t.like(await storage.peerByUsername("two"), { id: 5, accessHash: 2n, username: "two", phoneNumber: null });
});

test("a username of long ago counts as unknown", async (t) => {
  const peer = expectedPeers("hydrogram-sqlite-v3-a.session").find(({ username, phoneNumber }) => username && phoneNumber);
  if (!peer?.username) return t.fail("the fixture has changed");
  // The time of the last update stands right behind both texts.
  const file = readFileSync(new URL("hydrogram-sqlite-v3-a.session", FIXTURES));
  const texts = Buffer.from(`${peer.username}${peer.phoneNumber}`);
  file.writeInt32BE(1_700_000_000, file.indexOf(texts) + texts.length);
  const storage = new SqliteStorage(place(t, file));
  await storage.open();
  t.teardown(() => storage.close());
  t.deepEqual(await storage.peerById(peer.id), peer);
  t.is(await storage.peerByUsername(peer.username), null);
  await storage.savePeers([peer]);
  t.deepEqual(await storage.peerByUsername(peer.username), peer);
});

const whole = readFileSync(new URL("hydrogram-sqlite-v3-a.session", FIXTURES));
const telethon = NAMES.filter((name) => name.startsWith("telethon"));

const REFUSED: readonly (readonly [what: string, content: string | Uint8Array, problem: SessionFileProblem, message: RegExp])[] = [
  ["an empty file", new Uint8Array(), "empty", /is empty/],
  ["a text file", Buffer.from("hello, this is no session\n"), "not-a-database", /is no SQLite database/],
  ["one byte", Buffer.from("x"), "not-a-database", /is no SQLite database/],
  ["JSON", Buffer.from('{"port":443}'), "not-a-database", /is no SQLite database/],
  ["a file of Telegram Desktop", Buffer.from("TDF$\x01\x02\x03\x04"), "foreign", /Telegram Desktop/],
  ...[4, 16, 99, 100, 4095, 4096, 8192, 20000, whole.length - 4096, whole.length - 1].map(
    (length) => [`a file cut after ${length} bytes`, whole.subarray(0, length), "corrupt", /is damaged/] as const,
  ),
  ["a file with a page of garbage", Buffer.from(whole).fill(0xa5, 4096, 8192), "corrupt", /is damaged/],
  ["a file whose key is zeros", replaced(whole, key(whole), Buffer.alloc(256)), "corrupt", /sessions\.auth_key/],
  ...telethon.map((name) => [name, name, "telethon", /was made by Telethon/] as const),
  ["mtcute-sqlite-a.session", "mtcute-sqlite-a.session", "foreign", /was made by mtcute/],
  [
    "SQLite of something else",
    replaced(readFileSync(new URL("mtcute-sqlite-a.session", FIXTURES)), Buffer.from("mtcute_migrations"), Buffer.from("cooking_reciepies")),
    "foreign",
    /without a Telegram session/,
  ],
  ["a file of a newer version", withVersion("kurigram-sqlite-v7-b.session", 7, 8), "newer-version", /newer program/],
  ["a file of version 0", withVersion("kurigram-sqlite-v7-b.session", 7, 0), "corrupt", /version 0/],
];

for (const [what, content, problem, message] of REFUSED) {
  test(`refuses ${what} and leaves it untouched`, async (t) => {
    const path = place(t, content);
    const before = { bytes: readFileSync(path), mode: statSync(path).mode };
    const storage = new SqliteStorage(path);
    const error = await t.throwsAsync(storage.open(), { instanceOf: SessionFileError, message });
    await t.throwsAsync(storage.destroy(), { instanceOf: SessionFileError, message });
    t.is(error.problem, problem);
    t.is(error.path, path);
    t.is(error.code, "ERR_SESSION_FILE");
    t.true(error.message.includes(path));
    t.deepEqual({ bytes: readFileSync(path), mode: statSync(path).mode }, before);
    t.deepEqual(readdirSync(join(path, "..")), ["copy.session"]);
  });
}

test("refuses a folder", async (t) => {
  const path = join(temporaryFolder(t), "folder.session");
  mkdirSync(path);
  const error = await t.throwsAsync(new SqliteStorage(path).open(), { instanceOf: SessionFileError, message: /is a folder/ });
  t.is(error.problem, "not-a-database");
});

test("refuses a folder that does not exist", async (t) => {
  const path = join(temporaryFolder(t), "nowhere", "a.session");
  const error = await t.throwsAsync(new SqliteStorage(path).open(), { instanceOf: SessionFileError, message: /folder that does not exist/ });
  t.is(error.problem, "not-found");
});

test("refuses a path without a name", (t) => {
  t.throws(() => new SqliteStorage(""), { instanceOf: RangeError });
  t.throws(() => new SqliteStorage("a\0b"), { instanceOf: RangeError });
  // @ts-expect-error: for callers without types
  t.throws(() => new SqliteStorage(undefined), { instanceOf: TypeError });
});

test("the second opener of a file is refused, under whatever name", async (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, "one.session");
  const first = new SqliteStorage(path);
  await first.open();
  t.teardown(() => first.close());
  symlinkSync(path, join(folder, "other.session"));
  symlinkSync(folder, join(folder, "link"));
  for (const name of ["one.session", "other.session", "./one.session", "link/one.session"]) {
    const error = await t.throwsAsync(new SqliteStorage(`${folder}/${name}`).open(), { instanceOf: SessionLockedError });
    t.true(error.message.includes(name) && error.message.includes("this process"));
  }
  await first.close();
  const second = new SqliteStorage(path);
  await second.open();
  await second.close();
});

test("of many that open at once one wins, and the next can after it closed", async (t) => {
  const path = join(temporaryFolder(t), "one.session");
  for (let round = 0; round < 10; round++) {
    const storages = Array.from({ length: 8 }, () => new SqliteStorage(path));
    const outcomes = await Promise.allSettled(storages.map((storage) => storage.open()));
    t.is(outcomes.filter((outcome) => outcome.status === "fulfilled").length, 1);
    await Promise.all(storages.map((storage) => storage.close()));
  }
});

if (process.platform !== "win32") {
  test("the file and all beside it are for the owner alone", async (t) => {
    const folder = temporaryFolder(t);
    const path = place(t, "hydrogram-sqlite-v3-a.session");
    for (const file of [join(folder, "new.session"), path]) {
      const storage = new SqliteStorage(file);
      await storage.open();
      await storage.saveSession({ apiId: 1 });
      const names = readdirSync(join(file, ".."));
      t.deepEqual(names.map((name) => name.replace(basename(file), "")).sort(), ["", "-shm", "-wal", ".lock"]);
      for (const name of names) t.is(statSync(join(file, "..", name)).mode & 0o777, 0o600, name);
      await storage.close();
    }
  });
}

test("close leaves one complete file, destroy none", async (t) => {
  const folder = temporaryFolder(t);
  const storage = new SqliteStorage(join(folder, "odd ?%#&name.session"));
  await storage.open();
  await storage.saveSession({ userId: 5, authKey: testKey(1) });
  await storage.close();
  t.deepEqual(readdirSync(folder), ["odd ?%#&name.session"]);
  await storage.open();
  t.is((await storage.loadSession()).userId, 5);
  await storage.close();
  await storage.destroy();
  t.deepEqual(readdirSync(folder), []);
});

test("a new session is not touched by the log of one that was removed", async (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, "a.session");
  for (const suffix of ["-wal", "-shm", "-journal", ".new", ".new-journal"]) writeFileSync(path + suffix, "left over");
  const storage = new SqliteStorage(path);
  await storage.open();
  t.is((await storage.loadSession()).dcId, 2);
  await storage.close();
  t.deepEqual(readdirSync(folder), ["a.session"]);
});

test("forgets keys, salts and the sign-in when another program has signed in anew", async (t) => {
  const path = join(temporaryFolder(t), "a.session");
  const storage = new SqliteStorage(path);
  await storage.open();
  await storage.saveSession({ authKey: testKey(1), userId: 5 });
  await storage.saveAuthKey(4, testKey(2));
  await storage.saveSalts(2, new Uint8Array(16).fill(1));
  await storage.saveValue("sign_in", Uint8Array.of(1));
  await storage.saveValue("dc_options", Uint8Array.of(2));
  await storage.close();

  await storage.open();
  t.not(await storage.loadAuthKey(4), null);
  await storage.close();

  writeFileSync(path, replaced(readFileSync(path), testKey(1), testKey(9)));
  await storage.open();
  t.deepEqual(comparable(await storage.loadSession()).authKey, testKey(9));
  t.is(await storage.loadAuthKey(4), null);
  t.is(await storage.loadSalts(2), null);
  t.is(await storage.loadValue("sign_in"), null);
  t.not(await storage.loadValue("dc_options"), null);
  await storage.close();
});

test("a key that was replaced is nowhere in the file", async (t) => {
  const path = join(temporaryFolder(t), "a.session");
  const storage = new SqliteStorage(path);
  await storage.open();
  await storage.saveSession({ authKey: testKey(1) });
  await storage.saveAuthKey(4, testKey(2));
  await storage.saveSession({ authKey: testKey(3) });
  await storage.saveAuthKey(4, null);
  await storage.close();
  const bytes = readFileSync(path);
  const holds = (seed: number): boolean => bytes.includes(Buffer.from(testKey(seed)));
  t.deepEqual([1, 2, 3].map(holds), [false, false, true]);
});

test("a storage that failed to open can be opened once the file is right", async (t) => {
  const path = place(t, new Uint8Array());
  const storage = new SqliteStorage(path);
  await t.throwsAsync(storage.open(), { instanceOf: SessionFileError });
  copyFileSync(new URL("hydrogram-sqlite-v3-a.session", FIXTURES), path);
  await storage.open();
  t.is((await storage.loadSession()).userId, expectedSession("hydrogram-sqlite-v3-a.session").userId);
  await storage.close();
  t.false(existsSync(`${path}.lock`));
});

function key(file: Uint8Array): Uint8Array {
  const { authKey } = expectedSession("hydrogram-sqlite-v3-a.session");
  if (authKey === null || !Buffer.from(file).includes(Buffer.from(authKey))) throw new Error("the fixture has changed");
  return authKey;
}

/** `file` with every occurrence of `from` replaced by `to`, of the same length. */
function replaced(file: Uint8Array, from: Uint8Array, to: Uint8Array): Buffer {
  const copy = Buffer.from(file);
  const wanted = Buffer.from(from);
  const at = copy.indexOf(wanted);
  if (at < 0 || from.length !== to.length) throw new Error("nothing to replace");
  for (let next = at; next >= 0; next = copy.indexOf(wanted, next + 1)) copy.set(to, next);
  return copy;
}

/** A fixture with another number in its table `version`: the rowid of its one, empty, record. */
function withVersion(name: string, from: number, to: number): Buffer {
  const file = readFileSync(new URL(name, FIXTURES));
  const record = Buffer.of(0x02, from, 0x02, 0x00);
  for (let end = 4096; end <= file.length; end += 4096) {
    if (file.subarray(end - 4, end).equals(record)) {
      file[end - 3] = to;
      return file;
    }
  }
  throw new Error("the fixture has changed");
}
