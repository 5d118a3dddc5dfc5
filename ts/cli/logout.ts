import { ExitStatus, type Command } from "./Command.js";
import { onlyName, parseSessionArguments, SESSION_OPTIONS_HELP } from "./clientArguments.js";
import { toJson } from "./json.js";
import { withSignedIn } from "./signedInClient.js";

export const logout: Command = {
  name: "logout",
  summary: "end the session and delete NAME.session",
  help: `heliogram logout NAME [options]

Tells Telegram to end the session and deletes NAME.session. Exit status 3 when it is not signed in.

${SESSION_OPTIONS_HELP}`,
  async run(args) {
    const { positionals, json, createClient } = parseSessionArguments(args);
    const name = onlyName(positionals);
    await withSignedIn(createClient(name, { noUpdates: true }), (client) => client.logOut());
    console.log(json ? toJson({ loggedOut: name }) : `${name} is logged out`);
    return ExitStatus.ok;
  },
};
