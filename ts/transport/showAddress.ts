import type { Address } from "./ByteStream.js";

/** `host:port` for messages and for HTTP: an IPv6 address in brackets. */
export function showAddress({ host, port }: Address): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
