import type { tl } from "../../tl/index.js";
import { TlError } from "../../errors/index.js";
import { Chat } from "../../types/index.js";
import type { MethodClient } from "../MethodClient.js";

/** The chat that a call has made or changed. @throws TlError when its answer names none */
export function chatIn(client: MethodClient, updates: tl.Updates): Chat {
  const chats = "chats" in updates ? updates.chats : [];
  const chat = chats.find((candidate) => candidate._ !== "chatEmpty");
  if (chat === undefined) throw new TlError(`the answer names no chat: ${updates._}`);
  return new Chat(chat, client.objects);
}
