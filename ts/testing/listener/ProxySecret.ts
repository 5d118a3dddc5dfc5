/** What a secret asks of the connections that use it (spec/mtproto.md §6.5). */
export interface ProxySecret {
  readonly kind: "simple" | "padded" | "fakeTls";
  /** The 16 bytes that are mixed into the keys. */
  readonly key: Buffer;
  /** The domain that a fake-TLS hello names; empty for the other kinds. */
  readonly domain: string;
}

/**
 * Reads an MTProxy secret given in hex: 16 bytes, `dd` and 16 bytes, or `ee`, 16 bytes and a domain.
 * @throws {RangeError} for anything else.
 */
export function parseProxySecret(hex: string): ProxySecret {
  const bytes = Buffer.from(hex, "hex");
  if (bytes.length * 2 !== hex.length) throw new RangeError("secret must be given in hex");
  if (bytes.length === 16) return { kind: "simple", key: bytes, domain: "" };
  const key = bytes.subarray(1, 17);
  if (bytes.length === 17 && bytes[0] === 0xdd) return { kind: "padded", key, domain: "" };
  if (bytes.length > 17 && bytes[0] === 0xee) {
    return { kind: "fakeTls", key, domain: bytes.toString("utf8", 17) };
  }
  throw new RangeError("secret must be 16 bytes, dd and 16 bytes, or ee, 16 bytes and a domain");
}
