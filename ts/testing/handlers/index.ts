import { accountHandlers } from "./account.js";
import { authCodeHandlers } from "./authCode.js";
import { authPasswordHandlers } from "./authPassword.js";
import { authSignInHandlers } from "./authSignIn.js";
import { authTransferHandlers } from "./authTransfer.js";
import { contactHandlers } from "./contacts.js";
import type { Handler } from "./Handler.js";
import { helpHandlers } from "./help.js";
import { historyHandlers } from "./history.js";
import { langpackHandlers } from "./langpack.js";
import { messageHandlers } from "./messages.js";
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
    contactHandlers,
    helpHandlers,
    historyHandlers,
    langpackHandlers,
    messageHandlers,
    updateHandlers,
    uploadHandlers,
    userHandlers,
  ].flatMap((table) => Object.entries(table)),
);
