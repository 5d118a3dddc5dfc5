import { createWorld, DEMO, type Person, type World, type WorldOptions } from "../../ts/testing/world/index.js";
import { schemaText } from "../../ts/tl/generated/schemaText.js";

/** A world whose clock a test can move. */
export interface TestWorld {
  readonly world: World;
  /** Lets time pass. */
  readonly pass: (seconds: number) => void;
  /** The demo's person, on DC 2. */
  readonly demo: Person;
}

/** A world with the demo's person and bot. */
export function testWorld(options: Partial<WorldOptions> = {}): TestWorld {
  let nowMs = 1_700_000_000_000;
  const world = createWorld({ schemaText, now: () => nowMs, onError: rethrow, ...options });
  const demo = world.addUser({ phone: DEMO.phone, firstName: "Demo", lastName: "Person", username: "demo_person" });
  world.addBot({ token: DEMO.botToken, username: "demo_bot", firstName: "Demo bot" });
  return { world, demo, pass: (seconds) => (nowMs += seconds * 1000) };
}

/** An error inside the world is a bug: the test that caused it fails with it. */
function rethrow(error: unknown): never {
  throw error;
}
