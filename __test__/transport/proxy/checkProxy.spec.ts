import { inspect } from "node:util";
import test from "ava";
import { checkProxy, type ProxyChoice } from "../../../ts/transport/index.js";

const KEY = "0123456789abcdef0123456789abcdef";

/** The proxies as plain data. */
function plain(choices: readonly ProxyChoice[] | null): unknown {
  return choices?.map((choice) => {
    const { host, port } = choice.address;
    if (choice.scheme === "mtproxy") return [choice.scheme, host, port, choice.secret.kind, Buffer.from(choice.secret.key).toString("hex"), choice.secret.domain];
    const { scheme, credentials } = choice;
    return [scheme, host, port, ...(credentials === null ? [] : [credentials.username, credentials.password])];
  }) ?? null;
}

const good: readonly (readonly [value: unknown, expected: unknown])[] = [
  [undefined, null],
  [null, null],
  ["socks5://127.0.0.1:9050", [["socks5", "127.0.0.1", 9050]]],
  ["socks5h://proxy.example", [["socks5", "proxy.example", 1080]]],
  ["SOCKS5://Proxy.Example:1/", [["socks5", "proxy.example", 1]]],
  ["socks5://ann:p%40ss%3Aword@host:1080", [["socks5", "host", 1080, "ann", "p@ss:word"]]],
  ["socks5://ann@host:1080", [["socks5", "host", 1080, "ann", ""]]],
  ["socks5://[::1]:1080", [["socks5", "::1", 1080]]],
  ["socks4://ann@host", [["socks4", "host", 1080, "ann", ""]]],
  ["socks4a://host:1081", [["socks4", "host", 1081]]],
  ["http://ann:secret@host:8080", [["http", "host", 8080, "ann", "secret"]]],
  ["http://host", [["http", "host", 80]]],
  [{ scheme: "socks5", hostname: "host", port: 1080 }, [["socks5", "host", 1080]]],
  [{ scheme: "SOCKS5", hostname: "bücher.example", port: 1080, username: "ann", password: "ö" }, [["socks5", "xn--bcher-kva.example", 1080, "ann", "ö"]]],
  [{ scheme: "http", hostname: "[::1]", port: 80, username: undefined, password: null }, [["http", "::1", 80]]],
  ["tg://socks?server=host&port=1080&user=ann&pass=a%26b", [["socks5", "host", 1080, "ann", "a&b"]]],
  ["https://t.me/socks?server=host&port=1080", [["socks5", "host", 1080]]],
  [["socks5://a:1", { scheme: "http", hostname: "b", port: 2 }], [["socks5", "a", 1], ["http", "b", 2]]],
  [["socks5://a:1", `tg://proxy?server=h&port=443&secret=${KEY}`, `tg://proxy?server=i&port=443&secret=dd${KEY}`], [["socks5", "a", 1], ["mtproxy", "h", 443, "simple", KEY, ""], ["mtproxy", "i", 443, "padded", KEY, ""]]],
  [`tg://proxy?server=1.2.3.4&port=443&secret=${KEY}`, [["mtproxy", "1.2.3.4", 443, "simple", KEY, ""]]],
  [`tg:proxy?server=1.2.3.4&port=443&secret=${KEY.toUpperCase()}`, [["mtproxy", "1.2.3.4", 443, "simple", KEY, ""]]],
  [`https://t.me/proxy?server=p.example&port=443&secret=dd${KEY}`, [["mtproxy", "p.example", 443, "padded", KEY, ""]]],
  [`https://telegram.me/proxy?server=p.example&port=443&secret=ee${KEY}`, [["mtproxy", "p.example", 443, "padded", KEY, ""]]],
  [`http://www.telegram.dog/proxy/?server=p.example&port=443&secret=ee${KEY}${Buffer.from("www.example.com").toString("hex")}`, [["mtproxy", "p.example", 443, "fakeTls", KEY, "www.example.com"]]],
  [[`tg://proxy?server=1.2.3.4&port=443&secret=${KEY}`], [["mtproxy", "1.2.3.4", 443, "simple", KEY, ""]]],
  [{ scheme: "mtproxy", hostname: "h", port: 443, secret: Buffer.from(`ee${KEY}612e6578`, "hex").toString("base64url") }, [["mtproxy", "h", 443, "fakeTls", KEY, "a.ex"]]],
  [{ scheme: "mtproxy", hostname: "h", port: 443, secret: Buffer.from(`dd${KEY}`, "hex").toString("base64") }, [["mtproxy", "h", 443, "padded", KEY, ""]]],
  [`tg://proxy?server=h&port=443&secret=${Buffer.from(`dd${"fb".repeat(16)}`, "hex").toString("base64")}`, [["mtproxy", "h", 443, "padded", "fb".repeat(16), ""]]],
];

