import { setImmediate as turn } from "node:timers/promises";
import test from "ava";
import * as fc from "fast-check";
import { ProxyError, type ProxyProblem, type ProxyStep } from "../../../ts/errors/index.js";
import { dialThrough, type Address, type ByteStream } from "../../../ts/transport/index.js";
import { Credentials } from "../../../ts/transport/proxy/Credentials.js";
import type { ProxyScheme } from "../../../ts/transport/proxy/ProxyServer.js";
import { MemoryStream } from "../../helpers/proxies/MemoryStream.js";

const IPV4: Address = { host: "149.154.167.51", port: 443 };
const IPV6: Address = { host: "2001:67c:4e8:f002::a", port: 443 };
const NAME: Address = { host: "dc2.example", port: 8888 };
const LOGIN = new Credentials("zia", "pässwörd");

interface Exchange {
  readonly scheme: ProxyScheme;
  readonly credentials?: Credentials;
  readonly target: Address;
  /** All that the proxy sends. */
  readonly answer: Uint8Array;
}

/** Dials through a proxy that sends its answers in pieces of these lengths. */
async function dial({ scheme, credentials, target, answer }: Exchange, lengths: readonly number[] = [answer.length]): Promise<[ByteStream, MemoryStream]> {
  const stream = new MemoryStream();
  const proxy = { scheme, address: { host: "127.0.0.1", port: 1080 }, credentials: credentials ?? null };
  const dialled: Promise<ByteStream> = dialThrough(proxy, () => Promise.resolve(stream))(target, {
    timeoutMs: 60_000,
    signal: new AbortController().signal,
  });
  dialled.catch(() => {});
  await turn();
  stream.feed(answer, lengths);
  // A handshake that waits for more has its handler in place.
  if (stream.onClose.length > 0) stream.destroy();
  return [await dialled, stream];
}

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");
const latin = (text: string): Buffer => Buffer.from(text, "latin1");
const OK5 = "05000001 00000000 0000";

const good: readonly (readonly [name: string, exchange: Exchange, sent: Buffer])[] = [
  ["SOCKS5 to IPv4", { scheme: "socks5", target: IPV4, answer: hex(`0500 ${OK5}`) }, hex("050100 05010001 959aa733 01bb")],
  ["SOCKS5 to IPv6", { scheme: "socks5", target: IPV6, answer: hex(`0500 05000004 ${"00".repeat(18)}`) }, hex("050100 05010004 2001067c04e8f002000000000000000a 01bb")],
  [
    "SOCKS5 to a name",
    { scheme: "socks5", target: NAME, answer: hex("0500 05000003 03616263 0000") },
    Buffer.concat([hex("050100 05010003 0b"), latin("dc2.example"), hex("22b8")]),
  ],
  [
    "SOCKS5 with a password",
    { scheme: "socks5", credentials: LOGIN, target: IPV4, answer: hex(`0502 0100 ${OK5}`) },
    Buffer.concat([hex("05020002 01 03"), latin("zia"), hex("0a"), Buffer.from("pässwörd"), hex("05010001 959aa733 01bb")]),
  ],
  ["SOCKS5 with a password that is not asked for", { scheme: "socks5", credentials: LOGIN, target: IPV4, answer: hex(`0500 ${OK5}`) }, hex("05020002 05010001 959aa733 01bb")],
  ["SOCKS4 to IPv4", { scheme: "socks4", target: IPV4, answer: hex("005a 0000 00000000") }, hex("0401 01bb 959aa733 00")],
  ["SOCKS4a to a name", { scheme: "socks4", credentials: new Credentials("zia", ""), target: NAME, answer: hex("005a 0000 00000000") }, Buffer.concat([hex("0401 22b8 00000001"), latin("zia\0dc2.example\0")])],
  ["HTTP to a name", { scheme: "http", target: NAME, answer: latin("HTTP/1.1 200 Connection established\r\nX: y\r\n\r\n") }, latin("CONNECT dc2.example:8888 HTTP/1.1\r\nHost: dc2.example:8888\r\n\r\n")],
  [
    "HTTP with a password to IPv6",
    { scheme: "http", credentials: LOGIN, target: IPV6, answer: latin("HTTP/1.0 200 OK\r\n\r\n") },
    latin(
      "CONNECT [2001:67c:4e8:f002::a]:443 HTTP/1.1\r\nHost: [2001:67c:4e8:f002::a]:443\r\n" +
        `Proxy-Authorization: Basic ${Buffer.from("zia:pässwörd").toString("base64")}\r\n\r\n`,
    ),
  ],
];

for (const [name, exchange, sent] of good) {
  test(`${name} says what its RFC says, however the answers are cut`, async (t) => {
    const [stream, memory] = await dial(exchange);
    t.is(stream, memory);
    t.deepEqual(memory.written, sent);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 20 }), async (lengths) => {
        const [, cut] = await dial(exchange, lengths);
        t.true(cut.written.equals(sent));
        t.false(cut.isClosed);
      }),
    );
  });

  test(`${name}, cut off anywhere, is closed`, async (t) => {
    for (let length = 0; length < exchange.answer.length; length++) {
      const error = await t.throwsAsync<ProxyError>(dial({ ...exchange, answer: exchange.answer.subarray(0, length) }), { instanceOf: ProxyError });
      t.is(error?.problem, "closed");
    }
  });

  test(`${name} does not take more than the answer`, async (t) => {
    const more = { ...exchange, answer: Buffer.concat([exchange.answer, latin("!")]) };
    const error = await t.throwsAsync<ProxyError>(dial(more), { instanceOf: ProxyError });
    t.is(error?.problem, "protocol");
  });
}

