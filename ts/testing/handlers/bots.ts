import { RpcFault } from "../session/RpcService.js";
import { scopeKey } from "./botInfo.js";
import { child, children, optional, text } from "./fields.js";
import { atHome, botsOnly, type HandlerTable, type SignedInCall } from "./Handler.js";
import { findUser, requireInput, requireUserInput } from "./peers.js";

/** Most commands of one list. */
const MAX_COMMANDS = 100;
/** What a command looks like. */
const COMMAND = /^[a-z0-9_]{1,32}$/;

/** bots.*: what a bot sets about itself. */
export const botHandlers: HandlerTable = {
  "bots.setBotCommands": botsOnly((call) => {
    const commands = children(call.request, "commands");
    if (commands.length > MAX_COMMANDS) {
      throw new RpcFault(400, "BOT_COMMANDS_TOO_MUCH");
    }
    for (const command of commands) {
      if (!COMMAND.test(text(command, "command"))) {
        throw new RpcFault(400, "BOT_COMMAND_INVALID");
      }
      const description = text(command, "description");
      if (description === "" || description.length > 256) {
        throw new RpcFault(400, "BOT_COMMAND_DESCRIPTION_INVALID");
      }
    }
    const { botProfile } = call.account;
    botProfile.commands.set(scopeOf(call), commands);
    botProfile.version++;
    return true;
  }),
  "bots.resetBotCommands": botsOnly((call) => {
    call.account.botProfile.commands.delete(scopeOf(call));
    call.account.botProfile.version++;
    return true;
  }),
  "bots.getBotCommands": botsOnly((call) => [...(call.account.botProfile.commands.get(scopeOf(call)) ?? [])]),
  "bots.setBotMenuButton": botsOnly((call) => {
    const { menuButtons } = call.account.botProfile;
    const button = child(call.request, "button");
    if (button._ === "botMenuButton" && (text(button, "text") === "" || !text(button, "url").startsWith("https://"))) {
      throw new RpcFault(400, text(button, "text") === "" ? "BUTTON_TEXT_INVALID" : "BUTTON_URL_INVALID");
    }
    menuButtons.set(menuUser(call), button);
    return true;
  }),
  "bots.getBotMenuButton": botsOnly((call) => {
    const { menuButtons } = call.account.botProfile;
    return menuButtons.get(menuUser(call)) ?? menuButtons.get(null) ?? { _: "botMenuButtonDefault" };
  }),
  "bots.setBotInfo": atHome((call) => {
    const { request } = call;
    const bot = botOf(call);
    bot.firstName = optional(request, "name", text) ?? bot.firstName;
    bot.about = optional(request, "about", text) ?? bot.about;
    bot.botProfile.description = optional(request, "description", text) ?? bot.botProfile.description;
    bot.botProfile.version++;
    return true;
  }),
  "bots.getBotInfo": atHome((call) => {
    const bot = botOf(call);
    return { _: "bots.botInfo", name: bot.firstName, about: bot.about, description: bot.botProfile.description };
  }),
  "bots.setBotGroupDefaultAdminRights": botsOnly(() => true),
  "bots.setBotBroadcastDefaultAdminRights": botsOnly(() => true),
};

function botOf(call: SignedInCall): SignedInCall["account"] {
  const input = call.request["bot"];
  const bot = input === undefined ? call.account : findUser(call, child(call.request, "bot"));
  if (bot === null || !bot.isBot || (input !== undefined && bot !== call.account)) {
    throw new RpcFault(400, "BOT_INVALID");
  }
  return bot;
}

/** Null stands for everybody. */
function menuUser(call: SignedInCall): bigint | null {
  const input = child(call.request, "userId");
  return input._ === "inputUserEmpty" ? null : requireUserInput(call, input).id;
}

function scopeOf(call: SignedInCall): string {
  const scope = child(call.request, "scope");
  const language = text(call.request, "langCode");
  if (language !== "" && !/^[a-z]{2}$/.test(language)) {
    throw new RpcFault(400, "LANG_CODE_INVALID");
  }
  const ids: bigint[] = [];
  if (scope["peer"] !== undefined) {
    ids.push(requireInput(call, child(scope, "peer")).markedId);
  }
  if (scope["userId"] !== undefined) {
    ids.push(requireUserInput(call, child(scope, "userId")).id);
  }
  return scopeKey(scope._, language, ...ids);
}

