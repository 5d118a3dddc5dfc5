import test from "ava";
import { ConfigKeeper } from "../../ts/network/ConfigKeeper.js";
import { DcDirectory } from "../../ts/network/DcDirectory.js";
import { packConfig, readConfig, unpackConfig, type ConfigAnswer, type ServerConfig } from "../../ts/network/ServerConfig.js";

const ANSWER: ConfigAnswer = {
  date: 1000,
  expires: 4600,
  dcOptions: [
    { _: "dcOption", id: 2, ipAddress: "149.154.167.51", port: 443 },
    { _: "dcOption", id: 4, ipAddress: "2001:67c:4e8:f004::b", port: 443, ipv6: true, mediaOnly: true, thisPortOnly: true },
    { _: "dcOption", id: 203, ipAddress: "91.105.192.100", port: 443, cdn: true, static: true, tcpoOnly: true, secret: new Uint8Array(16).fill(7) },
    { _: "dcOption", id: 4, ipAddress: "149.154.167.54", port: 443, secret: Uint8Array.of(1, 2) },
    { _: "dcOption", id: 0, ipAddress: "149.154.167.52", port: 443 },
    { _: "dcOption", id: 3, ipAddress: "", port: 443 },
    { _: "dcOption", id: 3, ipAddress: "149.154.167.53", port: 65_536 },
  ],
};

function keeper(ask: () => Promise<ConfigAnswer>, stored: Uint8Array | null, nowMs: number) {
  const directory = new DcDirectory({ explicit: null, builtIn: [], family: "auto", obfuscated: true });
  const saved: Uint8Array[] = [];
  const errors: unknown[] = [];
  const kept = new ConfigKeeper({
    directory,
    ask,
    load: () => Promise.resolve(stored),
    save: (config) => Promise.resolve(void saved.push(config)),
    onError: (error) => errors.push(error),
    now: () => nowMs,
  });
  return { kept, directory, saved, errors };
}

test("all flags of an address are read and stored, and addresses that cannot be are left out", (t) => {
  const config = readConfig(ANSWER, 0, () => 0);
  t.deepEqual(config.dcOptions, [
    { id: 2, host: "149.154.167.51", port: 443 },
    { id: 4, host: "2001:67c:4e8:f004::b", port: 443, mediaOnly: true, thisPortOnly: true },
    { id: 203, host: "91.105.192.100", port: 443, tcpoOnly: true, cdn: true, static: true, secret: new Uint8Array(16).fill(7) },
  ]);
  t.deepEqual(unpackConfig(packConfig(config)), config);
});

for (const [title, expires, random, lifetimeSec] of [
  ["lasts as long as the server says", 4600, 0, 3600],
  ["is asked for up to a fifth earlier", 4600, 1, 2880],
  ["lasts a minute at least", 900, 0, 60],
  ["lasts a day at most", 2_000_000_000, 0, 86_400],
] as const) {
  test(`a configuration ${title}`, (t) => {
    t.is(readConfig({ ...ANSWER, expires }, 5000, () => random).refreshAtMs, 5000 + 1000 * lifetimeSec);
  });
}

for (const [title, stored] of [
  ["no JSON", "x"],
  ["JSON of something else", "[1]"],
  ["an address that is none", JSON.stringify({ dcOptions: [{ id: 1, host: 5, port: 1 }], refreshAtMs: 1 })],
  ["no addresses", JSON.stringify({ dcOptions: [], refreshAtMs: 1 })],
] as const) {
  test(`a stored configuration that is ${title} counts as none`, (t) => {
    t.is(unpackConfig(Buffer.from(stored)), null);
  });
}

test("the stored configuration is used while it is fresh", async (t) => {
  const stored: ServerConfig = { dcOptions: [{ id: 2, host: "149.154.167.51", port: 443 }], prefersIpv6: false, refreshAtMs: 10_000 };
  const { kept, directory, saved } = keeper(() => Promise.reject(new Error("not to be asked")), packConfig(stored), 9000);
  t.teardown(() => kept.stop());
  await kept.load();
  await kept.keep();
  t.true(directory.has(2));
  t.deepEqual(saved, []);
});

for (const [title, nowMs] of [
  ["has expired", 10_000],
  ["seems to last for years, since the clock was set back", -100_000_000],
] as const) {
  test(`a stored configuration that ${title} is asked for again`, async (t) => {
    const stored: ServerConfig = { dcOptions: [{ id: 2, host: "149.154.167.51", port: 443 }], prefersIpv6: false, refreshAtMs: 10_000 };
    const { kept, directory, saved } = keeper(() => Promise.resolve(ANSWER), packConfig(stored), nowMs);
    t.teardown(() => kept.stop());
    await kept.load();
    await kept.keep();
    t.true(directory.has(4));
    t.is(saved.length, 1);
  });
}

test("a configuration that cannot be had is reported, and whoever asks for it is told", async (t) => {
  const { kept, errors } = keeper(() => Promise.reject(new Error("down")), null, 0);
  t.teardown(() => kept.stop());
  await kept.keep();
  await kept.renew();
  t.like(errors, [{ message: "down" }, { message: "down" }]);
  await t.throwsAsync(kept.refresh(), { message: "down" });
});

test("those who ask at the same time share one call", async (t) => {
  let asked = 0;
  const { kept } = keeper(() => (asked++, Promise.resolve(ANSWER)), null, 0);
  t.teardown(() => kept.stop());
  await Promise.all([kept.refresh(), kept.refresh(), kept.keep()]);
  t.is(asked, 1);
});
