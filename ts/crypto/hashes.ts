import { sha1 as nativeSha1, sha256 as nativeSha256 } from "../native.js";
import { checkBytes } from "./checkBytes.js";

/** SHA-1: 20 bytes. */
export function sha1(data: Uint8Array): Buffer {
  checkBytes(data, "data");
  return nativeSha1(data);
}

/** SHA-256: 32 bytes. */
export function sha256(data: Uint8Array): Buffer {
  checkBytes(data, "data");
  return nativeSha256(data);
}
