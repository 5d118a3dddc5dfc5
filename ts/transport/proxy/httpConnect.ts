import { ProxyError, type ProxyProblem } from "../../errors/index.js";
import type { Address } from "../ByteStream.js";
import type { Handshake } from "../handshake.js";
import { showAddress } from "../showAddress.js";
import { showProxy, type ProxyServer } from "./ProxyServer.js";

/**
 * HTTP CONNECT (RFC 9110 §9.3.6) with Basic authentication (RFC 7617). A host name is sent as it is: the proxy
 * resolves it.
 *
 * @throws ProxyError `credentials`, `refused`, `target`, `protocol`
 */
export function* httpConnect(proxy: ProxyServer, target: Address): Handshake<void> {
  const { credentials } = proxy;
  const authority = showAddress(target);
  const lines = [`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`];
  if (credentials !== null) {
    const pair = Buffer.from(`${credentials.username}:${credentials.password}`, "utf8");
    lines.push(`Proxy-Authorization: Basic ${pair.toString("base64")}`);
  }
  const send = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  const head = yield { step: "request", send, readThrough: END_OF_HEAD, limit: LONGEST_HEAD };

  const name = showProxy(proxy);
  const status = Number(/^HTTP\/1\.[01] (\d{3})[ \r]/.exec(head.toString("latin1", 0, 64))?.[1]);
  if (Number.isNaN(status) || !head.subarray(-END_OF_HEAD.length).equals(Buffer.from(END_OF_HEAD))) {
    throw new ProxyError("protocol", "request", `${name} does not speak HTTP`);
  }
  if (status >= 200 && status < 300) return;
  // Tinyproxy refuses a wrong password by 401.
  if (status === 407 || status === 401) {
    const wish = credentials === null ? "wants a user name and a password" : "refused the user name or the password";
    throw new ProxyError("credentials", "authenticate", `${name} ${wish}`);
  }
  const [problem, reason] = STATUSES.get(status) ?? (["protocol", "does not serve CONNECT"] as const);
  throw new ProxyError(problem, "request", `${name} ${reason}: status ${status} (${authority})`);
}

const END_OF_HEAD = "\r\n\r\n";
const LONGEST_HEAD = 16 * 1024;

const STATUSES: ReadonlyMap<number, readonly [ProxyProblem, string]> = new Map([
  [403, ["refused", "has a rule against this connection"]],
  [429, ["refused", "has had too many requests"]],
  [500, ["target", "failed to connect to the DC"]],
  [502, ["target", "cannot reach the DC"]],
  [503, ["target", "cannot reach the DC"]],
  [504, ["target", "had no answer from the DC"]],
]);
