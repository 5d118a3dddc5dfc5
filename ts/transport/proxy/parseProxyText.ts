/** The parts of a proxy as text, not yet checked. */
export interface ProxyParts {
  readonly scheme: string;
  readonly hostname: string;
  readonly port: number;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly secret?: string | undefined;
}

/** `tg://proxy?…`, `tg:socks?…`, `https://t.me/proxy?…` (spec/mtproto.md §6.5). */
const LINK = /^(?:tg:(?:\/\/)?|https?:\/\/(?:www\.)?(?:t\.me|telegram\.me|telegram\.dog)\/)(proxy|socks)\/?\?([^#]*)$/i;

const DEFAULT_PORTS: ReadonlyMap<string, number> = new Map([
  ["socks5", 1080],
  ["socks4", 1080],
  ["http", 80],
]);

/** Other ways to write the schemes: the letters that ask curl for remote DNS, which is always on here. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["socks5h", "socks5"],
  ["socks", "socks5"],
  ["socks4a", "socks4"],
]);

/**
 * Takes a URL or a link of Telegram apart. What it throws repeats none of the text: there may be a password in it.
 *
 * @throws RangeError naming the parameter
 */
export function parseProxyText(text: string, name: string): ProxyParts {
  const link = LINK.exec(text);
  if (link !== null) return parseLink(link[1]?.toLowerCase() === "proxy", new URLSearchParams(link[2]));
  if (!URL.canParse(text)) throw new RangeError(`${name} must be a URL such as socks5://host:1080, or a tg://proxy link`);
  const url = new URL(text);
  const written = url.protocol.slice(0, -1);
  const scheme = ALIASES.get(written) ?? written;
  const defaultPort = DEFAULT_PORTS.get(scheme);
  if (defaultPort === undefined) {
    throw new RangeError(`${name} must begin with socks5://, socks4:// or http://, or be a tg://proxy or https://t.me/proxy link`);
  }
  if (!["", "/"].includes(url.pathname) || url.search !== "" || url.hash !== "") {
    throw new RangeError(`${name} must end after its port; other characters in a user name or password are written as %XX`);
  }
  return {
    scheme,
    hostname: decode(url.hostname, name),
    port: url.port === "" ? defaultPort : Number(url.port),
    ...(url.username === "" && url.password === ""
      ? {}
      : { username: decode(url.username, name), ...(url.password === "" ? {} : { password: decode(url.password, name) }) }),
  };
}

function parseLink(isMtproxy: boolean, query: URLSearchParams): ProxyParts {
  const hostname = query.get("server") ?? "";
  const portText = query.get("port") ?? "";
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : 0;
  // In a query `+` stands for a space, but is a digit of base64.
  if (isMtproxy) return { scheme: "mtproxy", hostname, port, secret: (query.get("secret") ?? "").replaceAll(" ", "+") };
  const username = query.get("user") ?? "";
  return { scheme: "socks5", hostname, port, ...(username === "" ? {} : { username, password: query.get("pass") ?? "" }) };
}

function decode(text: string, name: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RangeError(`${name} has a % that is not followed by two hex digits`);
  }
}
