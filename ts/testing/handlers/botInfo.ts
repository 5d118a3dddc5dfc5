import type { TlObject } from "../codec/index.js";
import type { Account } from "../world/Account.js";

/** Key under which a list of commands is kept: scope and language. */
export function scopeKey(name: string, languageCode: string, ...ids: readonly bigint[]): string {
  return [name, languageCode, ...ids].join(" ");
}

/** botInfo, as somebody sees it in the private chat; without a viewer, as groups do. */
export function botInfoView(bot: Account, viewerId: bigint | null): TlObject {
  const { commands, menuButtons, description } = bot.botProfile;
  const scopes =
    viewerId === null
      ? [scopeKey("botCommandScopeChats", ""), scopeKey("botCommandScopeDefault", "")]
      : [scopeKey("botCommandScopePeer", "", viewerId), scopeKey("botCommandScopeUsers", ""), scopeKey("botCommandScopeDefault", "")];
  const menuButton = (viewerId === null ? undefined : menuButtons.get(viewerId)) ?? menuButtons.get(null) ?? { _: "botMenuButtonDefault" };
  return {
    _: "botInfo",
    userId: bot.id,
    description: description || bot.about,
    commands: scopes.map((key) => commands.get(key)).find((list) => list !== undefined) ?? [],
    menuButton,
  };
}
