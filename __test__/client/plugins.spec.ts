import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import type { PluginOptions } from "../../ts/index.js";
import { DEMO } from "../../ts/testing/index.js";
import { createClient, demoPerson, startServer } from "../helpers/clientHarness.js";
import { HandlerProbe } from "../helpers/HandlerProbe.js";

const LIBRARY = new URL("../../ts/index.js", import.meta.url).href;

/** A folder of plugins; each handler puts its name into the global list of the test. */
function folder(t: ExecutionContext, files: Readonly<Record<string, readonly string[]>>): { readonly root: string; readonly seen: string[]; write(path: string, names: readonly string[]): void } {
  const root = mkdtempSync(join(tmpdir(), "heliogram-plugins-"));
  const key = `seen of ${root}`;
  const seen: string[] = [];
  Reflect.set(globalThis, key, seen);
  t.teardown(() => {
    rmSync(root, { recursive: true });
    Reflect.deleteProperty(globalThis, key);
  });
  const write = (path: string, names: readonly string[]): void => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    const lines = names.map((name, index) => `export const ${name} = new MessageHandler(() => { globalThis[${JSON.stringify(key)}].push("${path} ${name}"); }, null, { group: ${index} });`);
    writeFileSync(join(root, path), [`import { MessageHandler } from ${JSON.stringify(LIBRARY)};`, ...lines, "export const helper = 5;"].join("\n"));
  };
  for (const [path, names] of Object.entries(files)) write(path, names);
  return { root, seen, write };
}

test("all modules below the folder are plugins, their handlers in the order in which they stand", async (t) => {
  const { root, seen } = folder(t, { "b.mjs": ["one"], "a/x.mjs": ["zeta", "alpha"] });
  const client = new HandlerProbe();
  const plugins = await client.addPlugins({ root });
  t.deepEqual(plugins.names, ["a/x zeta", "a/x alpha", "b one"]);
  await client.say("hi");
  t.deepEqual(seen, ["a/x.mjs zeta", "a/x.mjs alpha"]);
});

test("include and exclude name modules and exports", async (t) => {
  const { root } = folder(t, { "b.mjs": ["one", "two"], "a/x.mjs": ["three"], "c.mjs": ["four"] });
  const client = new HandlerProbe();
  t.deepEqual((await client.addPlugins({ root, include: ["b two", "a.x"] })).names, ["b two", "a/x three"]);
  t.deepEqual((await client.addPlugins({ root, exclude: ["b one", "a/x"] })).names, ["b two", "c four"]);
  t.deepEqual((await client.addPlugins({ root, enabled: false })).names, []);
});

test("a plugin is removed, and read again when it is added again", async (t) => {
  const { root, seen, write } = folder(t, { "b.mjs": ["one"] });
  const client = new HandlerProbe();
  const plugins = await client.addPlugins({ root });
  t.true(plugins.remove("b"));
  t.false(plugins.remove("b"));
  await client.say("hi");
  t.deepEqual(seen, []);
  write("b.mjs", ["other"]);
  await plugins.add("b");
  await client.say("hi");
  t.deepEqual(seen, ["b.mjs other"]);
  await plugins.add("b");
  await client.say("hi");
  t.deepEqual(seen, ["b.mjs other", "b.mjs other"]);
  plugins.removeAll();
  t.deepEqual(plugins.names, []);
});

test("when one plugin cannot be added none is", async (t) => {
  const { root, seen } = folder(t, { "a.mjs": ["one"] });
  writeFileSync(join(root, "b.mjs"), "throw new Error('broken plugin');");
  const client = new HandlerProbe();
  await t.throwsAsync(client.addPlugins({ root }), { message: "broken plugin" });
  await client.say("hi");
  t.deepEqual(seen, []);
});

const WRONG: readonly (readonly [string, unknown, RegExp])[] = [
  ["null", null, /plugins must be an object/],
  ["no root", {}, /plugins.root must be the path/],
  ["include as text", { root: ".", include: "a" }, /plugins.include must be an array/],
  ["enabled as text", { root: ".", enabled: "no" }, /plugins.enabled must be a boolean/],
  ["a module above the root", { root: ".", include: ["../a"] }, /names no module below the root/],
  ["a number as module", { root: ".", include: [5] }, /named by strings/],
  ["a module that does not exist", { root: "scripts", include: ["nowhere"] }, /there is no plugin nowhere/],
  ["a folder that does not exist", { root: "no/such/folder" }, /ENOENT/],
];
for (const [what, options, message] of WRONG) {
  test(`plugins refuse ${what}`, async (t) => {
    await t.throwsAsync(async () => new HandlerProbe().addPlugins(options as PluginOptions), { message });
  });
}

test("an export that is no handler is no plugin", async (t) => {
  const { root } = folder(t, { "a.mjs": ["one"] });
  await t.throwsAsync(new HandlerProbe().addPlugins({ root, include: ["a helper"] }), { instanceOf: RangeError, message: /plugin a exports no handler helper/ });
});

test("the plugins of a client are added at its first start, and stay over a restart", async (t) => {
  const { root, seen } = folder(t, { "echo.mjs": ["echo"] });
  const server = await startServer(t);
  const ada = server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const friend = server.addUser({ phone: "+1-123-456-7891", firstName: "Friend" });
  const client = createClient(t, server, { prompter: demoPerson(), plugins: { root } });
  t.is(client.plugins, null);
  await client.start();
  await client.restart();
  t.deepEqual(client.plugins?.names, ["echo echo"]);
  const heard = new Promise<void>((resolve) => client.onMessage(() => resolve(), { group: 1 }));
  server.world.sendMessage(friend, ada, "hello");
  await heard;
  t.deepEqual(seen, ["echo.mjs echo"]);
});
