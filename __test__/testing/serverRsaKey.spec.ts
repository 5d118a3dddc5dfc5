import { generateKeyPairSync, type KeyObject } from "node:crypto";
import test from "ava";
import { ServerRsaKey } from "../../ts/testing/handshake/ServerRsaKey.js";

/** Makes keys until one has the wanted kind of fingerprint: one in 16 is short. */
function keyWhoseFingerprint(isShort: boolean): KeyObject {
  for (;;) {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const digits = new ServerRsaKey(privateKey).fingerprint.toString(16).length;
    if (digits < 16 === isShort) return privateKey;
  }
}

test("a key whose fingerprint begins with a zero digit is not kept: mtcute would not find it", async (t) => {
  const [short, long] = [keyWhoseFingerprint(true), keyWhoseFingerprint(false)];
  const made = [short, short, long];
  const key = await ServerRsaKey.generate(() => Promise.resolve(made.shift() ?? long));
  t.is(key.fingerprint, new ServerRsaKey(long).fingerprint);
  t.deepEqual(made, []);
});

test("servers of one process share their key", async (t) => {
  t.is(await ServerRsaKey.shared(), await ServerRsaKey.shared());
});
