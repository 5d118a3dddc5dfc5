import { inspect } from "node:util";

export type MtproxyKind = "simple" | "padded" | "fakeTls";

/** What an MTProxy secret asks of connections (spec/mtproto.md §6.5). Its key does not show when it is printed. */
export class MtproxySecret {
  readonly kind: MtproxyKind;
  /** Name of the web server that a fake-TLS connection seems to be for; empty for the other kinds. */
  readonly domain: string;
  readonly #key: Uint8Array;

  private constructor(kind: MtproxyKind, key: Uint8Array, domain: string) {
    this.kind = kind;
    this.domain = domain;
    this.#key = key;
  }

  /**
   * Reads a secret from hex, base64url or base64: 16 bytes; `dd` and 16 bytes; or `ee`, 16 bytes and a domain.
   * `ee` without a domain, as some write it, is the same as `dd`.
   *
   * @throws RangeError naming the parameter, without the secret
   */
  static parse(text: string, name: string): MtproxySecret {
    const bytes = decode(text);
    if (bytes === null) throw new RangeError(`${name} must be hex or base64`);
    return MtproxySecret.of(bytes, name);
  }

  /** As {@link MtproxySecret.parse}, of its bytes. @throws RangeError naming the parameter, without the secret */
  static of(bytes: Uint8Array, name: string): MtproxySecret {
    const [first] = bytes;
    if (bytes.length === 16) return new MtproxySecret("simple", bytes, "");
    const key = bytes.subarray(1, 17);
    if (bytes.length === 17 && (first === PADDED || first === FAKE_TLS)) return new MtproxySecret("padded", key, "");
    if (bytes.length > 17 && first === FAKE_TLS) return new MtproxySecret("fakeTls", key, checkDomain(bytes.subarray(17), name));
    throw new RangeError(`${name} must be 16 bytes; dd and 16 bytes; or ee, 16 bytes and a domain. It is ${bytes.length} bytes`);
  }

  /** 16 bytes, mixed into the keys of the obfuscation. */
  get key(): Uint8Array {
    return this.#key;
  }

  toJSON(): object {
    return { kind: this.kind, domain: this.domain };
  }

  [inspect.custom](): string {
    return `MtproxySecret ${this.kind} (hidden)`;
  }
}

/** Hex first: every hex text is base64 as well. */
function decode(text: string): Buffer | null {
  if (/^([0-9a-f]{2})+$/i.test(text)) return Buffer.from(text, "hex");
  const digits = text.replace(/=+$/, "");
  return /^[\w+/-]+$/.test(digits) && digits.length % 4 !== 1 ? Buffer.from(digits, "base64") : null;
}

function checkDomain(bytes: Uint8Array, name: string): string {
  const domain = Buffer.from(bytes).toString("utf8");
  if (bytes.length > LONGEST_DOMAIN || !/^[\w.\u0080-\uffff-]+$/.test(domain) || domain.includes("\ufffd")) {
    throw new RangeError(`${name} must end in the domain that an ee secret disguises the connection as`);
  }
  return domain;
}

const PADDED = 0xdd;
const FAKE_TLS = 0xee;
/** As in Telegram's own clients. */
const LONGEST_DOMAIN = 182;
