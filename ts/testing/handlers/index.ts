import { accountHandlers } from "./account.js";
import { authCodeHandlers } from "./authCode.js";
import { authPasswordHandlers } from "./authPassword.js";
import { authSignInHandlers } from "./authSignIn.js";
import { authTransferHandlers } from "./authTransfer.js";
import { chatHandlers } from "./chats.js";
import { chatSettingHandlers } from "./chatSettings.js";
import { contactHandlers } from "./contacts.js";
import { dialogHandlers } from "./dialogs.js";
import type { Handler } from "./Handler.js";
import { helpHandlers } from "./help.js";
import { historyHandlers } from "./history.js";
import { langpackHandlers } from "./langpack.js";
import { messageHandlers } from "./messages.js";
import { pinHandlers } from "./pins.js";
import { readingHandlers } from "./reading.js";
import { updateHandlers } from "./updates.js";
import { uploadHandlers } from "./upload.js";
import { userHandlers } from "./users.js";
import { botHandlers } from "./bots.js";
import { botQueryHandlers } from "./botQueries.js";
import { channelHandlers } from "./channels.js";
import { channelMemberHandlers } from "./channelMembers.js";
import { forwardHandlers } from "./forward.js";
import { inviteHandlers } from "./invites.js";
import { migrateHandlers } from "./migrate.js";
import { pollHandlers } from "./polls.js";
import { reactionHandlers } from "./reactions.js";
import { scheduledHandlers } from "./scheduled.js";
import { topicHandlers } from "./topics.js";

/** Every method that the world answers, by TL name. */
export const HANDLERS: ReadonlyMap<string, Handler> = new Map(
  [
    accountHandlers,
    authCodeHandlers,
    authPasswordHandlers,
    authSignInHandlers,
    authTransferHandlers,
    botHandlers,
    botQueryHandlers,
    channelHandlers,
    channelMemberHandlers,
    forwardHandlers,
    inviteHandlers,
    migrateHandlers,
    pollHandlers,
    reactionHandlers,
    scheduledHandlers,
    topicHandlers,
    chatHandlers,
    chatSettingHandlers,
    contactHandlers,
    dialogHandlers,
    helpHandlers,
    historyHandlers,
    langpackHandlers,
    messageHandlers,
    pinHandlers,
    readingHandlers,
    updateHandlers,
    uploadHandlers,
    userHandlers,
  ].flatMap((table) => Object.entries(table)),
);
