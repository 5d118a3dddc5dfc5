import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { StopSignals } from "../client/StopSignals.js";
import { ExitStatus, UsageError, type Command } from "./Command.js";

/** Those of Telegram's production servers. */
const DC_IDS: readonly number[] = [1, 2, 3, 4, 5];

const HELP = `heliogram test-server [options]

Runs a small Telegram on this machine, on loopback only, until SIGINT or SIGTERM. Prints one line of JSON when it
is ready: address, key, and a person and a bot that can sign in.

  --port N              port of the DC (default 0: any free one)
  --dc N                number of that DC, 1 to 5 (default 2)
  --key-out FILE        write the server's public key there (PEM)
  --password TEXT       give the person two-step verification
  --help                this page`;

export const testServer: Command = {
  name: "test-server",
  summary: "run a Telegram in a box, for tests",
  help: HELP,
  async run(args) {
    const { port, dcId, keyOut, password } = parseOptions(args);
    // Loaded here: the other commands have no use for a server.
    const { DEMO, TestServer } = await import("../testing/index.js");
    const stop = new StopSignals();
    try {
      await using server = await TestServer.start({
        port,
        // The first DC gets the port.
        dcs: [dcId, ...DC_IDS.filter((id) => id !== dcId)],
        world: { nearestDc: dcId },
      });
      server.addUser({ phone: DEMO.phone, firstName: "Ada", code: DEMO.code, ...(password === undefined ? {} : { password }) });
      server.addBot({ token: DEMO.botToken, firstName: "Test bot", username: "heliogram_test_bot" });
      const [key = ""] = server.rsaKeys;
      if (keyOut !== undefined) await writeFile(keyOut, key);
      const dc = server.dcOptions.find((option) => option.id === dcId);
      console.log(
        JSON.stringify({
          host: dc?.host,
          port: dc?.port,
          dc: dcId,
          wsPort: server.wsPort,
          publicKey: keyOut ?? key,
          fingerprint: server.fingerprint,
          phone: DEMO.phone,
          code: DEMO.code,
          password: password ?? null,
          botToken: DEMO.botToken,
        }),
      );
      await stop.received;
      return ExitStatus.ok;
    } finally {
      // What waits for a signal would keep a server that failed to start waiting as well.
      stop.release();
    }
  },
};

interface TestServerOptions {
  readonly port: number;
  readonly dcId: number;
  readonly keyOut: string | undefined;
  readonly password: string | undefined;
}

function parseOptions(args: readonly string[]): TestServerOptions {
  let values: { port?: string; dc?: string; "key-out"?: string; password?: string };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string" },
        dc: { type: "string" },
        "key-out": { type: "string" },
        password: { type: "string" },
      },
    }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  if (values.password === "") throw new UsageError("--password must not be empty");
  return {
    port: integer(values.port ?? "0", "--port", 0, 65_535),
    dcId: integer(values.dc ?? "2", "--dc", 1, 5),
    keyOut: values["key-out"],
    password: values.password,
  };
}

function integer(text: string, name: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) throw new UsageError(`${name} must be ${min} to ${max}`);
  return value;
}
