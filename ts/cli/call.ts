import type { TlRequest } from "../index.js";
import { ExitStatus, UsageError, type Command } from "./Command.js";
import { parseSessionArguments, SESSION_OPTIONS_HELP } from "./clientArguments.js";
import { fromJson, toJson } from "./json.js";
import { withSignedIn } from "./signedInClient.js";

export const call: Command = {
  name: "call",
  summary: "make one API call and print its result as JSON",
  help: `heliogram call NAME METHOD [JSON] [options]

Makes one call of Telegram's API with the session NAME and prints the result as JSON. METHOD is a TL name, JSON
an object with its fields in camelCase. 64-bit numbers are written {"$long": "123"}, bytes {"$bytes": "base64"}.

  heliogram call my_account help.getConfig
  heliogram call my_account users.getUsers '{"id": [{"_": "inputUserSelf"}]}'

${SESSION_OPTIONS_HELP}`,
  async run(args) {
    const { positionals, json, createClient } = parseSessionArguments(args);
    const [name, method, fields = "{}", ...rest] = positionals;
    if (name === undefined || method === undefined) throw new UsageError("NAME and METHOD are needed");
    if (rest.length > 0) throw new UsageError(`unexpected argument: ${rest.join(" ")}`);
    const request = readRequest(method, fields);
    const client = createClient(name, { noUpdates: true });
    console.log(toJson(await withSignedIn(client, () => client.invoke(request)), json ? undefined : 2));
    return ExitStatus.ok;
  },
};

function readRequest(method: string, text: string): TlRequest {
  let fields: unknown;
  try {
    fields = fromJson(text);
  } catch (error) {
    throw new UsageError(`the fields are no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) throw new UsageError("the fields must be a JSON object");
  // The codec checks the name and every field before anything is sent.
  return { ...fields, _: method } as TlRequest;
}
