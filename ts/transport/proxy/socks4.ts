import { isIPv4 } from "node:net";
import { ProxyError } from "../../errors/index.js";
import type { Address } from "../ByteStream.js";
import type { Handshake } from "../handshake.js";
import { showAddress } from "../showAddress.js";
import { ipBytes } from "./ipBytes.js";
import { showProxy, type ProxyServer } from "./ProxyServer.js";

/**
 * SOCKS4 for IPv4 addresses, and its extension 4a for everything else: a host name, or an IPv6 address as
 * text, is sent as it is, and the proxy resolves it. There is a user name, but no password.
 *
 * @throws ProxyError `credentials`, `refused`, `protocol`
 */
export function* socks4(proxy: ProxyServer, target: Address): Handshake<void> {
  const { host, port } = target;
  const isNumeric = isIPv4(host);
  const text = Buffer.from(`${proxy.credentials?.username ?? ""}\0${isNumeric ? "" : `${host}\0`}`, "utf8");
  const address = isNumeric ? ipBytes(host) : NAME_FOLLOWS;
  const send = Buffer.concat([Buffer.of(VERSION, CONNECT, port >>> 8, port & 255), address, text]);
  const answer = yield { step: "request", send, read: 8 };
  const name = showProxy(proxy);
  // The version of an answer is 0; some send 4.
  if (answer[0] !== 0 && answer[0] !== VERSION) throw new ProxyError("protocol", "request", `${name} does not speak SOCKS4`);
  switch (answer[1]) {
    case GRANTED:
      return;
    case REJECTED:
      throw new ProxyError("refused", "request", `${name} has a rule against this connection, or cannot make it (${showAddress(target)})`);
    case NO_IDENTD:
    case OTHER_USER:
      throw new ProxyError("credentials", "request", `${name} refused the user name`);
    default:
      throw new ProxyError("protocol", "request", `${name} answered an unknown status`);
  }
}

const VERSION = 4;
const CONNECT = 1;
/** An address that cannot be: the name stands at the end. */
const NAME_FOLLOWS = Buffer.of(0, 0, 0, 1);
const GRANTED = 90;
const REJECTED = 91;
const NO_IDENTD = 92;
const OTHER_USER = 93;
