import { createCipheriv } from "node:crypto";
import type { Peer } from "../Peer.js";
import type { Row } from "../Row.js";
import { megabytesPerSecond, timedRow } from "../Row.js";
import { bytes, mustEqual } from "./bytes.js";

const KEY = bytes(32, "ige key");
const IV = bytes(32, "ige iv");

/** One stream of AES-256-IGE, key schedule included, as each message pays for it. */
export const igeRows: readonly Row[] = [
  ["1KiB", 1 << 10],
  ["1MiB", 1 << 20],
].flatMap(([size, byteLength]) => rowsOf(String(size), Number(byteLength)));

function rowsOf(size: string, byteLength: number): Row[] {
  const plain = bytes(byteLength, "ige data");
  const row = (name: string, choose: (peer: Peer) => Peer["igeEncrypt"]): Row =>
    timedRow(name, megabytesPerSecond(byteLength), (peer) => {
      const work = choose(peer);
      if (work === undefined) return null;
      check(peer);
      const data = Buffer.from(plain);
      return () => work(data, KEY, IV);
    });
  return [
    row(`ige-${size}`, (peer) => peer.igeEncrypt),
    row(`ige-${size}-decrypt`, (peer) => peer.igeDecrypt),
    row(`ige-${size}-to-new`, (peer) => peer.igeEncryptToNew),
  ];
}

function check(peer: Peer): void {
  const plain = bytes(1024, "check");
  const expected = igeEncrypt(plain);
  const encrypted = peer.igeEncrypt?.(Buffer.from(plain), KEY, IV);
  if (encrypted) mustEqual(`${peer.name} igeEncrypt`, encrypted, expected);
  const decrypted = peer.igeDecrypt?.(Buffer.from(expected), KEY, IV);
  if (decrypted) mustEqual(`${peer.name} igeDecrypt`, decrypted, plain);
}

/** The definition, block by block, over the block cipher of node:crypto. */
function igeEncrypt(plain: Uint8Array): Uint8Array {
  const cipher = createCipheriv("aes-256-ecb", KEY, null).setAutoPadding(false);
  const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((byte, index) => byte ^ (b[index] ?? 0));
  const out = Buffer.alloc(plain.length);
  let [previousOut, previousIn] = [IV.subarray(0, 16), IV.subarray(16)];
  for (let at = 0; at < plain.length; at += 16) {
    const block = plain.subarray(at, at + 16);
    previousOut = xor(cipher.update(xor(block, previousOut)), previousIn);
    previousIn = block;
    out.set(previousOut, at);
  }
  return out;
}
