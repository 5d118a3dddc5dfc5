import { createCipheriv } from "node:crypto";
import type { Row } from "../Row.js";
import { megabytesPerSecond, timedRow } from "../Row.js";
import { bytes, mustEqual } from "./bytes.js";

const KEY = bytes(32, "ctr key");
const IV = bytes(16, "ctr iv");

/** AES-256-CTR, which obfuscated transports lay over every byte, in chunks of a socket's sizes. */
export const ctrRows: readonly Row[] = [
  rowOf("64B", 64),
  rowOf("1KiB", 1 << 10),
  rowOf("64KiB", 1 << 16),
];

function rowOf(size: string, byteLength: number): Row {
  const data = Buffer.from(bytes(byteLength, "ctr data"));
  const expected = createCipheriv("aes-256-ctr", KEY, IV).update(data);
  return timedRow(`ctr-${size}`, megabytesPerSecond(byteLength), (peer) => {
    if (peer.createCtr === undefined) return null;
    mustEqual(`${peer.name} ctr`, peer.createCtr(KEY, IV)(Buffer.from(data)), expected);
    const process = peer.createCtr(KEY, IV);
    const chunk = Buffer.from(data);
    return () => process(chunk);
  });
}
