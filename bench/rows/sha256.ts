import { createHash } from "node:crypto";
import type { Row } from "../Row.js";
import { megabytesPerSecond, timedRow } from "../Row.js";
import { bytes, mustEqual } from "./bytes.js";

/** 52 bytes are what the key derivation of each message hashes twice. */
export const sha256Rows: readonly Row[] = [
  rowOf("52B", 52),
  rowOf("1KiB", 1 << 10),
  rowOf("1MiB", 1 << 20),
];

function rowOf(size: string, byteLength: number): Row {
  const data = Buffer.from(bytes(byteLength, "sha data"));
  const expected = createHash("sha256").update(data).digest();
  return timedRow(`sha256-${size}`, megabytesPerSecond(byteLength), async (peer) => {
    const { sha256 } = peer;
    if (sha256 === undefined) return null;
    mustEqual(`${peer.name} sha256`, await sha256(data), expected);
    return () => sha256(data);
  });
}
