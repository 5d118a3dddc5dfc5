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

/** Every method that the world answers, by TL name. */
export const HANDLERS: ReadonlyMap<string, Handler> = new Map(
  [
    accountHandlers,
    authCodeHandlers,
    authPasswordHandlers,
    authSignInHandlers,
    authTransferHandlers,
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
