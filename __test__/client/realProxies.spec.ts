import test, { type ExecutionContext } from "ava";
import { ProxyError, type ProxyProblem, type ProxyServerOptions } from "../../ts/index.js";
import { DEMO } from "../../ts/testing/index.js";
import { createClient, demoPerson, startServer } from "../helpers/clientHarness.js";
import { loginOf, missingProxy, startProxy, type ProxyProgram, type RealProxy } from "../helpers/proxies/realProxy.js";

const PROGRAMS: readonly ProxyProgram[] = ["microsocks", "dante", "tinyproxy", "squid"];

for (const program of PROGRAMS) {
  for (const wantsLogin of [false, true]) {
    const missing = missingProxy(program, { wantsLogin });
    const name = `${program}${wantsLogin ? " with a password" : ""}`;
    if (missing !== null) {
      test(`${name} cannot run here: nothing goes through it`, (t) => (t.log(missing), t.pass()));
      continue;
    }

    test.serial(`a person signs in through ${name}, and is back after the proxy was`, async (t) => {
      const server = await startServer(t);
      server.addUser({ phone: DEMO.phone, firstName: "Ada" });
      const proxy = await startProxy(t, program, { wantsLogin });
      const client = createClient(t, server, { prompter: demoPerson(), proxy: optionOf(proxy, wantsLogin ? loginOf(program) : {}) });
      await client.start();
      t.is(client.me?.firstName, "Ada");
      await proxy.stop();
      const call = client.invoke({ _: "help.getConfig" });
      await proxy.restart();
      t.is((await call)._, "config");
    });

    test.serial(`${name} resolves the names of DCs itself`, async (t) => {
      const server = await startServer(t);
      const proxy = await startProxy(t, program, { wantsLogin });
      const login = wantsLogin ? loginOf(program) : {};
      const dcOptions = server.dcOptions.map((option) => ({ ...option, host: "localhost" }));
      const client = createClient(t, server, { dcOptions, proxy: optionOf(proxy, login) });
      t.false(await client.connect());
    });

    test.serial(`${name} that cannot reach a DC is told from one that is dead`, async (t) => {
      const server = await startServer(t);
      const proxy = await startProxy(t, program, { wantsLogin });
      const dcOptions = server.dcOptions.map((option) => ({ ...option, port: 1 }));
      const client = createClient(t, server, { dcOptions, proxy: optionOf(proxy, wantsLogin ? loginOf(program) : {}) });
      await throwsProxyError(t, client.connect(), "target");
    });

    if (!wantsLogin) continue;
    test.serial(`${name} refuses others, and nobody, at once`, async (t) => {
      const server = await startServer(t);
      const proxy = await startProxy(t, program, { wantsLogin });
      const { username } = loginOf(program);
      for (const login of [{ username, password: "hunter2" }, { username: "nobody", password: "hunter2" }, {}]) {
        const error = await throwsProxyError(t, createClient(t, server, { proxy: optionOf(proxy, login) }).connect(), "credentials");
        t.false(/hunter2|proxytester|nobody/.test(`${error?.stack}`));
      }
    });
  }

  if (missingProxy(program) !== null || program === "microsocks") continue;
  test.serial(`${program} that forbids every connection fails at once`, async (t) => {
    const server = await startServer(t);
    const proxy = await startProxy(t, program, { forbids: true });
    await throwsProxyError(t, createClient(t, server, { proxy: optionOf(proxy) }).connect(), "refused");
  });

  test.serial(`${program} that has ended fails at once`, async (t) => {
    const server = await startServer(t);
    const proxy = await startProxy(t, program);
    await proxy.stop();
    await throwsProxyError(t, createClient(t, server, { proxy: optionOf(proxy) }).connect(), "unreachable");
  });
}

function optionOf({ scheme, port }: RealProxy, login: { username?: string; password?: string } = {}): ProxyServerOptions {
  return { scheme, hostname: "127.0.0.1", port, ...login };
}

async function throwsProxyError(t: ExecutionContext, promise: Promise<unknown>, problem: ProxyProblem): Promise<ProxyError | undefined> {
  const error = await t.throwsAsync<ProxyError>(promise, { instanceOf: ProxyError });
  t.is(error?.problem, problem, error?.message);
  return error;
}
