import { isIPv4 } from "node:net";

/** The 4 or 16 bytes of an IP address that was checked to be one (`net.isIP`); a zone is left out. */
export function ipBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split(".").map(Number));
  const [plain = ""] = address.split("%");
  // The last 32 bits may be written as IPv4 (RFC 4291 §2.2).
  const text = plain.replace(/[\d.]+\.\d+$/, (ipv4) => {
    const bytes = ipBytes(ipv4);
    return `${bytes.readUInt16BE(0).toString(16)}:${bytes.readUInt16BE(2).toString(16)}`;
  });
  const [head = "", tail] = text.split("::");
  const words = (part: string): number[] => (part === "" ? [] : part.split(":").map((word) => Number.parseInt(word, 16)));
  const [first, last] = [words(head), words(tail ?? "")];
  const all = [...first, ...Array.from<number>({ length: 8 - first.length - last.length }).fill(0), ...last];
  return Buffer.from(all.flatMap((word) => [word >>> 8, word & 255]));
}
