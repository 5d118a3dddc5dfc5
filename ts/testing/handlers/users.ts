import { isObject, type TlObject } from "../codec/index.js";
import type { Account } from "../world/Account.js";
import { userView } from "../world/views.js";
import type { WorldState } from "../world/WorldState.js";
import { botInfoView } from "./botInfo.js";
import { list } from "./fields.js";
import { atHome, type HandlerTable } from "./Handler.js";
import { findUser, requireUser } from "./peers.js";

/** users.*: who somebody is. */
export const userHandlers: HandlerTable = {
  "users.getUsers": atHome((call) =>
    list(call.request, "id")
      .filter(isObject)
      .map((input) => {
        const user = findUser(call, input);
        return user === null
          ? { _: "userEmpty", id: typeof input["userId"] === "bigint" ? input["userId"] : 0n }
          : userView(call.state.accounts, call.account, user);
      }),
  ),
  "users.getFullUser": atHome((call) => {
    const user = requireUser(call);
    return {
      _: "users.userFull",
      fullUser: fullUserView(call.state, call.account, user),
      chats: [],
      users: [userView(call.state.accounts, call.account, user)],
    };
  }),
};

function fullUserView({ chats }: WorldState, viewer: Account, user: Account): TlObject {
  const { groups, channels } = chats.of(user.id);
  const isStranger = viewer !== user && user.kind === "user" && !viewer.contacts.has(user.id);
  return {
    _: "userFull",
    phoneCallsAvailable: user.kind === "user",
    canPinMessage: true,
    videoCallsAvailable: user.kind === "user",
    id: user.id,
    about: user.about === "" ? undefined : user.about,
    settings: { _: "peerSettings", addContact: isStranger, blockContact: isStranger },
    notifySettings: NOTIFY_SETTINGS,
    blocked: viewer.blocked.has(user.id),
    botInfo: user.isBot ? botInfoView(user, viewer.id) : undefined,
    commonChatsCount: viewer === user ? 0 : [...groups, ...channels].filter((chat) => chat.isMember(viewer.id)).length,
  };
}

/** peerNotifySettings of a chat for which nothing was chosen. */
export const NOTIFY_SETTINGS: TlObject = { _: "peerNotifySettings" };