const bad: readonly (readonly [name: string, exchange: Omit<Exchange, "target">, problem: ProxyProblem, step: ProxyStep])[] = [
  ["SOCKS5 that wants a password", { scheme: "socks5", answer: hex("05ff") }, "credentials", "greet"],
  ["SOCKS5 that takes no password", { scheme: "socks5", credentials: LOGIN, answer: hex("05ff") }, "credentials", "greet"],
  ["SOCKS5 that refuses the password", { scheme: "socks5", credentials: LOGIN, answer: hex("0502 0101") }, "credentials", "authenticate"],
  ["SOCKS5 that asks for a password nobody offered", { scheme: "socks5", answer: hex("0502") }, "protocol", "greet"],
  ["SOCKS5 that wants GSSAPI", { scheme: "socks5", credentials: LOGIN, answer: hex("0501") }, "protocol", "greet"],
  ["SOCKS5 with another version of passwords", { scheme: "socks5", credentials: LOGIN, answer: hex("0502 0200") }, "protocol", "authenticate"],
  ["SOCKS5 with a rule", { scheme: "socks5", answer: hex("0500 0502") }, "refused", "request"],
  ["SOCKS5 with no route", { scheme: "socks5", answer: hex("0500 0504 0001") }, "target", "request"],
  ["SOCKS5 with an unknown status", { scheme: "socks5", answer: hex("0500 0563") }, "protocol", "request"],
  ["SOCKS5 with an unknown kind of address", { scheme: "socks5", answer: hex("0500 0500 0007") }, "protocol", "request"],
  ["SOCKS4 in place of SOCKS5", { scheme: "socks5", answer: hex("005b") }, "protocol", "greet"],
  ["HTTP in place of SOCKS5", { scheme: "socks5", answer: latin("HTTP/1.1 400 Bad Request\r\n\r\n") }, "protocol", "greet"],
  ["SOCKS4 that refuses", { scheme: "socks4", answer: hex("005b 0000 00000000") }, "refused", "request"],
  ["SOCKS4 that asks identd", { scheme: "socks4", answer: hex("005c 0000 00000000") }, "credentials", "request"],
  ["SOCKS4 of another user", { scheme: "socks4", answer: hex("005d 0000 00000000") }, "credentials", "request"],
  ["SOCKS4 with an unknown status", { scheme: "socks4", answer: hex("0001 0000 00000000") }, "protocol", "request"],
  ["HTTP in place of SOCKS4", { scheme: "socks4", answer: latin("HTTP/1.1 400 Bad Request\r\n\r\n") }, "protocol", "request"],
  ["HTTP that wants a password", { scheme: "http", answer: latin("HTTP/1.1 407 Nope\r\n\r\n") }, "credentials", "authenticate"],
  ["HTTP that forbids", { scheme: "http", answer: latin("HTTP/1.1 403 Forbidden\r\nContent-Length: 3\r\n\r\nno!") }, "refused", "request"],
  ["HTTP whose DC is down", { scheme: "http", answer: latin("HTTP/1.1 502 Bad Gateway\r\n\r\n") }, "target", "request"],
  ["a web server", { scheme: "http", answer: latin("HTTP/1.1 405 Method Not Allowed\r\n\r\n") }, "protocol", "request"],
  ["an SSH server", { scheme: "http", answer: latin("SSH-2.0-OpenSSH_9.2\r\n\r\n") }, "protocol", "request"],
  ["an HTTP head that never ends", { scheme: "http", answer: latin(`HTTP/1.1 200 OK\r\n${"a".repeat(20_000)}`) }, "protocol", "request"],
];

for (const [name, exchange, problem, step] of bad) {
  test(`${name} is a ProxyError: ${problem} at ${step}, and no password in it`, async (t) => {
    for (const lengths of [[exchange.answer.length], [1]]) {
      const error = await t.throwsAsync<ProxyError>(dial({ ...exchange, target: NAME }, lengths), { instanceOf: ProxyError, code: "ERR_PROXY" });
      t.is(error?.problem, problem);
      t.is(error?.step, step);
      t.false(/zia|pässwörd/.test(`${error?.message}${error?.stack}`.replace(/at .*/g, "")));
    }
  });
}

test("bytes of any kind end in a ProxyError or in a connection, and leave no open stream behind an error", async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<ProxyScheme>("socks5", "socks4", "http"),
      fc.uint8Array({ maxLength: 64 }),
      fc.boolean(),
      async (scheme, noise, startsWell) => {
        const answer = startsWell ? Buffer.concat([hex("0500"), noise]) : noise;
        await dial({ scheme, target: NAME, answer }).catch((error: unknown) => t.true(error instanceof ProxyError));
      },
    ),
    { numRuns: 500 },
  );
});

for (const host of ["a b", "a\r\nX: y", "", "a\0b", "a/b", "x".repeat(300), "user@host"]) {
  test(`a DC called ${JSON.stringify(host).slice(0, 20)} reaches no proxy`, async (t) => {
    const asked: Address[] = [];
    const through = dialThrough({ scheme: "http", address: IPV4, credentials: null }, (address) => (asked.push(address), Promise.reject(new Error())));
    await t.throwsAsync(through({ host, port: 443 }, { timeoutMs: 1000, signal: new AbortController().signal }), { instanceOf: RangeError });
    t.deepEqual(asked, []);
  });
}
