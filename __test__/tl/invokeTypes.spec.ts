import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import type { RpcErrorName, tl, TlExact, TlObject, TlRequest, TlResult } from "../../ts/tl/index.js";
import type { RpcErrorText } from "../../ts/errors/index.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only when the type is exactly true. */
function holds<T extends true>(value?: T): boolean {
  return value === undefined;
}

/** The signature that Client has; never called for its value. */
function invoke<const R extends TlRequest>(request: TlExact<R>): TlResult<R> {
  return request as TlResult<R>;
}

test("results follow from the call", (t) => {
  const config = invoke({ _: "help.getConfig" });
  const users = invoke({ _: "users.getUsers", id: [{ _: "inputUserSelf" }] });
  const yes = invoke({ _: "account.updateStatus", offline: true });
  const ids = invoke({ _: "contacts.getContactIDs", hash: 0n });
  const updates = invoke({
    _: "messages.sendMessage",
    peer: { _: "inputPeerSelf" },
    message: "",
    randomId: 1n,
    entities: [{ _: "messageEntityBold", offset: 0, length: 1 }],
  });
  t.true(holds<Equal<typeof config, tl.Config>>());
  t.true(holds<Equal<typeof users, tl.User[]>>());
  t.true(holds<Equal<typeof yes, boolean>>());
  t.true(holds<Equal<typeof ids, number[]>>());
  t.true(holds<Equal<typeof updates, tl.Updates>>());
});

test("a wrapper's result is its inner call's", (t) => {
  const dc = invoke({ _: "invokeWithLayer", layer: 1, query: { _: "invokeWithoutUpdates", query: { _: "help.getNearestDc" } } });
  t.true(holds<Equal<typeof dc, tl.NearestDc>>());
});

test("nothing is known about the answer to any call", (t) => {
  t.true(holds<Equal<TlResult<TlRequest>, unknown>>());
  t.true(holds<Equal<TlResult<tl.HelpGetConfigRequest | tl.HelpGetNearestDcRequest>, tl.Config | tl.NearestDc>>());
});

test("fields have their TypeScript types", (t) => {
  t.true(holds<Equal<tl.RawUser["id"], number>>());
  t.true(holds<Equal<tl.RawUser["accessHash"], bigint | undefined>>());
  t.true(holds<Equal<tl.RawUser["bot"], boolean | undefined>>());
  t.true(holds<Equal<tl.RawUpdates["users"], tl.User[]>>());
  t.true(holds<Equal<tl.RawPhotoCachedSize["bytes"], Uint8Array>>());
  t.true(holds<Equal<tl.User, tl.RawUser | tl.RawUserEmpty>>());
  t.true(holds<Equal<Extract<TlObject, { _: "user" }>, tl.RawUser>>());
  t.true(holds<Equal<Extract<RpcErrorName, "FLOOD_WAIT_%d">, "FLOOD_WAIT_%d">>());
  t.true(holds<RpcErrorName extends RpcErrorText ? true : false>());
});

const mistakes: [title: string, call: string, message: RegExp][] = [
  ["a misspelt method", '{ _: "messages.sendMesage" }', /Did you mean '"messages\.sendMessage"'\?/],
  ["a missing field", '{ _: "messages.sendMessage", peer: { _: "inputPeerSelf" }, message: "" }', /Property 'randomId' is missing .* but required in type 'MessagesSendMessageRequest'/s],
  ["a number for a long", '{ _: "messages.sendMessage", peer: { _: "inputPeerSelf" }, message: "", randomId: 1 }', /Type 'number' is not assignable to type 'bigint'/],
  ["a misspelt optional field", '{ _: "messages.sendMessage", peer: { _: "inputPeerSelf" }, message: "", randomId: 1n, silentt: true }', /Type 'true' is not assignable to type 'never'/],
  ["a misspelt constructor", '{ _: "users.getUsers", id: [{ _: "inputUserSlf" }] }', /Did you mean '"inputUserSelf"'\?|'"inputUserSlf"' is not assignable/],
  ["null for an optional field", '{ _: "messages.sendMessage", peer: { _: "inputPeerSelf" }, message: "", randomId: 1n, replyTo: null }', /Type 'null' is not assignable/],
];

test("the compiler explains wrong calls", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "heliogram-types-"));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  // The compiled tests lie in dist/__test__/tl.
  const library = fileURLToPath(new URL("../../ts/tl/index.js", import.meta.url));
  const compiler = fileURLToPath(new URL("../../../node_modules/typescript/bin/tsc", import.meta.url));
  for (const [index, [, call]] of mistakes.entries()) {
    const lines = [
      `import type { TlExact, TlRequest, TlResult } from ${JSON.stringify(library)};`,
      "declare function invoke<const R extends TlRequest>(request: TlExact<R>): Promise<TlResult<R>>;",
      `await invoke(${call});`,
    ];
    writeFileSync(join(folder, `call${index}.mts`), lines.join("\n"));
  }
  const options = { target: "es2022", lib: ["es2023"], module: "nodenext", strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: true, types: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["*.mts"] }));
  let output = "";
  try {
    execFileSync(process.execPath, [compiler, "-p", folder, "--pretty", "false"], { encoding: "utf8", timeout: 60_000 });
  } catch (error) {
    output = String((error as { stdout?: unknown }).stdout);
  }
  const reports = output.split(/^(?=\S*call\d+\.mts\()/m);
  for (const [index, [title, , message]] of mistakes.entries()) {
    const own = reports.filter((report) => report.includes(`call${index}.mts(`)).join("");
    t.regex(own, message, title);
  }
});
