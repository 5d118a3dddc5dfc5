import { ExitStatus, type Command } from "./Command.js";
import { onlyName, parseSessionArguments, SESSION_OPTIONS_HELP } from "./clientArguments.js";
import { printUser } from "./printUser.js";

export const login: Command = {
  name: "login",
  summary: "sign in and keep the session in NAME.session",
  help: `heliogram login NAME [options]

Signs in as a person (asks for phone number and code) or as a bot, and keeps the session in NAME.session.
A session that is signed in already is left as it is.

  --phone NUMBER        do not ask for the phone number
  --code CODE           do not ask for the code
  --password TEXT       do not ask for the two-step password
  --bot-token TOKEN     sign in as a bot
${SESSION_OPTIONS_HELP}`,
  async run(args) {
    const { positionals, values, json, createClient } = parseSessionArguments(args, {
      phone: { type: "string" },
      code: { type: "string" },
      password: { type: "string" },
      "bot-token": { type: "string" },
    });
    const given = (name: string): string | undefined => (typeof values[name] === "string" ? values[name] : undefined);
    const client = createClient(onlyName(positionals), {
      phoneNumber: given("phone"),
      phoneCode: given("code"),
      password: given("password"),
      botToken: given("bot-token"),
      noUpdates: true,
    });
    await client.start();
    try {
      printUser(await client.getMe(), json);
    } finally {
      await client.stop();
    }
    return ExitStatus.ok;
  },
};
