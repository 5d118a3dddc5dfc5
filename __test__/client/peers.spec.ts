import test from "ava";

import { ClientStateError, RpcError, UnknownPeerError } from "../../ts/index.js";
import { DEMO } from "../../ts/testing/index.js";
import { createClient, demoPerson, startServer, workdir } from "../helpers/clientHarness.js";

test("resolves a username once, and knows its access hash after a restart", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Demo" });
  const other = server.addUser({ phone: "+44 20 7946 0000", firstName: "Anna", username: "anna_anna" });
  const folder = workdir(t);
  const first = createClient(t, server, { workdir: folder, prompter: demoPerson() });
  await first.start();
  const peer = await first.resolvePeer("@Anna_Anna");
  t.like(peer, { _: "inputPeerUser", userId: Number(other.id) });
  t.deepEqual(await first.resolvePeer(other.id), peer);
  await first.stop();

  const second = createClient(t, server, { workdir: folder });
  await second.start();
  t.deepEqual(await second.resolvePeer(other.id), peer);
  t.deepEqual(await second.resolvePeer("t.me/anna_anna"), peer);
  t.deepEqual(await second.invoke({ _: "users.getUsers", id: [{ _: "inputUserSelf" }] }).then(([me]) => me?._), "user");
});

test("what a call answers is known afterwards", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Demo" });
  const other = server.addUser({ phone: "+44 20 7946 0000", firstName: "Anna", username: "anna_anna" });
  const client = createClient(t, server, { prompter: demoPerson() });
  await client.start();
  await t.throwsAsync(client.resolvePeer(other.id), { instanceOf: UnknownPeerError });
  await client.invoke({ _: "contacts.search", q: "anna", limit: 5 });
  t.like(await client.resolvePeer(other.id), { _: "inputPeerUser", userId: Number(other.id) });
  t.deepEqual(await client.resolvePeer("me"), { _: "inputPeerSelf" });
});

test("a name that Telegram does not know is told as such, and a wrong call needs a connection", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Demo" });
  const client = createClient(t, server, { prompter: demoPerson() });
  await t.throwsAsync(client.resolvePeer("me"), { instanceOf: ClientStateError });
  await client.start();
  await t.throwsAsync(client.resolvePeer("nobody_here"), { instanceOf: UnknownPeerError, message: /@nobody_here/ });
  await t.throwsAsync(client.resolvePeer(-1_000_000_000_042), { instanceOf: UnknownPeerError });
  await t.throwsAsync(client.resolveLink("t.me/nobody_here/5"), { instanceOf: UnknownPeerError });
  t.deepEqual(await client.resolveLink("t.me/addlist/abc"), { kind: "folder", slug: "abc" });
  await t.throwsAsync(client.invoke({ _: "messages.getChats", id: [1] }), { instanceOf: RpcError });
});
