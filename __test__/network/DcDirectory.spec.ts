import test from "ava";
import { DcDirectory, type DcDirectoryOptions } from "../../ts/network/DcDirectory.js";
import type { DcOption } from "../../ts/network/DcOption.js";

const FOUR: DcOption = { id: 2, host: "149.154.167.51", port: 443 };
const SIX: DcOption = { id: 2, host: "2001:67c:4e8:f002::a", port: 443 };

function directory(more: Partial<DcDirectoryOptions> = {}): DcDirectory {
  return new DcDirectory({ explicit: null, builtIn: [FOUR, SIX], family: "auto", obfuscated: true, ...more });
}

function shown(options: readonly DcOption[]): string[] {
  return options.map(({ host, port }) => `${host} ${port}`);
}

test("addresses of both families take turns, each on its own port before the others", (t) => {
  const expected = ["149.154.167.51 443", "2001:67c:4e8:f002::a 443", "149.154.167.51 80", "2001:67c:4e8:f002::a 80", "149.154.167.51 5222", "2001:67c:4e8:f002::a 5222"];
  t.deepEqual(shown(directory().addresses(2, "main")), expected);
});

for (const [family, host] of [
  [true, SIX.host],
  [false, FOUR.host],
] as const) {
  test(`ipv6: ${family} keeps to one family`, (t) => {
    t.true(directory({ family }).addresses(2, "main").every((option) => option.host === host));
  });
}

test("a DC that has no address of the wanted family keeps those that it has", (t) => {
  t.is(directory({ family: true, builtIn: [FOUR] }).addresses(2, "main")[0]?.host, FOUR.host);
});

test("what the server says comes before what is built in, and may prefer IPv6", (t) => {
  const known = directory();
  known.learn([{ id: 2, host: "149.154.167.99", port: 443 }], true);
  t.deepEqual(shown(known.addresses(2, "main")).slice(0, 3), ["2001:67c:4e8:f002::a 443", "149.154.167.99 443", "149.154.167.51 443"]);
});

test("addresses that the user gave are the only ones of their DC, on their port", (t) => {
  const own = { id: 2, host: "127.0.0.1", port: 1234 };
  const known = directory({ explicit: [own] });
  known.learn([{ id: 2, host: "149.154.167.99", port: 443 }, { id: 3, host: "127.0.0.1", port: 1235 }], false);
  t.deepEqual(known.addresses(2, "main"), [own]);
  t.deepEqual(shown(known.addresses(3, "main")), ["127.0.0.1 1235"]);
  t.false(known.has(1), "a private server's client never goes to Telegram");
});

for (const host of ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.1.1", "0.0.0.0", "224.0.0.1", "::1", "::ffff:10.0.0.1", "fe80::1", "fd00::1", "localhost"]) {
  test(`the server cannot send the client to ${host}`, (t) => {
    const known = directory({ builtIn: [] });
    known.learn([{ id: 2, host, port: 443 }], false);
    t.false(known.has(2));
  });
}

test("media addresses serve files alone, and CDN addresses nothing else", (t) => {
  const media: DcOption = { id: 2, host: "149.154.167.151", port: 443, mediaOnly: true, thisPortOnly: true };
  const cdn: DcOption = { id: 203, host: "91.105.192.100", port: 443, cdn: true, thisPortOnly: true };
  const known = directory();
  known.learn([media, cdn], false);
  t.deepEqual(known.addresses(2, "media"), [media]);
  t.false(shown(known.addresses(2, "main")).includes("149.154.167.151 443"));
  t.deepEqual(known.addresses(203, "cdn"), [cdn]);
  t.deepEqual(known.addresses(203, "main"), []);
  t.true(known.isCdn(203));
  t.false(known.isCdn(2));
});

test("an address that takes obfuscated connections only, or has a secret, is left to those", (t) => {
  const options: DcOption[] = [
    { id: 2, host: "149.154.167.99", port: 443, tcpoOnly: true, thisPortOnly: true },
    { id: 2, host: "149.154.167.98", port: 443, secret: new Uint8Array(16) },
  ];
  const plain = directory({ builtIn: [], obfuscated: false });
  plain.learn(options, false);
  t.deepEqual(plain.addresses(2, "main"), []);
  const hidden = directory({ builtIn: [] });
  hidden.learn(options, false);
  t.deepEqual(shown(hidden.addresses(2, "main")).slice(0, 2), ["149.154.167.99 443", "149.154.167.98 443"]);
  t.deepEqual(hidden.addresses(2, "main")[1]?.secret, new Uint8Array(16));
});

test("the address that answered last comes first, those that failed come last", (t) => {
  const known = directory({ builtIn: [FOUR, { ...FOUR, host: "149.154.167.50" }, { ...FOUR, host: "95.161.76.100" }] });
  const [first, second, third] = known.addresses(2, "main");
  if (first === undefined || second === undefined || third === undefined) return t.fail();
  known.failed(first);
  known.succeeded(2, "main", third);
  t.deepEqual(known.addresses(2, "main").slice(0, 2), [third, second]);
  t.deepEqual(known.addresses(2, "main").at(-1), first);
  known.forgetFailures();
  t.deepEqual(known.addresses(2, "main").slice(0, 2), [third, first]);
});

test("with and without its secret an address counts as two", (t) => {
  const bare = { id: 2, host: "127.0.0.1", port: 443 };
  const secret = { ...bare, secret: new Uint8Array(16) };
  const known = directory({ explicit: [bare, secret] });
  known.failed(bare);
  t.deepEqual(known.addresses(2, "main"), [secret, bare]);
});

test("behind a proxy the addresses that do not change come first, and the race is slow", (t) => {
  const options: DcOption[] = [
    { id: 2, host: "149.154.167.99", port: 443, thisPortOnly: true },
    { id: 2, host: "149.154.167.98", port: 443, thisPortOnly: true, static: true },
  ];
  const behind = directory({ builtIn: [], behindProxy: true });
  behind.learn(options, false);
  t.deepEqual(shown(behind.addresses(2, "main")), ["149.154.167.98 443", "149.154.167.99 443"]);
  t.true(behind.pace.atOnce < directory().pace.atOnce);
  const direct = directory({ builtIn: [] });
  direct.learn(options, false);
  t.deepEqual(shown(direct.addresses(2, "main")), ["149.154.167.99 443", "149.154.167.98 443"]);
});

test("which addresses answered last is told to the next start", (t) => {
  const own = [1, 2, 3].map((port) => ({ id: 2, host: "127.0.0.1", port }));
  const [first, , third] = own;
  if (first === undefined || third === undefined) return t.fail();
  const before = directory({ explicit: own });
  t.true(before.succeeded(2, "main", third));
  t.false(before.succeeded(2, "main", third), "that is no news");
  t.true(before.succeeded(2, "media", first));
  const after = directory({ explicit: own });
  after.recallWinners(before.packWinners());
  t.deepEqual(after.addresses(2, "main")[0], third);
  t.deepEqual(after.addresses(2, "media")[0], first);
});

for (const packed of ["", "x", "null", "{}", "[1]", "[[1,2]]", '[["main 2"]]', '[["main 2","127.0.0.1 1"],[]]']) {
  test(`stored winners that are none change nothing: ${packed || "nothing"}`, (t) => {
    const known = directory();
    known.recallWinners(Buffer.from(packed));
    t.deepEqual(known.addresses(2, "main"), directory().addresses(2, "main"));
  });
}
