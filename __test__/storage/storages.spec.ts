import { join } from "node:path";

import test, { type ExecutionContext } from "ava";

import { ClientStateError } from "../../ts/errors/index.js";
import { MemoryStorage, SqliteStorage, type Storage, type StoredPeer, type StoredUpdateBox } from "../../ts/storage/index.js";
import { comparable, temporaryFolder, testKey } from "./fixtures.js";

type Make = (t: ExecutionContext) => Storage;

const IMPLEMENTATIONS: readonly (readonly [name: string, make: Make])[] = [
  ["memory", () => new MemoryStorage()],
  ["sqlite", (t) => new SqliteStorage(join(temporaryFolder(t), "one.session"))],
];

const PEERS: readonly StoredPeer[] = [
  { id: 5, accessHash: 2n ** 63n - 1n, type: "user", username: "durov", phoneNumber: "12345" },
  { id: 6, accessHash: -(2n ** 63n), type: "bot", username: null, phoneNumber: null },
  { id: -7, accessHash: 0n, type: "group", username: null, phoneNumber: null },
  { id: -1_000_000_000_008, accessHash: -1n, type: "channel", username: "news", phoneNumber: null },
  { id: -1_997_852_516_352, accessHash: 1n, type: "supergroup", username: "talk", phoneNumber: null },
];

const BOX: StoredUpdateBox = { boxId: 0, pts: 1, qts: 1, date: 1, seq: 1, knownPts: 1, done: "" };

