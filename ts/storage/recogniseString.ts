/** Whose string a text is, when it is none that we can read. */
export type ForeignString = "bot token" | "Telethon" | "gramjs" | "mtcute" | "MTKruto";

/**
 * Tells what a text is that is no session string of the Pyrogram family (spec/client.md §2.8);
 * null when nothing fits. `bare`: without white space, quotes and padding.
 */
export function recogniseString(bare: string): ForeignString | null {
  if (/^\d+:[\w-]{30,}$/.test(bare)) return "bot token";
  if (!/^[A-Za-z0-9+/_-]+$/.test(bare)) return null;
  if (bare.startsWith("1")) return telethonOrGramjs(Buffer.from(bare.slice(1), "base64"));
  const bytes = Buffer.from(bare, "base64url");
  if (isMtcute(bytes)) return "mtcute";
  if (isMtkruto(bytes)) return "MTKruto";
  return null;
}

/** Both begin with the digit 1, and their lengths overlap: only the address tells them apart. */
function telethonOrGramjs(bytes: Buffer): ForeignString | null {
  if (bytes.byteLength >= 3) {
    const addressLength = bytes.readUInt16BE(1);
    const address = bytes.toString("latin1", 3, 3 + addressLength);
    const fits = addressLength >= 7 && addressLength <= 45 && bytes.byteLength === 261 + addressLength;
    if (fits && /^[\x20-\x7e]*[.:][\x20-\x7e]*$/.test(address)) return "gramjs";
  }
  // dc, IPv4 or IPv6 address, port, key.
  return bytes.byteLength === 1 + 4 + 2 + 256 || bytes.byteLength === 1 + 16 + 2 + 256 ? "Telethon" : null;
}

/** Version 3, flags below 8, then a length-prefixed dcOption of version 1 or 2. */
function isMtcute(bytes: Buffer): boolean {
  if (bytes.byteLength < 8 || bytes[0] !== 3 || bytes.readInt32LE(1) < 0 || bytes.readInt32LE(1) > 7) return false;
  return bytes.readUInt8(5) >= 8 && (bytes[6] === 1 || bytes[6] === 2);
}

/** The TL string `2` or `2-test`, with runs of zero bytes written as 00 and their number. */
function isMtkruto(bytes: Buffer): boolean {
  const length = bytes[0];
  return (length === 1 || length === 6) && /^[1-9](-test)?$/.test(bytes.toString("latin1", 1, 1 + length));
}
