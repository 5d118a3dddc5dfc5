import type { tl } from "../../tl/index.js";
import { BotCommand, BotCommandScopeDefault, writeCommandScope, type BotCommandScope } from "../../types/index.js";
import { checkString } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";

export interface BotCommandsOptions {
  /** For whom and where. @default everywhere where no other list counts */
  readonly scope?: BotCommandScope | undefined;
  /** ISO 639-1 code of the language; "" for people whose language has no list. @default "" */
  readonly languageCode?: string | undefined;
}

/**
 * Sets the list of commands in the bot's menu. Bots only.
 *
 * @throws {TypeError} naming what is wrong
 * @throws {RpcError} BOT_COMMAND_INVALID, BOT_COMMAND_DESCRIPTION_INVALID …
 * @example
 * await setBotCommands(client, [{ command: "start", description: "Begin" }]);
 */
export async function setBotCommands(client: MethodClient, commands: readonly BotCommand[], options: BotCommandsOptions = {}): Promise<void> {
  if (!Array.isArray(commands)) throw new TypeError("commands must be an array");
  const list = commands.map(({ command, description }: BotCommand): tl.BotCommand => {
    checkString(command, "command");
    checkString(description, "description");
    return { _: "botCommand", command: command.replace(/^\//, ""), description };
  });
  await client.invoke({ _: "bots.setBotCommands", ...(await place(client, options)), commands: list });
}

/** The list of commands in the bot's menu. Bots only. */
export async function getBotCommands(client: MethodClient, options: BotCommandsOptions = {}): Promise<BotCommand[]> {
  const commands = await client.invoke({ _: "bots.getBotCommands", ...(await place(client, options)) });
  return commands.map(({ command, description }) => new BotCommand(command, description));
}

/** Takes a list of commands away; a wider one counts then. Bots only. */
export async function deleteBotCommands(client: MethodClient, options: BotCommandsOptions = {}): Promise<void> {
  await client.invoke({ _: "bots.resetBotCommands", ...(await place(client, options)) });
}

async function place(
  client: MethodClient,
  { scope = new BotCommandScopeDefault(), languageCode = "" }: BotCommandsOptions,
): Promise<{ readonly scope: tl.BotCommandScope; readonly langCode: string }> {
  checkString(languageCode, "languageCode");
  const written = await writeCommandScope(scope, {
    resolvePeer: (chat) => client.resolvePeer(chat, "scope.chatId"),
    resolveUser: (user) => client.resolveUser(user, "scope.userId"),
  });
  return { scope: written, langCode: languageCode };
}