for (const [name, make] of IMPLEMENTATIONS) {
  const opened = async (t: ExecutionContext): Promise<Storage> => {
    const storage = make(t);
    await storage.open();
    t.teardown(() => storage.close());
    return storage;
  };

  test(`${name}: a new session has DC 2 and knows nothing else`, async (t) => {
    const storage = await opened(t);
    const expected = { dcId: 2, apiId: null, testMode: null, authKey: null, userId: null, isBot: null, date: 0 };
    t.deepEqual(await storage.loadSession(), expected);
    t.is(await storage.loadAuthKey(4), null);
    t.is(await storage.loadSalts(4), null);
    t.is(await storage.loadValue("sign_in"), null);
    t.is(await storage.peerById(1), null);
    t.is(await storage.peerByUsername("durov"), null);
    t.is(await storage.peerByPhone("1"), null);
  });

  test(`${name}: a saved session comes back after it was opened again`, async (t) => {
    const storage = await opened(t);
    const session = { dcId: 4, apiId: 2 ** 32 - 1, testMode: true, authKey: testKey(1), userId: 2 ** 53 - 1, isBot: false };
    await storage.saveSession(session);
    await storage.close();
    await storage.open();
    const { date, ...rest } = await storage.loadSession();
    t.deepEqual(comparable({ date, ...rest }), session);
    t.true(Math.abs(date - Date.now() / 1000) < 60);
  });

  test(`${name}: what was saved stays as it was, whatever its caller does with the bytes`, async (t) => {
    const storage = await opened(t);
    const [key, salts, value] = [Buffer.from(testKey(1)), Buffer.alloc(16, 1), Buffer.of(1, 2, 3)];
    await Promise.all([storage.saveAuthKey(4, key), storage.saveSalts(4, salts), storage.saveValue("sign_in", value)]);
    for (const bytes of [key, salts, value]) bytes.fill(0);
    t.deepEqual(new Uint8Array((await storage.loadAuthKey(4)) ?? []), testKey(1));
    t.deepEqual([...((await storage.loadSalts(4)) ?? [])], Array.from({ length: 16 }, () => 1));
    t.deepEqual([...((await storage.loadValue("sign_in")) ?? [])], [1, 2, 3]);
  });

  test(`${name}: a patch leaves the other fields alone, and null clears one`, async (t) => {
    const storage = await opened(t);
    await storage.saveSession({ apiId: 7, userId: 8, isBot: true, testMode: false, authKey: testKey(2) });
    await storage.saveSession({ userId: null, date: 99 });
    const session = await storage.loadSession();
    t.deepEqual(comparable(session), { dcId: 2, apiId: 7, userId: null, isBot: true, testMode: false, authKey: testKey(2) });
    t.is(session.date, 99);
  });

  test(`${name}: keys and salts are kept for each DC, values under their name`, async (t) => {
    const storage = await opened(t);
    await storage.saveAuthKey(1, testKey(1));
    await storage.saveAuthKey(203, testKey(2));
    const salts = Uint8Array.from({ length: 48 }, (_, index) => (index < 16 ? 1 : index < 32 ? 2 : 3));
    await storage.saveSalts(1, salts);
    await storage.saveValue("sign_in", Uint8Array.of(1, 2, 3));
    await storage.saveValue("empty", new Uint8Array());
    await storage.close();
    await storage.open();
    t.deepEqual(plain(await storage.loadAuthKey(1)), testKey(1));
    t.deepEqual(plain(await storage.loadAuthKey(203)), testKey(2));
    t.is(await storage.loadAuthKey(2), null);
    t.deepEqual(plain(await storage.loadSalts(1)), salts);
    t.deepEqual(plain(await storage.loadValue("sign_in")), Uint8Array.of(1, 2, 3));
    t.deepEqual(plain(await storage.loadValue("empty")), new Uint8Array());
    await storage.saveAuthKey(1, null);
    await storage.saveSalts(1, new Uint8Array());
    await storage.saveValue("sign_in", null);
    t.is(await storage.loadAuthKey(1), null);
    t.is(await storage.loadSalts(1), null);
    t.is(await storage.loadValue("sign_in"), null);
  });

  test(`${name}: salts are replaced as a whole`, async (t) => {
    const storage = await opened(t);
    await storage.saveSalts(2, new Uint8Array(32).fill(1, 0, 16).fill(2, 16));
    await storage.saveSalts(2, new Uint8Array(16).fill(9));
    t.deepEqual(plain(await storage.loadSalts(2)), new Uint8Array(16).fill(9));
  });

  test(`${name}: peers are found by id, name in any case, and number in any form`, async (t) => {
    const storage = await opened(t);
    await storage.savePeers(PEERS);
    for (const peer of PEERS) t.deepEqual(await storage.peerById(peer.id), peer);
    t.is((await storage.peerByUsername("@Durov"))?.id, 5);
    t.is((await storage.peerByPhone("+1 (23) 45"))?.id, 5);
    t.is(await storage.peerByUsername("dur"), null);
    t.is(await storage.peerByPhone("123"), null);
    t.is(await storage.peerById(7), null);
  });

  test(`${name}: a peer that is saved again is replaced`, async (t) => {
    const storage = await opened(t);
    await storage.savePeers(PEERS);
    await storage.savePeers([{ id: 5, accessHash: 1n, type: "user", username: "other", phoneNumber: null }]);
    t.is(await storage.peerByUsername("durov"), null);
    t.is(await storage.peerByPhone("12345"), null);
    t.is((await storage.peerById(5))?.accessHash, 1n);
    await storage.savePeers([]);
  });

  test(`${name}: a peer is found under each of its usernames`, async (t) => {
    const storage = await opened(t);
    const peer = { ...(PEERS[0] as StoredPeer), usernames: ["durov", "Collectible", "tel"] };
    await storage.savePeers([peer]);
    for (const username of ["durov", "collectible", "@TEL"]) t.is((await storage.peerByUsername(username))?.id, 5);
    await storage.savePeers([{ ...peer, usernames: ["durov"] }]);
    t.is(await storage.peerByUsername("collectible"), null);
    t.deepEqual(await storage.peerById(5), PEERS[0]);
  });

  test(`${name}: a username that changed hands leads to its new owner, whoever is saved later`, async (t) => {
    const storage = await opened(t);
    const old: StoredPeer = { id: 5, accessHash: 1n, type: "user", username: "shop", phoneNumber: null };
    await storage.savePeers([old]);
    await storage.savePeers([{ id: 6, accessHash: 2n, type: "user", username: "other", phoneNumber: null, usernames: ["other", "shop"] }]);
    t.is((await storage.peerByUsername("shop"))?.id, 6);
    await storage.savePeers([{ ...old, username: null }]);
    t.is((await storage.peerByUsername("shop"))?.id, 6);
  });

  test(`${name}: a forgotten username leads to nobody, and its peer stays`, async (t) => {
    const storage = await opened(t);
    await storage.savePeers(PEERS);
    await storage.forgetUsername("@Durov");
    t.is(await storage.peerByUsername("durov"), null);
    t.is((await storage.peerById(5))?.accessHash, 2n ** 63n - 1n);
    await storage.forgetUsername("nobody_has_it");
  });

  test(`${name}: a context stays until its peer is known or its message is gone`, async (t) => {
    const storage = await opened(t);
    const chatId = -1_000_000_000_008;
    await storage.savePeerContexts([
      { id: 5, chatId, messageId: 10 },
      { id: 77, chatId, messageId: 11 },
      { id: 78, chatId: -7, messageId: 11 },
    ]);
    await storage.close();
    await storage.open();
    t.deepEqual(await storage.peerContext(77), { id: 77, chatId, messageId: 11 });
    await storage.savePeers(PEERS);
    t.is(await storage.peerContext(5), null);
    await storage.forgetPeerContexts(chatId, [9, 11]);
    t.is(await storage.peerContext(77), null);
    t.deepEqual(await storage.peerContext(78), { id: 78, chatId: -7, messageId: 11 });
    await storage.savePeerContexts([{ id: 78, chatId, messageId: 12 }]);
    t.is((await storage.peerContext(78))?.messageId, 12);
    await storage.destroy();
    await storage.open();
    t.is(await storage.peerContext(78), null);
  });

  test(`${name}: the state of updates is kept for each box, all of a batch at once`, async (t) => {
    const storage = await opened(t);
    t.deepEqual(await storage.loadUpdateBoxes(), []);
    const account = { boxId: 0, pts: 5, qts: 2, date: 1_700_000_000, seq: 7, knownPts: 6, done: "p6 m3" };
    const channel = { boxId: 997_852_516_351, pts: 2 ** 31 - 1, qts: 0, date: 0, seq: 0, knownPts: 2 ** 31 - 1, done: "" };
    await storage.saveUpdateBoxes([account, channel]);
    await storage.close();
    await storage.open();
    t.deepEqual(byBox(await storage.loadUpdateBoxes()), [account, channel]);
    await storage.saveUpdateBoxes([{ ...account, pts: 6, done: "" }]);
    t.deepEqual(byBox(await storage.loadUpdateBoxes()), [{ ...account, pts: 6, done: "" }, channel]);
    await storage.saveUpdateBoxes([{ ...channel, pts: 0, knownPts: 0 }]);
    t.deepEqual(await storage.loadUpdateBoxes(), [{ ...account, pts: 6, done: "" }]);
    await t.throwsAsync(storage.saveUpdateBoxes([channel, { ...account, pts: -1 }]), { instanceOf: RangeError });
    t.is((await storage.loadUpdateBoxes()).length, 1);
    await storage.destroy();
    await storage.open();
    t.deepEqual(await storage.loadUpdateBoxes(), []);
  });

  test(`${name}: calls take effect in order though nobody awaits them`, async (t) => {
    const storage = make(t);
    const done: Promise<unknown>[] = [storage.open()];
    for (let round = 1; round <= 50; round++) done.push(storage.saveValue("round", Uint8Array.of(round)));
    const last = storage.loadValue("round");
    done.push(storage.close());
    t.deepEqual(plain(await last), Uint8Array.of(50));
    await Promise.all(done);
  });

  test(`${name}: what was saved does not change with the caller's arrays, nor by changing what was loaded`, async (t) => {
    const storage = await opened(t);
    const key = testKey(3);
    await storage.saveAuthKey(1, key);
    await storage.saveSession({ authKey: key });
    key.fill(7);
    (await storage.loadAuthKey(1))?.fill(8);
    (await storage.loadSession()).authKey?.fill(8);
    t.deepEqual(plain(await storage.loadAuthKey(1)), testKey(3));
    t.deepEqual(plain((await storage.loadSession()).authKey), testKey(3));
  });

  test(`${name}: open and close may be repeated`, async (t) => {
    const storage = await opened(t);
    await storage.open();
    await storage.saveValue("kept", Uint8Array.of(1));
    await storage.close();
    await storage.close();
    await storage.open();
    t.deepEqual(plain(await storage.loadValue("kept")), Uint8Array.of(1));
  });

  test(`${name}: a destroyed session is gone and can be begun anew`, async (t) => {
    const storage = await opened(t);
    await storage.saveSession({ userId: 5, authKey: testKey(1) });
    await storage.savePeers(PEERS);
    await storage.destroy();
    await t.throwsAsync(storage.loadSession(), { instanceOf: ClientStateError });
    await storage.open();
    t.is((await storage.loadSession()).authKey, null);
    t.is(await storage.peerById(5), null);
  });

  test(`${name}: a session that is closed can be destroyed`, async (t) => {
    const storage = await opened(t);
    await storage.saveSession({ userId: 5 });
    await storage.close();
    await storage.destroy();
    await storage.destroy();
    await storage.open();
    t.is((await storage.loadSession()).userId, null);
  });

  test(`${name}: everything but open, close and destroy needs an open session`, async (t) => {
    const storage = make(t);
    const calls = [
      storage.loadSession(),
      storage.saveSession({ userId: 1 }),
      storage.loadAuthKey(1),
      storage.saveAuthKey(1, testKey(1)),
      storage.loadSalts(1),
      storage.saveSalts(1, new Uint8Array(16)),
      storage.loadValue("a"),
      storage.saveValue("a", new Uint8Array(1)),
      storage.savePeers(PEERS),
      storage.peerById(1),
      storage.peerByUsername("a"),
      storage.peerByPhone("1"),
      storage.forgetUsername("a"),
      storage.savePeerContexts([]),
      storage.peerContext(1),
      storage.forgetPeerContexts(1, []),
      storage.loadUpdateBoxes(),
      storage.saveUpdateBoxes([]),
    ];
    for (const outcome of await Promise.allSettled(calls)) {
      t.true(outcome.status === "rejected" && outcome.reason instanceof ClientStateError);
    }
  });

  const wrong: readonly (readonly [what: string, call: (storage: Storage) => Promise<unknown>, error: ErrorConstructor])[] = [
    ["DC 0", (s) => s.loadAuthKey(0), RangeError],
    ["DC 6", (s) => s.saveAuthKey(6, testKey(1)), RangeError],
    ["DC -2 of a session", (s) => s.saveSession({ dcId: -2 }), RangeError],
    ["DC 2.5", (s) => s.loadSalts(2.5), RangeError],
    ["a key of 255 bytes", (s) => s.saveAuthKey(1, testKey(1).subarray(1)), RangeError],
    ["a key of zeros", (s) => s.saveAuthKey(1, new Uint8Array(256)), RangeError],
    ["a session key of 257 bytes", (s) => s.saveSession({ authKey: new Uint8Array(257).fill(1) }), RangeError],
    ["a key in shared memory", (s) => s.saveAuthKey(1, new Uint8Array(new SharedArrayBuffer(256)).fill(1)), TypeError],
    ["api_id 2^32", (s) => s.saveSession({ apiId: 2 ** 32 }), RangeError],
    ["api_id 0", (s) => s.saveSession({ apiId: 0 }), RangeError],
    ["user id NaN", (s) => s.saveSession({ userId: Number.NaN }), RangeError],
    ["user id 2^53", (s) => s.saveSession({ userId: 2 ** 53 }), RangeError],
    ["17 bytes of salts", (s) => s.saveSalts(1, new Uint8Array(17)), RangeError],
    ["a key with a dot", (s) => s.saveValue(".schema", new Uint8Array()), RangeError],
    ["a hash of 65 bits", (s) => s.savePeers([{ ...PEERS[0], accessHash: 2n ** 63n } as StoredPeer]), RangeError],
    ["a peer of unknown type", (s) => s.savePeers([{ ...PEERS[0], type: "forum" } as unknown as StoredPeer]), RangeError],
    ["a peer with id 0.5", (s) => s.savePeers([{ ...PEERS[0], id: 0.5 } as StoredPeer]), RangeError],
    ["a username that is a number", (s) => s.savePeers([{ ...PEERS[0], usernames: [5] } as unknown as StoredPeer]), TypeError],
    ["a context in message 0", (s) => s.savePeerContexts([{ id: 5, chatId: -7, messageId: 0 }]), RangeError],
    ["a context in chat 0", (s) => s.savePeerContexts([{ id: 5, chatId: 0, messageId: 1 }]), RangeError],
    ["a context of peer 0", (s) => s.peerContext(0), RangeError],
    ["deleted message 1.5", (s) => s.forgetPeerContexts(-7, [1.5]), RangeError],
    ["pts 0.5", (s) => s.saveUpdateBoxes([{ ...BOX, pts: 0.5 }]), RangeError],
    ["a qts that is text", (s) => s.saveUpdateBoxes([{ ...BOX, qts: "1" } as unknown as StoredUpdateBox]), TypeError],
    ["done that is no text", (s) => s.saveUpdateBoxes([{ ...BOX, done: null } as unknown as StoredUpdateBox]), TypeError],
    ["peer id 2^60", (s) => s.peerById(2 ** 60), RangeError],
  ];
  for (const [what, call, error] of wrong) {
    test(`${name}: refuses ${what}, and changes nothing`, async (t) => {
      const storage = await opened(t);
      await t.throwsAsync(call(storage), { instanceOf: error });
      const session = await storage.loadSession();
      t.is(session.date, 0);
      t.is(await storage.peerById(5), null);
    });
  }
}

test("memory: a username counts as unknown after a day", async (t) => {
  let nowMs = 0;
  const storage = new MemoryStorage({}, () => nowMs);
  await storage.open();
  await storage.savePeers(PEERS);
  nowMs = 24 * 60 * 60 * 1000;
  t.is((await storage.peerByUsername("durov"))?.id, 5);
  nowMs += 1;
  t.is(await storage.peerByUsername("durov"), null);
  t.is((await storage.peerById(5))?.username, "durov");
});

test("memory: begins with what is known already", async (t) => {
  const storage = new MemoryStorage({ dcId: 5, apiId: 1 });
  await storage.open();
  t.like(await storage.loadSession(), { dcId: 5, apiId: 1, userId: null });
  t.throws(() => new MemoryStorage({ dcId: 9 }), { instanceOf: RangeError });
});

function byBox(boxes: readonly StoredUpdateBox[]): StoredUpdateBox[] {
  return boxes.toSorted((one, other) => one.boxId - other.boxId);
}

function plain(bytes: Uint8Array | null): Uint8Array | null {
  return bytes && new Uint8Array(bytes);
}
