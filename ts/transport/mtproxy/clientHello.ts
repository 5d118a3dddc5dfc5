import { createHmac, randomBytes, randomInt } from "node:crypto";
import { mlKem768Share, x25519Share } from "./keyShares.js";

export interface ClientHelloOptions {
  /** 16 bytes of the secret. */
  readonly key: Uint8Array;
  /** Web server that the hello names. */
  readonly domain: string;
  /** Unix time, as near to the proxy's as is known: it refuses others. */
  readonly nowSec: number;
}

/** Where the 32 random bytes of either hello stand in its record. */
export const RANDOM_START = 11;
export const RANDOM_END = 43;

/**
 * A TLS record with a ClientHello as a browser of today sends it, whose random is a digest by which the proxy
 * knows its own (spec/mtproto.md §6.6). It is never shorter than 517 bytes, so it needs no padding extension.
 */
export function clientHello({ key, domain, nowSec }: ClientHelloOptions): Buffer {
  const body = clientHelloBody(domain);
  const hello = Buffer.concat([hex("160301"), counted(Buffer.concat([hex("0100"), counted(body)]))]);
  // With its random of zeros the record is what the digest is made of.
  const digest = createHmac("sha256", key).update(hello).digest();
  digest.writeUInt32LE((digest.readUInt32LE(28) ^ nowSec) >>> 0, 28);
  digest.copy(hello, RANDOM_START);
  return hello;
}

function clientHelloBody(domain: string): Buffer {
  const [cipher, firstExtension, lastExtension, group, version] = grease();
  const extensions = shuffled([
    extension("0000", counted(Buffer.concat([hex("00"), counted(Buffer.from(domain, "utf8"))]))),
    extension("0005", hex("0100000000")),
    extension("000a", counted(Buffer.concat([group, hex("11ec001d00170018")]))),
    extension("000b", hex("0100")),
    extension("000d", hex("001004030804040105030805050108060601")),
    extension("0010", hex("000c02683208687474702f312e31")),
    extension("0012", hex("")),
    extension("0017", hex("")),
    extension("001b", hex("020002")),
    extension("0023", hex("")),
    extension("002b", Buffer.concat([hex("06"), version, hex("03040303")])),
    extension("002d", hex("0101")),
    extension("0033", counted(keyShares(group))),
    extension("44cd", hex("0003026832")),
    extension("fe0d", encryptedHello()),
    extension("ff01", hex("00")),
  ]);
  const all = [extension(firstExtension, hex("")), ...extensions, extension(lastExtension, hex("00"))];
  return Buffer.concat([
    hex("0303"),
    Buffer.alloc(RANDOM_END - RANDOM_START),
    hex("20"),
    randomBytes(32),
    hex("0020"),
    cipher,
    hex("130113021303c02bc02fc02cc030cca9cca8c013c014009c009d002f0035"),
    hex("0100"),
    counted(Buffer.concat(all)),
  ]);
}

function keyShares(group: Buffer): Buffer {
  return Buffer.concat([
    group,
    hex("000100"),
    hex("11ec"),
    counted(Buffer.concat([mlKem768Share(), x25519Share()])),
    hex("001d"),
    counted(x25519Share()),
  ]);
}

/** An encrypted ClientHello that nobody can open, as browsers send where the server has no key for one. */
function encryptedHello(): Buffer {
  return Buffer.concat([hex("0000010001"), randomBytes(1), counted(randomBytes(32)), counted(randomBytes(144 + 32 * randomInt(4)))]);
}

/**
 * Values that mean nothing and differ each time (RFC 8701): cipher, first and last extension, group, version.
 * Those that stand beside each other differ.
 */
function grease(): [cipher: Buffer, first: Buffer, last: Buffer, group: Buffer, version: Buffer] {
  const [cipher = 0, , first = 0, last = 0, group = 0, , version = 0] = greaseBytes();
  return [twice(cipher), twice(first), twice(last), twice(group), twice(version)];
}

function greaseBytes(): number[] {
  const bytes = [...randomBytes(7)].map((byte) => (byte & 0xf0) + 0x0a);
  return bytes.map((byte, index) => (index % 2 === 1 && byte === bytes[index - 1] ? byte ^ 0x10 : byte));
}

function twice(byte: number): Buffer {
  return Buffer.of(byte, byte);
}

function shuffled(items: readonly Buffer[]): Buffer[] {
  return items.map((item) => ({ item, key: randomInt(2 ** 32) })).sort((a, b) => a.key - b.key).map(({ item }) => item);
}

function extension(type: string | Buffer, content: Buffer): Buffer {
  return Buffer.concat([typeof type === "string" ? hex(type) : type, counted(content)]);
}

/** The bytes after their length in two. */
function counted(content: Buffer): Buffer {
  return Buffer.concat([Buffer.of(content.length >>> 8, content.length & 255), content]);
}

function hex(text: string): Buffer {
  return Buffer.from(text, "hex");
}
