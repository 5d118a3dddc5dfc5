import { DEMO, TestServer, type Account, type TestServerOptions, type World } from "../../ts/testing/index.js";

/** A running server with the demo's person, bot, and a person with a password. */
export interface Telegram extends AsyncDisposable {
  readonly server: TestServer;
  readonly world: World;
  /** Phone and code of the demo. */
  readonly demo: Account;
  /** Two-step verification with `CAREFUL.password`. */
  readonly careful: Account;
  readonly bot: Account;
  /** Errors inside the world. */
  readonly errors: unknown[];
}

/** The person with a password. */
export const CAREFUL = { phone: "+49 170 1234567", password: "correct horse" } as const;

/** Starts a server with a filled world behind it. */
export async function startTelegram(options: TestServerOptions = {}): Promise<Telegram> {
  const errors: unknown[] = [];
  const server = await TestServer.start({ ...options, world: { onError: (error) => errors.push(error), ...options.world } });
  const demo = server.addUser({ phone: DEMO.phone, firstName: "Demo", lastName: "Person", username: "demo_person" });
  const careful = server.addUser({ phone: CAREFUL.phone, firstName: "Careful", username: "careful", password: CAREFUL.password });
  const bot = server.addBot({ token: DEMO.botToken, username: "demo_bot", firstName: "Demo bot" });
  return { server, world: server.world, demo, careful, bot, errors, [Symbol.asyncDispose]: () => server.stop() };
}
