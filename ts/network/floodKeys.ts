import { createHash } from "node:crypto";
import type { TlRequest } from "../tl/index.js";
import type { Call } from "./pipeline.js";

/** Calls that the slow mode of a chat holds up. */
const SENDING: ReadonlySet<string> = new Set([
  "messages.sendMessage",
  "messages.sendMedia",
  "messages.sendMultiMedia",
  "messages.sendInlineBotResult",
  "messages.forwardMessages",
]);

/** Whom a sign-in is for: its floods are those of that number or bot, not of the session. */
const SIGN_IN_FIELDS = ["phoneNumber", "botAuthToken"] as const;

/** The key of a wait that holds up a method; that of a sign-in goes by whom it is for, which the key does not tell. */
export function methodKey({ method, request }: Pick<Call, "method" | "request">): string {
  const fields: Readonly<Record<string, unknown>> = { ...request };
  const whom = SIGN_IN_FIELDS.map((field) => fields[field]).find((value) => typeof value === "string");
  return whom === undefined ? method : `${method}#${createHash("sha256").update(whom).digest("hex").slice(0, 16)}`;
}

/** The key of the slow mode that holds up a call; null for calls to no chat, or that no slow mode holds up. */
export function slowModeKey({ method, request }: Pick<Call, "method" | "request">): string | null {
  if (!SENDING.has(method)) return null;
  const id = peerId(request);
  return id === null ? null : `slow mode ${id}`;
}

/** Only groups and channels have a slow mode. */
function peerId(request: TlRequest): string | null {
  const peer = "toPeer" in request ? request.toPeer : "peer" in request ? request.peer : null;
  if (typeof peer !== "object" || peer === null) return null;
  if ("channelId" in peer) return `channel ${String(peer.channelId)}`;
  return "chatId" in peer ? `chat ${String(peer.chatId)}` : null;
}
