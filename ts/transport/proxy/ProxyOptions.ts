/** A SOCKS or HTTP proxy. Host names of DCs are resolved by it. */
export interface ProxyServerOptions {
  /** `socks5`; `socks4` (with its extension 4a); `http`, that is its method CONNECT. */
  scheme: "socks5" | "socks4" | "http";
  /** Host name or IP address. */
  hostname: string;
  port: number;
  username?: string | undefined;
  /** SOCKS4 has none. */
  password?: string | undefined;
}

/** An MTProxy. It leads to Telegram only, and knows its DCs itself. */
export interface MtproxyOptions {
  scheme: "mtproxy";
  /** Host name or IP address. */
  hostname: string;
  port: number;
  /** Hex or base64: 16 bytes; `dd` and 16 bytes; or `ee`, 16 bytes and a domain. */
  secret: string;
}

/**
 * A proxy as an object or as text: `socks5://user:password@host:1080`, `socks4://host:1080`, `http://host:8080`,
 * `tg://proxy?server=…&port=…&secret=…`, `tg://socks?server=…&port=…&user=…&pass=…`, or the same two under
 * `https://t.me/`. Ports may be left out of the first three: 1080 for SOCKS, 80 for HTTP.
 *
 * In a list any kinds may stand beside each other. They are tried in turn, the one that works is kept.
 */
export type ProxyOption = string | ProxyServerOptions | MtproxyOptions;
