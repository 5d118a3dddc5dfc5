import type { ExecutionContext } from "ava";
import type { Person, TestServer } from "../../ts/testing/index.js";
import { startServer, workdir } from "./clientHarness.js";
import { runProgram, until, type Program } from "./runProgram.js";

/** An example's bot that runs, and the world that it lives in. */
export interface RunningBot {
  readonly server: TestServer;
  /** The bot's account. */
  readonly bot: Person;
  readonly program: Program;
  /** Puts somebody into the world. */
  readonly person: (firstName: string, more?: { readonly username?: string; readonly about?: string }) => Person;
  /** Ctrl-C; the bot has to end in order, and to have reported nothing. */
  readonly end: () => Promise<void>;
}

export interface RunBotOptions {
  /** Text in the input field of inline queries. */
  readonly inlinePlaceholder?: string;
}

/** Runs a program of examples/bots/ against a server of its own, until it hears updates. */
export async function runBot(t: ExecutionContext, name: string, options: RunBotOptions = {}): Promise<RunningBot> {
  const server = await startServer(t);
  const bot = server.addBot({ token: BOT_TOKEN, username: `${name}_bot`, firstName: name, ...options });
  const access = { dcOptions: server.dcOptions, rsaKeys: server.rsaKeys };
  const program = runProgram(t, `examples/bots/${name}.js`, { cwd: workdir(t), access, input: "" });
  const hears = until(() => server.world.rpc.methods().includes("updates.getState"));
  const reason = await Promise.race([hears, program.ended]);
  if (reason !== undefined) throw new Error(`the bot ended (${reason}):\n${program.output.stderr}`);
  let people = 0;
  return {
    server,
    bot,
    program,
    person: (firstName, more = {}) => server.addUser({ phone: `+1-555-000-${1000 + ++people}`, firstName, ...more }),
    end: async () => {
      program.child.kill("SIGINT");
      t.is(await program.ended, 0, program.output.stderr);
      t.is(program.output.stdout + program.output.stderr, "");
      t.deepEqual(server.stats().failures, []);
    },
  };
}

/** As it stands in the examples; nobody's. */
const BOT_TOKEN = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11";
