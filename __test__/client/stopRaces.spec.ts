import test from "ava";
import { Client } from "../../ts/index.js";
import { DEMO } from "../../ts/testing/index.js";
import { access, startServer } from "../helpers/clientHarness.js";

test("a client that is stopped at any moment of its start leaves no socket behind", async (t) => {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  for (let delayMs = 0; delayMs <= 80; delayMs += 2) {
    const client = new Client("my_account", access(server, { phoneNumber: DEMO.phone, phoneCode: DEMO.code }));
    const starting = client.start().catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    await client.stop();
    await starting;
    await client.stop();
    t.false(client.isConnected, `stopped after ${delayMs} ms`);
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  t.is(server.stats().openSockets, 0);
});
