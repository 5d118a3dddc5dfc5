import { raw } from "../native.js";
import { checkBytes } from "./checkBytes.js";

/** SHA-1: 20 bytes. */
export function sha1(data: Uint8Array): Buffer {
  const hash = Buffer.allocUnsafe(20);
  if (!raw.sha1(data, hash)) refuse(data);
  return hash;
}

/** SHA-256: 32 bytes. */
export function sha256(data: Uint8Array): Buffer {
  const hash = Buffer.allocUnsafe(32);
  if (!raw.sha256(data, hash)) refuse(data);
  return hash;
}

/** The addon has refused: says why. */
function refuse(data: unknown): never {
  checkBytes(data, "data");
  throw new Error("the addon has refused what is right");
}
