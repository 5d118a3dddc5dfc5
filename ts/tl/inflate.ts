import { createRequire } from "node:module";
import type { gunzipSync } from "node:zlib";
import { ReadFault } from "./ReadFault.js";
import { TlReader } from "./TlReader.js";

/** gzip within gzip is allowed by nobody's documentation, but seen; more would be an attack. */
const MAX_DEPTH = 2;

/** zlib is loaded by the first packed object only: most processes never see one here. */
let gunzip: typeof gunzipSync | undefined;

/** A reader over the content of a gzip_packed (RFC 1952) found at `outer`. */
export function inflate(outer: TlReader, packed: Uint8Array): TlReader {
  if (outer.depth >= MAX_DEPTH) throw new ReadFault("gzip_packed is nested too deep");
  gunzip ??= (createRequire(import.meta.url)("node:zlib") as { gunzipSync: typeof gunzipSync }).gunzipSync;
  let content: Uint8Array;
  try {
    content = gunzip(packed, { maxOutputLength: Math.max(1, outer.budget.left) });
  } catch (cause) {
    throw new ReadFault("the content of gzip_packed does not inflate, or to more than 16 MiB", { cause });
  }
  outer.budget.left -= content.byteLength;
  return new TlReader(content, 0, outer);
}
