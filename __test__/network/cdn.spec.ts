import { generateKeyPairSync } from "node:crypto";
import test, { type ExecutionContext } from "ava";
import { ConnectionError, SecurityError } from "../../ts/index.js";
import { DcDirectory, type Network } from "../../ts/network/index.js";
import { DEMO, type TestServer } from "../../ts/testing/index.js";
import { startServer } from "../helpers/clientHarness.js";
import { createNetwork } from "../helpers/createNetwork.js";

const NEAREST = { _: "help.getNearestDc" } as const;

/** A key that only the content delivery network has. */
function rsaKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs1", format: "pem" }).toString();
}

/** A server, a DC of the content delivery network beside it, and a signed-in network that knows both. */
async function withCdn(t: ExecutionContext, tells: "its key" | "another key" | "no key"): Promise<{ cdn: TestServer; server: TestServer; network: Network }> {
  const cdn = await startServer(t, { dcs: [203], rsaKey: rsaKey() });
  const cdnKeys = tells === "no key" ? [] : cdn.rsaKeys.map((publicKey) => ({ dcId: 203, publicKey }));
  const server = await startServer(t, { world: { cdnKeys } });
  const other = await startServer(t, { dcs: [203], rsaKey: rsaKey() });
  server.addBot({ token: DEMO.botToken, username: "demo_bot", firstName: "Demo bot" });
  const reached = tells === "another key" ? other : cdn;
  const explicit = [...server.dcOptions, { id: 203, host: "127.0.0.1", port: reached.port, cdn: true }];
  const directory = new DcDirectory({ explicit, builtIn: [], family: "auto", obfuscated: true });
  return { cdn, server, network: await createNetwork(t, server, { directory, tempKeyLifetimeSec: 86_400 }) };
}

test("a CDN DC is reached under the keys that the home DC names, and hears nothing of the account", async (t) => {
  const { cdn, server, network } = await withCdn(t, "its key");
  const pool = network.pool(203, "cdn", 1);
  t.is(((await pool.invoke(NEAREST)) as { thisDc: number }).thisDc, 203);
  await pool.invoke(NEAREST);
  const [first, second] = cdn.world.rpc.calls;
  t.deepEqual(first?.wrappers, ["invokeWithLayer", "initConnection"]);
  t.deepEqual(second?.wrappers, []);
  t.is(first?.userId, null);
  t.like(cdn.stats(), { permanentKeysMade: 1, temporaryKeysMade: 0 });
  t.is(server.world.rpc.methods().filter((method) => method === "help.getCdnConfig").length, 1);
});

test("a CDN DC that has forgotten its key gets another one", async (t) => {
  const { cdn, network } = await withCdn(t, "its key");
  const pool = network.pool(203, "cdn", 1);
  await pool.invoke(NEAREST);
  cdn.forgetKeys();
  await pool.invoke(NEAREST);
  t.is(cdn.stats().permanentKeysMade, 2);
});

test("a CDN DC with another key is refused, and one without any is not asked", async (t) => {
  const foreign = await withCdn(t, "another key");
  await t.throwsAsync(foreign.network.pool(203, "cdn", 1).invoke(NEAREST), { instanceOf: SecurityError });
  const unknown = await withCdn(t, "no key");
  await t.throwsAsync(unknown.network.pool(203, "cdn", 1).invoke(NEAREST), { instanceOf: ConnectionError, message: /203.*no keys/ });
});
