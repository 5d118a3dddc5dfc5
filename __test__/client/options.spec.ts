import { inspect } from "node:util";
import test from "ava";
import { Client, SessionStringError, type ClientOptions } from "../../ts/index.js";
import { API } from "../helpers/clientHarness.js";

const badNames: readonly (readonly [name: unknown, message: RegExp])[] = [
  ["", /must not be empty/],
  ["  ", /must not be empty/],
  ["a/b", /not a path/],
  ["a\\b", /not a path/],
  ["..", /not a path/],
  ["../x", /not a path/],
  ["a\0b", /NUL/],
  [7, /must be a string/],
  [undefined, /must be a string/],
];
for (const [name, message] of badNames) {
  test(`a client refuses the name ${JSON.stringify(name)}`, (t) => {
    t.throws(() => Reflect.construct(Client, [name, API]), { message });
  });
}

const badOptions: readonly (readonly [options: object, kind: "TypeError" | "RangeError", message: RegExp])[] = [
  [{ apiId: 0 }, "RangeError", /^apiId/],
  [{ apiId: -5 }, "RangeError", /^apiId/],
  [{ apiId: 1.5 }, "RangeError", /^apiId/],
  [{ apiId: Number.NaN }, "RangeError", /^apiId/],
  [{ apiId: 2 ** 31 }, "RangeError", /^apiId/],
  [{ apiId: "12x" }, "RangeError", /^apiId/],
  [{ apiId: {} }, "TypeError", /^apiId/],
  [{ apiHash: "0123" }, "RangeError", /^apiHash/],
  [{ apiHash: "g".repeat(32) }, "RangeError", /^apiHash/],
  [{ apiHash: 5 }, "TypeError", /^apiHash/],
  [{ appVersion: "" }, "RangeError", /^appVersion/],
  [{ deviceModel: 1 }, "TypeError", /^deviceModel/],
  [{ ipv6: "yes" }, "TypeError", /^ipv6/],
  [{ sleepThreshold: -1 }, "RangeError", /^sleepThreshold/],
  [{ sleepThreshold: "10" }, "TypeError", /^sleepThreshold/],
  [{ transport: "smoke" }, "RangeError", /^transport/],
  [{ dcOptions: [] }, "TypeError", /^dcOptions/],
  [{ dcOptions: [{ id: 2, host: "127.0.0.1" }] }, "TypeError", /^dcOptions\[0\]/],
  [{ dcOptions: [{ id: 2, host: "127.0.0.1", port: 70_000 }] }, "RangeError", /^dcOptions\[0\]\.port/],
  [{ rsaKeys: [] }, "TypeError", /^rsaKeys/],
  [{ rsaKeys: [5] }, "TypeError", /^rsaKeys\[0\]/],
  [{ connectTimeout: 0 }, "RangeError", /^connectTimeout/],
  [{ inMemory: "yes" }, "TypeError", /^inMemory/],
  [{ phoneCode: 12_345 }, "TypeError", /^phoneCode/],
  [{ password: null }, "TypeError", /^password/],
  [{ workdir: 5 }, "TypeError", /^workdir/],
  [{ proxy: { host: "127.0.0.1", port: 1080 } }, "TypeError", /^proxy/],
  [{ plugins: {} }, "TypeError", /^plugins\.root/],
];
for (const [options, kind, message] of badOptions) {
  test(`a client refuses ${inspect(options, { breakLength: Infinity, depth: 4 })}`, (t) => {
    const error = t.throws(() => new Client("my_account", options as ClientOptions), { message });
    t.is(error?.name, kind);
  });
}

test("an option that is undefined has its default", (t) => {
  t.notThrows(() => new Client("my_account", { ...API, transport: undefined, workdir: undefined, testMode: undefined }));
});

for (const [what, text] of [["cut", "AgAB"], ["of bad characters", "!".repeat(362)], ["of another library", `1${"A".repeat(352)}`]] as const) {
  test(`a session string that is ${what} is refused when the client is made`, (t) => {
    t.throws(() => new Client("my_account", { ...API, sessionString: text }), { instanceOf: SessionStringError });
  });
}

test("inspecting a client shows no secret", (t) => {
  const client = new Client("my_account", { ...API, botToken: "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11", phoneNumber: "+1-123-456-7890", password: "hunter2" });
  const shown = inspect(client, { depth: 10, showHidden: true });
  for (const secret of [API.apiHash, "123456:ABC", "456-7890", "hunter2"]) t.false(shown.includes(secret), shown);
});
