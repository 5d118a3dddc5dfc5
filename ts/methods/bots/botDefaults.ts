import type { PeerLike } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import { ChatPrivileges, MenuButtonDefault, readMenuButton, readPrivileges, writeMenuButton, type MenuButton } from "../../types/index.js";
import { adminRights } from "../chats/rights.js";
import type { MethodClient } from "../MethodClient.js";

export interface SetChatMenuButtonOptions {
  /** A private chat. @default all that have no button of their own */
  readonly chatId?: PeerLike | undefined;
  /** @default what the bot has elsewhere */
  readonly menuButton?: MenuButton | undefined;
}

/** Chooses the button beside the input field of a chat with the bot. Bots only. @throws {RpcError} BUTTON_TEXT_INVALID, BUTTON_URL_INVALID … */
export async function setChatMenuButton(
  client: MethodClient,
  { chatId, menuButton = new MenuButtonDefault() }: SetChatMenuButtonOptions = {},
): Promise<void> {
  await client.invoke({ _: "bots.setBotMenuButton", userId: await userOf(client, chatId), button: writeMenuButton(menuButton) });
}

/** The button beside the input field of a chat with the bot. Bots only. */
export async function getChatMenuButton(client: MethodClient, { chatId }: Pick<SetChatMenuButtonOptions, "chatId"> = {}): Promise<MenuButton> {
  return readMenuButton(await client.invoke({ _: "bots.getBotMenuButton", userId: await userOf(client, chatId) }));
}

export interface SetBotDefaultPrivilegesOptions {
  /** Without it the suggestion goes. */
  readonly privileges?: ChatPrivileges | undefined;
  /** For channels instead of groups. @default false */
  readonly forChannels?: boolean | undefined;
}

/** Sets which rights apps suggest when somebody makes the bot an administrator. Bots only. @throws {RpcError} RIGHTS_NOT_MODIFIED … */
export async function setBotDefaultPrivileges(
  client: MethodClient,
  { privileges = new ChatPrivileges({}), forChannels }: SetBotDefaultPrivilegesOptions = {},
): Promise<void> {
  const rights = adminRights(privileges);
  if (forChannels === true) await client.invoke({ _: "bots.setBotBroadcastDefaultAdminRights", adminRights: rights });
  else await client.invoke({ _: "bots.setBotGroupDefaultAdminRights", adminRights: rights });
}

/** Which rights apps suggest when somebody makes the bot an administrator; null when none are set. Bots only. */
export async function getBotDefaultPrivileges(
  client: MethodClient,
  { forChannels }: Pick<SetBotDefaultPrivilegesOptions, "forChannels"> = {},
): Promise<ChatPrivileges | null> {
  const { fullUser } = await client.invoke({ _: "users.getFullUser", id: { _: "inputUserSelf" } });
  const rights = forChannels === true ? fullUser.botBroadcastAdminRights : fullUser.botGroupAdminRights;
  return rights === undefined ? null : readPrivileges(rights);
}

/** No chat: everybody who has no button of their own. */
async function userOf(client: MethodClient, chatId: PeerLike | undefined): Promise<tl.InputUser> {
  return chatId === undefined ? { _: "inputUserEmpty" } : client.resolveUser(chatId, "chatId");
}
