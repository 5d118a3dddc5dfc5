import { ExitStatus, type Command } from "./Command.js";
import { onlyName, parseSessionArguments, SESSION_OPTIONS_HELP } from "./clientArguments.js";
import { printUser } from "./printUser.js";
import { withSignedIn } from "./signedInClient.js";

export const whoami: Command = {
  name: "whoami",
  summary: "show who is signed in",
  help: `heliogram whoami NAME [options]

Shows the account that NAME.session is signed in as. Exit status 3 when it is not signed in.

${SESSION_OPTIONS_HELP}`,
  async run(args) {
    const { positionals, json, createClient } = parseSessionArguments(args);
    const client = createClient(onlyName(positionals), { noUpdates: true });
    printUser(await withSignedIn(client, () => client.getMe()), json);
    return ExitStatus.ok;
  },
};
