import { createHash, randomBytes } from "node:crypto";
import { ConnectionError } from "../../errors/index.js";
import type { Handshake } from "../handshake.js";

/**
 * The HTTP request that opens a WebSocket (RFC 6455 §4.1), with the sub-protocol `binary` that Telegram's servers
 * want (spec/mtproto.md §6.7).
 *
 * @param host value of the header: host, and port where it is not the scheme's own
 * @throws ConnectionError when the server does not agree
 */
export function* upgrade(host: string, path: string): Handshake<void> {
  const key = randomBytes(16).toString("base64");
  const request = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Key: ${key}`,
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Protocol: binary",
  ];
  const send = Buffer.from(`${request.join("\r\n")}\r\n\r\n`, "latin1");
  const head = (yield { step: "request", send, readThrough: END_OF_HEAD, limit: LONGEST_HEAD }).toString("latin1");
  const [statusLine = "", ...lines] = head.split("\r\n");
  const status = /^HTTP\/1\.1 (\d{3})(?: |$)/.exec(statusLine)?.[1];
  if (status !== "101") {
    throw new ConnectionError(`${host} does not open a WebSocket at ${path}${status === undefined ? "" : `: status ${status}`}`);
  }
  const headers = new Map(lines.map((line) => headerOf(line)));
  const accept = createHash("sha1").update(key + MAGIC).digest("base64");
  const isAccepted =
    head.endsWith(END_OF_HEAD) &&
    headers.get("upgrade")?.toLowerCase() === "websocket" &&
    headers.get("sec-websocket-accept") === accept &&
    // Neither was offered, or only this one.
    !headers.has("sec-websocket-extensions") &&
    (headers.get("sec-websocket-protocol") ?? "binary") === "binary";
  if (!isAccepted) throw new ConnectionError(`${host} answered something else than a WebSocket at ${path}`);
}

function headerOf(line: string): [name: string, value: string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
}

/** RFC 6455 §1.3. */
const MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const END_OF_HEAD = "\r\n\r\n";
const LONGEST_HEAD = 16 * 1024;
