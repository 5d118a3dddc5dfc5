import type { Address } from "../ByteStream.js";
import { showAddress } from "../showAddress.js";
import type { Credentials } from "./Credentials.js";

export type ProxyScheme = "socks5" | "socks4" | "http";

/** A proxy that leads anywhere: SOCKS, or HTTP with CONNECT. */
export interface ProxyServer {
  readonly scheme: ProxyScheme;
  readonly address: Address;
  readonly credentials: Credentials | null;
}

const NAMES: Readonly<Record<ProxyScheme, string>> = { socks5: "SOCKS5", socks4: "SOCKS4", http: "HTTP" };

/** The proxy for messages: nothing secret in it. */
export function showProxy({ scheme, address }: Pick<ProxyServer, "scheme" | "address">): string {
  return `${NAMES[scheme]} proxy ${showAddress(address)}`;
}
