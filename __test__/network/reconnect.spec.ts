import test, { type ExecutionContext } from "ava";
import { framingOf } from "../../ts/network/index.js";
import { WakeWatch } from "../../ts/network/WakeWatch.js";
import { DEMO, type TestServer } from "../../ts/testing/index.js";
import { dialTcp, type Dial } from "../../ts/transport/index.js";
import { startServer } from "../helpers/clientHarness.js";
import { createNetwork } from "../helpers/createNetwork.js";
import { until } from "../helpers/runProgram.js";

const NEAREST = { _: "help.getNearestDc" } as const;

async function serverWithBot(t: ExecutionContext): Promise<TestServer> {
  const server = await startServer(t);
  server.addBot({ token: DEMO.botToken, username: "demo_bot", firstName: "Demo bot" });
  return server;
}

test("a machine that slept connects anew at once, and a call that was under way is answered", async (t) => {
  const server = await serverWithBot(t);
  let nowMs = 0;
  let look = (): void => t.fail("nobody watches the clock");
  const wakeWatch = new WakeWatch({
    now: () => nowMs,
    every: (_ms, again) => {
      look = again;
      return () => {};
    },
  });
  const network = await createNetwork(t, server, { wakeWatch });
  const before = server.stats().connections;
  const silence = server.faults.add({ kind: "wire", at: "encrypted", action: "silence" });
  const answer = network.invoke(NEAREST);
  await until(() => silence.hits === 1);
  nowMs += 3_600_000;
  look();
  t.like(await answer, { thisDc: 2 });
  t.true(server.stats().connections > before);
});

test("a DC that does not answer is tried with the other framing, and that one is kept", async (t) => {
  const server = await serverWithBot(t);
  const firstBytes: number[] = [];
  const isLost = (): boolean => firstBytes.length <= 2;
  /** What is said on the first two sockets gets lost. */
  const dial: Dial = async (address, options) => {
    const stream = await dialTcp(address, options);
    const write = stream.write.bind(stream);
    stream.write = (bytes) => {
      firstBytes.push(bytes[0] ?? -1);
      stream.write = isLost() ? () => {} : write;
      stream.write(bytes);
    };
    return stream;
  };
  const wrappings = [framingOf("intermediate"), framingOf("abridged")];
  const timeouts = {
    connectMs: 60_000,
    // Only where nothing can come it need not be waited for.
    get exchangeMs() {
      return firstBytes.length < 2 ? 100 : 60_000;
    },
    attempts: 5,
  };
  const network = await createNetwork(t, server, { wrappings, dial, timeouts });
  network.reconnect();
  t.like(await network.invoke(NEAREST), { thisDc: 2 });
  t.deepEqual(firstBytes, [0xee, 0xee, 0xef, 0xef]);
});

test("an answer that is lost on a connection that lives is missed within seconds, and the call runs once", async (t) => {
  const server = await serverWithBot(t);
  const network = await createNetwork(t, server);
  const before = server.stats().connections;
  server.faults.add({ kind: "call", method: NEAREST._, action: "loseAnswer" });
  t.like(await network.invoke(NEAREST), { thisDc: 2 });
  t.is(server.stats().connections, before + 1);
  t.is(server.world.rpc.calls.filter(({ method }) => method === NEAREST._).length, 1);
});
