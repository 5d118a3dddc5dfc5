// Every way a call can end, once where it may have run and once where it has not: each error says which.
import test, { type ExecutionContext } from "ava";
import { CallLostError, ConnectionError, HeliogramError, RpcError, SessionDeadError, TimeoutError, TransportError, type Client, type InvokeOptions } from "../../ts/index.js";
import { DEMO, type TestServer } from "../../ts/testing/index.js";
import type { CallAction } from "../../ts/testing/faults/Fault.js";
import { createClient, demoPerson, startServer } from "../helpers/clientHarness.js";
import { until } from "../helpers/runProgram.js";

const SEND = "messages.sendMessage";

interface Online {
  readonly server: TestServer;
  readonly client: Client;
  /** Makes a call with a side effect; gives its end. */
  send(options?: InvokeOptions): Promise<unknown>;
  /** The same, and waits until it has met the fault. */
  sent(action: CallAction, options?: InvokeOptions): Promise<{ readonly end: Promise<unknown> }>;
  /** How many of the calls were carried out. */
  ran(): number;
}

async function online(t: ExecutionContext): Promise<Online> {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const client = createClient(t, server, { prompter: demoPerson() });
  await client.start();
  let lastId = 0n;
  const send = (options: InvokeOptions = {}): Promise<unknown> => {
    const randomId = ++lastId;
    return client.invoke({ _: SEND, peer: { _: "inputPeerSelf" }, message: "hello", randomId }, options).then(
      () => "answered",
      (error: unknown) => error,
    );
  };
  return {
    server,
    client,
    send,
    async sent(action, options) {
      const fault = server.faults.add({ kind: "call", method: SEND, action });
      const end = send(options);
      await until(() => fault.hits === 1);
      return { end };
    },
    ran: () => server.world.rpc.calls.filter(({ method, error }) => method === SEND && error === null).length,
  };
}

/** The error is of this class, and says that. */
function says(t: ExecutionContext, error: unknown, Class: abstract new (...args: never[]) => HeliogramError, mayHaveRun: boolean): void {
  t.true(error instanceof Class, String(error));
  t.is(error instanceof HeliogramError ? error.mayHaveRun : undefined, mayHaveRun, String(error));
}

for (const end of ["stop", "disconnect"] as const) {
  test(`${end}() ends the calls under way, each by an error of its own`, async (t) => {
    const { client, send, sent, ran } = await online(t);
    const lost = await sent("loseAnswer");
    const unsent = [send(), send()];
    const left = client[end]();
    says(t, await lost.end, ConnectionError, true);
    for (const error of await Promise.all(unsent)) says(t, error, ConnectionError, false);
    await left;
    t.is(ran(), 1);
    const late = await send();
    t.is(late instanceof HeliogramError && late.mayHaveRun, false);
  });
}

test("a session that was ended elsewhere ends the calls under way and those to come", async (t) => {
  const { send, sent, ran } = await online(t);
  const lost = await sent("loseAnswer");
  const refused = await sent({ errorCode: 401, text: "SESSION_REVOKED" });
  says(t, await refused.end, SessionDeadError, false);
  says(t, await lost.end, SessionDeadError, true);
  t.not(await lost.end, await refused.end);
  t.like(await lost.end, { name: "SessionDeadError", code: 401, text: "SESSION_REVOKED", reason: "revoked", message: ((await refused.end) as Error).message });
  says(t, await send(), SessionDeadError, false);
  t.is(ran(), 1);
});

test("a key that the server does not know any more ends the calls under way and those that cannot leave", async (t) => {
  const { server, client, send, sent, ran } = await online(t);
  const lost = await sent("loseAnswer");
  server.forgetKeys();
  client.reconnect();
  says(t, await lost.end, TransportError, true);
  says(t, await send(), TransportError, false);
  t.is(ran(), 1);
});

test("the signal of a caller ends a call with its reason, and onAborted says what became of the call", async (t) => {
  const { send, sent, ran } = await online(t);
  const fates: boolean[] = [];
  const reason = new Error("changed my mind");
  const controller = new AbortController();
  const options = { signal: controller.signal, onAborted: (mayHaveRun: boolean) => void fates.push(mayHaveRun) };
  const lost = await sent("loseAnswer", options);
  const unsent = send(options);
  controller.abort(reason);
  t.is(await lost.end, reason);
  t.is(await unsent, reason);
  t.is(await send(options), reason);
  t.is(fates.length, 3);
  t.is(fates.filter(Boolean).length, 1);
  t.is(ran(), 1);
});

test("what onAborted throws is what the call ends with, and calls that are answered never call it", async (t) => {
  const { send } = await online(t);
  const onAborted = (): void => {
    throw new TypeError("from the caller");
  };
  t.is(await send({ signal: new AbortController().signal, onAborted }), "answered");
  t.true((await send({ signal: AbortSignal.abort(), onAborted })) instanceof TypeError);
});

