import { TestServer, type TestServerOptions } from "../../ts/testing/index.js";
import { createWorld, DEMO, type Account, type World, type WorldOptions } from "../../ts/testing/world/index.js";
import { schemaText } from "./schemaText.js";

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
export async function startTelegram(
  options: Partial<TestServerOptions> = {},
  worldOptions: Partial<WorldOptions> = {},
): Promise<Telegram> {
  const errors: unknown[] = [];
  let world: World | undefined;
  const server = await TestServer.start({
    ...options,
    service: ({ dcOptions, testMode, clock }) => {
      world = createWorld({
        schemaText: schemaText(),
        dcs: dcOptions,
        testMode,
        now: () => clock.nowMs(),
        onError: (error) => errors.push(error),
        ...worldOptions,
      });
      return world;
    },
  });
  if (world === undefined) {
    throw new Error("the server started without its service");
  }
  const demo = world.addUser({ phone: DEMO.phone, firstName: "Demo", lastName: "Person", username: "demo_person" });
  const careful = world.addUser({ phone: CAREFUL.phone, firstName: "Careful", username: "careful", password: CAREFUL.password });
  const bot = world.addBot({ token: DEMO.botToken, username: "demo_bot", firstName: "Demo bot" });
  return { server, world, demo, careful, bot, errors, [Symbol.asyncDispose]: () => server.stop() };
}
