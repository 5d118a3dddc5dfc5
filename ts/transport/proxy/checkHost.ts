import { isIP } from "node:net";
import { domainToASCII } from "node:url";

/** Longest name that DNS and SOCKS5 can carry. */
const LONGEST_NAME = 253;

/**
 * An IP address or a host name as it goes over the wire: IPv6 without brackets, other scripts in ASCII.
 *
 * @throws RangeError naming the parameter
 */
export function checkHost(host: string, name: string): string {
  const plain = /^\[.*\]$/.test(host) ? host.slice(1, -1) : host;
  if (isIP(plain) !== 0) return plain;
  // Nothing that could end a line of HTTP or a text of SOCKS4. domainToASCII itself takes only the first part of `a/b`.
  const ascii = /^[\p{L}\p{M}\p{N}_.-]+$/u.test(plain) ? domainToASCII(plain) : "";
  // An underscore is no part of a host name, but in use.
  if (!/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_.])?$/i.test(ascii) || ascii.length > LONGEST_NAME) {
    throw new RangeError(`${name} must be an IP address or a host name`);
  }
  return ascii;
}

/** @throws RangeError naming the parameter */
export function checkPort(port: number, name: string): number {
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new RangeError(`${name} must be a port, 1 to 65535`);
  return port;
}