test("a timeout in a flood wait ends a call that has not run; in flight it may have", async (t) => {
  const { send, sent, ran } = await online(t);
  const lost = await sent("loseAnswer", { timeout: 0.3 });
  says(t, await lost.end, TimeoutError, true);
  const flood = await sent({ errorCode: 420, text: "FLOOD_WAIT_9" }, { timeout: 3 });
  says(t, await flood.end, TimeoutError, false);
  // The next one knows of the wait, and is not sent at all.
  const known = await send({ timeout: 0.1 });
  says(t, known, TimeoutError, false);
  t.regex(String(known), /; it was not carried out/);
  t.is(ran(), 1);
});

test("a timeout between two attempts counts the one that failed inside Telegram", async (t) => {
  const { sent } = await online(t);
  const { end } = await sent({ errorCode: 500, text: "INTERNAL" }, { timeout: 0.5 });
  says(t, await end, TimeoutError, true);
});

test("a timeout without a connection ends a call that never left, and one that was under way when it broke", async (t) => {
  const { server, client, send, sent, ran } = await online(t);
  const lost = await sent("loseAnswer", { timeout: 0.5 });
  await server.stopDc(2);
  await until(() => client.connectionState !== "connected");
  says(t, await send({ timeout: 0.1 }), TimeoutError, false);
  says(t, await lost.end, TimeoutError, true);
  t.is(ran(), 1);
});

test("a timeout is told the truth although a middleware keeps the signal from the call", async (t) => {
  const { client, sent } = await online(t);
  client.use((call, next) => next({ ...call, signal: undefined }));
  const { end } = await sent("loseAnswer", { timeout: 0.1 });
  says(t, await end, TimeoutError, true);
});

test("a session that the server destroyed ends calls that must not run twice, if they may have run", async (t) => {
  const { server, client, send, sent, ran } = await online(t);
  const lost = await sent("loseAnswer", { once: true });
  await server.stopDc(2);
  await until(() => client.connectionState !== "connected");
  const unsent = send({ once: true });
  server.forgetSessions();
  await server.startDc(2);
  says(t, await lost.end, CallLostError, true);
  t.is(await unsent, "answered");
  t.is(ran(), 2);
});

test("a lost temporary key ends calls that must not run twice, if they may have run", async (t) => {
  const { server, client, sent } = await online(t);
  const { end } = await sent("loseAnswer", { once: true });
  server.forgetKeys("temporary");
  client.reconnect();
  says(t, await end, CallLostError, true);
});

test("a call that is refused unread again and again has not run; one that is too old to tell may have", async (t) => {
  for (const [code, mayHaveRun] of [[16, false], [20, true]] as const) {
    const { server, send, ran } = await online(t);
    server.faults.add({ kind: "badMessage", code, times: Infinity });
    says(t, await send(), CallLostError, mayHaveRun);
    t.is(ran(), 0);
  }
});

test("a refusal says that the call has not run, unless an earlier attempt may have", async (t) => {
  const { server, client, send, sent, ran } = await online(t);
  says(t, await (await sent({ errorCode: 400, text: "MESSAGE_EMPTY" })).end, RpcError, false);
  says(t, await (await sent({ errorCode: 500, text: "HISTORY_GET_FAILED" })).end, RpcError, true);
  // The second attempt finds out that the first was carried out.
  const twice = await sent("loseAnswer");
  server.forgetSessions();
  client.reconnect();
  const duplicate = await twice.end;
  says(t, duplicate, RpcError, true);
  t.is(duplicate instanceof RpcError && duplicate.text, "RANDOM_ID_DUPLICATE");
  t.is(ran(), 1);

  const seen: unknown[] = [];
  client.use(async (call, next) => {
    try {
      return await next(call);
    } catch (error) {
      seen.push(error instanceof HeliogramError && error.mayHaveRun);
      throw error;
    }
  });
  const retried = await sent({ errorCode: 500, text: "INTERNAL" });
  server.faults.add({ kind: "call", method: SEND, action: { errorCode: 400, text: "MESSAGE_EMPTY" } });
  const error = await retried.end;
  says(t, error, RpcError, true);
  t.is(error instanceof RpcError && error.code, 400);
  says(t, await (await sent({ errorCode: 420, text: "FLOOD_WAIT_86400" })).end, RpcError, false);
  says(t, await send(), RpcError, false);
  t.deepEqual(seen, [true, false, false]);
});

test("a request that does not fit the schema is a TypeError, and one without a client says that it was not sent", async (t) => {
  const { client } = await online(t);
  // @ts-expect-error a caller from JavaScript
  await t.throwsAsync(client.invoke({ _: "help.getNearestDc" }, { onAborted: 5 }), { instanceOf: TypeError, message: /onAborted/ });
  await client.stop();
  says(t, await client.invoke({ _: "help.getNearestDc" }).catch((error: unknown) => error), HeliogramError, false);
});
