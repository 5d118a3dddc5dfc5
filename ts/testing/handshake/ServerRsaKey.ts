import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  privateDecrypt,
  type KeyObject,
} from "node:crypto";
import { promisify } from "node:util";
import { sha1 } from "../../crypto/index.js";
import { TlWriter } from "../session/TlWriter.js";

/** The RSA key by which clients know a server. */
export class ServerRsaKey {
  readonly #privateKey: KeyObject;
  /** PKCS#1 PEM of the public half, as clients take it. */
  readonly publicPem: string;
  /** Last 8 bytes of the SHA-1 over modulus and exponent, little-endian (spec §2.2). */
  readonly fingerprint: bigint;

  constructor(privateKey: KeyObject) {
    this.#privateKey = privateKey;
    const publicKey = createPublicKey(privateKey);
    this.publicPem = publicKey.export({ type: "pkcs1", format: "pem" }).toString();
    const { n = "", e = "" } = publicKey.export({ format: "jwk" });
    const modulus = Buffer.from(n, "base64url");
    if (modulus.length !== 256) throw new RangeError("rsaKey must have a modulus of 2048 bits");
    const numbers = new TlWriter().bytes(modulus).bytes(Buffer.from(e, "base64url")).finish();
    this.fingerprint = Buffer.from(sha1(numbers)).readBigUInt64LE(12);
  }

  /**
   * Reads a private key.
   * @throws {RangeError} unless it is an RSA key of 2048 bits.
   */
  static fromPem(pem: string): ServerRsaKey {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType !== "rsa") throw new RangeError("rsaKey must be an RSA key");
    return new ServerRsaKey(key);
  }

  /** A key made once per process: making one takes longer than starting a server. */
  static shared(): Promise<ServerRsaKey> {
    shared ??= ServerRsaKey.generate();
    return shared;
  }

  /**
   * Makes a key that every client can find by its fingerprint.
   * @param make makes an RSA key of 2048 bits
   */
  static async generate(make: () => Promise<KeyObject> = makePrivateKey): Promise<ServerRsaKey> {
    for (;;) {
      const key = new ServerRsaKey(await make());
      if (key.fingerprint >= SIXTEEN_DIGITS) return key;
    }
  }

  /** c^d mod n as 256 bytes; null when `encrypted` is not 256 bytes or not below the modulus. */
  decryptRaw(encrypted: Buffer): Buffer | null {
    if (encrypted.length !== 256) return null;
    try {
      return privateDecrypt({ key: this.#privateKey, padding: constants.RSA_NO_PADDING }, encrypted);
    } catch {
      // OpenSSL's only complaint about an input of the right length is that it is too large.
      return null;
    }
  }
}

/** mtcute looks keys up by the hexadecimal fingerprint without its leading zeros, where it keeps them with all 16 digits. */
const SIXTEEN_DIGITS = 2n ** 60n;

async function makePrivateKey(): Promise<KeyObject> {
  const pair = await generateKeyPairAsync("rsa", { modulusLength: 2048, publicExponent: 65537 });
  return pair.privateKey;
}

const generateKeyPairAsync = promisify(generateKeyPair);
let shared: Promise<ServerRsaKey> | undefined;
