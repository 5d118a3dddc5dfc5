import { isIPv4, isIPv6 } from "node:net";
import { ProxyError, type ProxyProblem } from "../../errors/index.js";
import type { Address } from "../ByteStream.js";
import type { Handshake } from "../handshake.js";
import { showAddress } from "../showAddress.js";
import { ipBytes } from "./ipBytes.js";
import { showProxy, type ProxyServer } from "./ProxyServer.js";

/**
 * SOCKS5 with user name and password (RFC 1928, RFC 1929). A host name is sent as it is: the proxy resolves it.
 *
 * @throws ProxyError `credentials`, `refused`, `target`, `protocol`
 */
export function* socks5(proxy: ProxyServer, target: Address): Handshake<void> {
  const { credentials } = proxy;
  const name = showProxy(proxy);
  const methods = credentials === null ? [NO_AUTHENTICATION] : [NO_AUTHENTICATION, PASSWORD];
  const choice = yield { step: "greet", send: Buffer.of(VERSION, methods.length, ...methods), read: 2 };
  if (choice[0] !== VERSION) throw new ProxyError("protocol", "greet", `${name} does not speak SOCKS5`);
  const method = choice[1];
  if (method === NO_METHOD) {
    const wish = credentials === null ? "wants a user name and a password" : "takes no user name and password";
    throw new ProxyError("credentials", "greet", `${name} ${wish}`);
  }
  if (method === PASSWORD && credentials !== null) {
    const answer = yield {
      step: "authenticate",
      send: Buffer.concat([Buffer.of(PASSWORD_VERSION), counted(credentials.username), counted(credentials.password)]),
      read: 2,
    };
    if (answer[0] !== PASSWORD_VERSION) throw new ProxyError("protocol", "authenticate", `${name} does not speak SOCKS5`);
    if (answer[1] !== 0) throw new ProxyError("credentials", "authenticate", `${name} refused the user name or the password`);
  } else if (method !== NO_AUTHENTICATION) {
    throw new ProxyError("protocol", "greet", `${name} chose a method that was not offered`);
  }

  // The address that it is bound to on its other side follows the status: not needed, but to be read.
  const status = yield { step: "request", send: request(target), read: 2 };
  if (status[0] !== VERSION) throw new ProxyError("protocol", "request", `${name} does not speak SOCKS5`);
  if (status[1] !== 0) {
    const [problem, reason] = REPLIES.get(status[1] ?? 0) ?? (["protocol", "answered an unknown status"] as const);
    throw new ProxyError(problem, "request", `${name} ${reason} (${showAddress(target)})`);
  }
  const kind = (yield { step: "request", read: 2 })[1];
  if (kind === IPV4) yield { step: "request", read: 4 + 2 };
  else if (kind === IPV6) yield { step: "request", read: 16 + 2 };
  else if (kind === NAME) yield { step: "request", read: ((yield { step: "request", read: 1 })[0] ?? 0) + 2 };
  else throw new ProxyError("protocol", "request", `${name} answered an address of unknown kind`);
}

function request({ host, port }: Address): Buffer {
  const [kind, bytes] = isIPv4(host) ? [IPV4, ipBytes(host)] : isIPv6(host) ? [IPV6, ipBytes(host)] : [NAME, counted(host)];
  return Buffer.concat([Buffer.of(VERSION, CONNECT, 0, kind), bytes, Buffer.of(port >>> 8, port & 255)]);
}

/** The text after its length in one byte; whoever made it has seen to it that it fits. */
function counted(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  return Buffer.concat([Buffer.of(bytes.length), bytes]);
}

const VERSION = 5;
const PASSWORD_VERSION = 1;
const NO_AUTHENTICATION = 0;
const PASSWORD = 2;
const NO_METHOD = 0xff;
const CONNECT = 1;
const IPV4 = 1;
const NAME = 3;
const IPV6 = 4;

const REPLIES: ReadonlyMap<number, readonly [ProxyProblem, string]> = new Map([
  [1, ["target", "failed to connect to the DC"]],
  [2, ["refused", "has a rule against this connection"]],
  [3, ["target", "has no route to the DC"]],
  [4, ["target", "cannot reach the DC"]],
  [5, ["target", "was refused by the DC"]],
  [6, ["target", "lost the way to the DC"]],
  [7, ["refused", "makes no connections for others"]],
  [8, ["refused", "does not know this kind of address"]],
]);