for (const [value, expected] of good) {
  test(`reads ${inspect(value, { breakLength: Infinity })}`, (t) => {
    t.deepEqual(plain(checkProxy(value, "proxy")), expected);
  });
}

const bad: readonly (readonly [value: unknown, kind: "TypeError" | "RangeError", message: RegExp])[] = [
  [5, "TypeError", /^proxy must be a URL/],
  [true, "TypeError", /^proxy/],
  ["", "RangeError", /^proxy must be a URL/],
  ["host:1080", "RangeError", /^proxy must begin with/],
  ["127.0.0.1:1080", "RangeError", /^proxy/],
  ["ftp://hunter2@host:21", "RangeError", /^proxy must begin with socks5/],
  ["https://ann:hunter2@host:443", "RangeError", /^proxy must begin with/],
  ["socks5://ann:hunter2@host:99999", "RangeError", /^proxy must be a URL/],
  ["socks5://ann:hunter2@host:0", "RangeError", /^proxy\.port/],
  ["socks5://ann:hunter2@:1080", "RangeError", /^proxy/],
  ["socks5://ann:%zz@host:1080", "RangeError", /^proxy has a %/],
  ["socks5://:hunter2@host:1080", "RangeError", /^proxy\.username/],
  ["socks5://host:1080/path", "RangeError", /^proxy must end/],
  ["socks5://host:1080?secret=hunter2", "RangeError", /^proxy must end/],
  ["socks4://ann:hunter2@host:1080", "RangeError", /^proxy\.password/],
  ["socks5://a%20b:1080", "RangeError", /^proxy\.hostname/],
  [`socks5://${"a".repeat(256)}:hunter2@host:1080`, "RangeError", /^proxy\.username must be at most 255/],
  ["socks5://a%00b:hunter2@host:1080", "RangeError", /^proxy\.username .*control/],
  [[], "RangeError", /^proxy must not be an empty list/],
  [["socks5://a:1", 5], "TypeError", /^proxy\[1\]/],
  [["socks5://a:1", "tg://proxy?server=h&port=443&secret=hunter2!"], "RangeError", /^proxy\[1\]\.secret/],
  [["socks5://a:1", []], "TypeError", /^proxy\[1\]\.scheme/],
  [[null], "TypeError", /^proxy\[0\]/],
  [["socks5://a:1", undefined], "TypeError", /^proxy\[1\]/],
  ["socks5://ann:hunter2@host:65536", "RangeError", /^proxy must be a URL/],
  ["socks5://ann:hunter2@host:-1", "RangeError", /^proxy must be a URL/],
  ["socks5://ann:hunter2@[::1", "RangeError", /^proxy must be a URL/],
  ["socks5://ann:hunter2%@host:1080", "RangeError", /^proxy has a %/],
  ["socks5://ann:%ff@host:1080", "RangeError", /^proxy has a %/],
  ["socks5://", "RangeError", /^proxy/],
  ["socks5:host:1080", "RangeError", /^proxy/],
  ["//host:1080", "RangeError", /^proxy must be a URL/],
  ["tg://proxy", "RangeError", /^proxy must begin with/],
  ["tg://socks?server=h", "RangeError", /^proxy\.port/],
  ["tg://socks?server=h&port=0", "RangeError", /^proxy\.port/],
  ["tg://proxy?server=h&port=0&secret=" + KEY, "RangeError", /^proxy\.port/],
  ["tg://proxy?server=h&port=&secret=" + KEY, "RangeError", /^proxy\.port/],
  ["tg://proxy?server=h%20i&port=443&secret=" + KEY, "RangeError", /^proxy\.hostname/],
  [{}, "TypeError", /^proxy\.scheme/],
  [{ host: "127.0.0.1", port: 1080 }, "TypeError", /^proxy\.scheme/],
  [{ scheme: "socks6", hostname: "h", port: 1 }, "RangeError", /^proxy\.scheme/],
  [{ scheme: "socks5", host: "h", port: 1 }, "TypeError", /^proxy\.hostname/],
  [{ scheme: "socks5", hostname: "", port: 1 }, "RangeError", /^proxy\.hostname/],
  [{ scheme: "socks5", hostname: "h", port: "1080" }, "TypeError", /^proxy\.port/],
  [{ scheme: "socks5", hostname: "h", port: 70_000 }, "RangeError", /^proxy\.port/],
  [{ scheme: "socks5", hostname: "h", port: 1.5 }, "RangeError", /^proxy\.port/],
  [{ scheme: "socks5", hostname: "h", port: 1, user: "hunter2" }, "RangeError", /^proxy has no field "user"/],
  [{ scheme: "socks5", hostname: "h", port: 1, username: 5 }, "TypeError", /^proxy\.username/],
  [{ scheme: "socks5", hostname: "h", port: 1, password: "hunter2" }, "RangeError", /^proxy\.password/],
  [{ scheme: "socks5", hostname: "h", port: 1, secret: KEY }, "RangeError", /^proxy\.secret/],
  [{ scheme: "http", hostname: "h", port: 1, username: "a:b", password: "hunter2" }, "RangeError", /^proxy\.username .*colon/],
  [{ scheme: "http", hostname: "h\r\nX: y", port: 1 }, "RangeError", /^proxy\.hostname/],
  [{ scheme: "mtproxy", hostname: "h", port: 443 }, "TypeError", /^proxy\.secret/],
  [{ scheme: "mtproxy", hostname: "h", port: 443, secret: KEY, username: "hunter2" }, "RangeError", /^proxy: an MTProxy/],
  ["tg://proxy?server=h&port=443", "RangeError", /^proxy\.secret/],
  ["tg://proxy?port=443&secret=" + KEY, "RangeError", /^proxy\.hostname/],
  ["tg://proxy?server=h&port=4x3&secret=" + KEY, "RangeError", /^proxy\.port/],
  ["tg://proxy?server=h&port=65536&secret=" + KEY, "RangeError", /^proxy\.port/],
  ["tg://join?invite=hunter2", "RangeError", /^proxy must begin with/],
  ["https://t.me/hunter2", "RangeError", /^proxy must begin with/],
  ...["", "=", "hunter2hunter2hunter2!", `${KEY.slice(1)}g`, `ee${KEY}${Buffer.from("bad domain").toString("hex")}`, `ee${KEY}c3`, `ee${KEY}${"c3a9".repeat(92)}`, "aa", KEY.slice(2), `${KEY}00`, `cc${KEY}`, `dd${KEY}00`, `ee${KEY}000102`, `ee${KEY}20`, `ee${KEY}ff`, `ee${KEY}${"61".repeat(183)}`, "A"].map(
    (secret) => [{ scheme: "mtproxy", hostname: "h", port: 443, secret }, "RangeError", /^proxy\.secret must/] as const,
  ),
];

for (const [value, kind, message] of bad) {
  test(`refuses ${inspect(value, { breakLength: Infinity, maxStringLength: 80 })}`, (t) => {
    const error = t.throws(() => checkProxy(value, "proxy"), { message });
    t.is(error?.name, kind);
    t.false(inspect(error, { showHidden: true, depth: 9 }).split("\n")[0]?.includes("hunter2") ?? true);
    t.is(error?.cause, undefined);
  });
}

test("no password and no secret shows when a choice is printed or turned into JSON", (t) => {
  for (const value of ["socks5://ann:hunter2@host:1080", `tg://proxy?server=h&port=443&secret=${KEY}`]) {
    const choice = checkProxy(value, "proxy");
    const shown = inspect(choice, { showHidden: true, depth: 9 }) + JSON.stringify(choice);
    t.regex(shown, /hidden/);
    t.notRegex(shown, /ann|hunter2|0123456789abcdef|<Buffer/);
  }
});
