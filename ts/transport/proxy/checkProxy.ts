import type { Address } from "../ByteStream.js";
import { checkHost, checkPort } from "./checkHost.js";
import { Credentials } from "./Credentials.js";
import { MtproxySecret } from "./MtproxySecret.js";
import { parseProxyText, type ProxyParts } from "./parseProxyText.js";
import type { ProxyScheme, ProxyServer } from "./ProxyServer.js";

/** Where an MTProxy is and how it is spoken to. */
export interface Mtproxy {
  readonly scheme: "mtproxy";
  readonly address: Address;
  readonly secret: MtproxySecret;
}

/** A checked proxy. */
export type ProxyChoice = ProxyServer | Mtproxy;

const SCHEMES = ["socks5", "socks4", "http", "mtproxy"];
const FIELDS: ReadonlySet<string> = new Set(["scheme", "hostname", "port", "username", "password", "secret"]);

/**
 * Checks a proxy, or a list of them to try in turn, that came from the user; null and undefined stand for none.
 * Messages hold no part of it that could be secret.
 *
 * @throws TypeError, RangeError naming the parameter
 */
export function checkProxy(value: unknown, name: string): readonly ProxyChoice[] | null {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value)) return [checkOne(value, name)];
  if (value.length === 0) throw new RangeError(`${name} must not be an empty list: leave it out to connect directly`);
  return value.map((item: unknown, index) => checkOne(item, `${name}[${index}]`));
}

function checkOne(value: unknown, name: string): ProxyChoice {
  const parts = typeof value === "string" ? parseProxyText(value, name) : checkFields(value, name);
  const address = { host: checkHost(parts.hostname, `${name}.hostname`), port: checkPort(parts.port, `${name}.port`) };
  if (parts.scheme === "mtproxy") return { scheme: "mtproxy", address, secret: checkSecret(parts, name) };
  if (parts.secret !== undefined) throw new RangeError(`${name}.secret belongs to the scheme mtproxy`);
  const scheme = checkScheme(parts.scheme, name);
  return { scheme, address, credentials: checkCredentials(scheme, parts, name) };
}

function checkFields(value: unknown, name: string): ProxyParts {
  if (typeof value !== "object" || value === null) throw new TypeError(`${name} must be a URL or { scheme, hostname, port }`);
  const fields = new Map<string, unknown>(Object.entries(value));
  const text = (field: string): string => {
    const found = fields.get(field);
    if (typeof found !== "string") throw new TypeError(`${name}.${field} must be a string`);
    return found;
  };
  const optional = (field: string): string | undefined => (fields.get(field) === undefined || fields.get(field) === null ? undefined : text(field));
  const scheme = text("scheme").toLowerCase();
  if (!SCHEMES.includes(scheme)) throw new RangeError(`${name}.scheme must be one of ${SCHEMES.join(", ")}`);
  const hostname = text("hostname");
  const port = fields.get("port");
  if (typeof port !== "number") throw new TypeError(`${name}.port must be a number`);
  for (const field of fields.keys()) {
    if (!FIELDS.has(field)) throw new RangeError(`${name} has no field ${JSON.stringify(field)}`);
  }
  return { scheme, hostname, port, username: optional("username"), password: optional("password"), secret: optional("secret") };
}

function checkScheme(scheme: string, name: string): ProxyScheme {
  if (scheme === "socks5" || scheme === "socks4" || scheme === "http") return scheme;
  throw new RangeError(`${name}.scheme must be one of ${SCHEMES.join(", ")}`);
}

function checkSecret(parts: ProxyParts, name: string): MtproxySecret {
  if (parts.username !== undefined || parts.password !== undefined) throw new RangeError(`${name}: an MTProxy has no user name and password, but a secret`);
  if (parts.secret === undefined) throw new TypeError(`${name}.secret must be a string`);
  return MtproxySecret.parse(parts.secret, `${name}.secret`);
}

function checkCredentials(scheme: ProxyScheme, { username, password }: ProxyParts, name: string): Credentials | null {
  if (username === undefined) {
    if (password !== undefined) throw new RangeError(`${name}.password is given without username`);
    return null;
  }
  if (scheme === "socks4" && password !== undefined) throw new RangeError(`${name}.password: SOCKS4 has no passwords`);
  for (const [field, text] of [["username", username], ["password", password ?? ""]] as const) {
    // One byte of length in SOCKS5, the end of a text in SOCKS4, the end of a line in HTTP.
    if (Buffer.byteLength(text) > 255) throw new RangeError(`${name}.${field} must be at most 255 bytes`);
    if (/\p{Cc}/u.test(text)) throw new RangeError(`${name}.${field} must hold no control characters`);
  }
  if (username === "" && scheme !== "http") throw new RangeError(`${name}.username must not be empty`);
  if (scheme === "http" && username.includes(":")) throw new RangeError(`${name}.username must hold no colon: HTTP parts it from the password by one`);
  return new Credentials(username, password ?? "");
}
