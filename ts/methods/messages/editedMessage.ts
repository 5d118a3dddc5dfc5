import { TlError } from "../../errors/index.js";
import type { tl } from "../../tl/index.js";
import type { Message } from "../../types/index.js";
import type { MethodClient } from "../MethodClient.js";
import { messagesOf } from "./sentMessages.js";

/** The message that a call has changed. @throws TlError when the answer does not hold it */
export function editedMessage(client: MethodClient, updates: tl.Updates, messageId: number): Message {
  const message = messagesOf(client, updates).find(({ id }) => id === messageId);
  if (message === undefined) throw new TlError(`the answer to an edit does not hold the message: ${updates._}`);
  return message;
}
