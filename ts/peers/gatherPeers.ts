import type { tl } from "../tl/index.js";

/** What an object of Telegram's tells about peers. */
export interface GatheredPeers {
  readonly users: readonly tl.User[];
  readonly chats: readonly tl.Chat[];
  /** Messages that came with them. */
  readonly messages: readonly tl.Message[];
}

/**
 * The users, chats and messages in an answer or in pushed updates, wherever answers have them: in
 * their own fields, as the answer itself, and within updates. Null when there are none.
 */
export function gatherPeers(answer: unknown): GatheredPeers | null {
  const users: tl.User[] = [];
  const chats: tl.Chat[] = [];
  const messages: tl.Message[] = [];
  gather(answer, { users, chats, messages }, 0);
  return users.length + chats.length === 0 ? null : { users, chats, messages };
}

interface Gathered {
  readonly users: tl.User[];
  readonly chats: tl.Chat[];
  readonly messages: tl.Message[];
}

/** Answers within answers: messages.invitedUsers has updates, auth.loginTokenSuccess an authorization. */
const NESTED = ["user", "chat", "updates", "authorization", "update", "message"] as const;
const MAX_DEPTH = 3;

function gather(value: unknown, into: Gathered, depth: number): void {
  if (!isObject(value) || depth > MAX_DEPTH) return;
  if (Array.isArray(value)) {
    for (const item of value) addPeer(item, into);
    return;
  }
  if (addPeer(value, into)) return;
  if (Array.isArray(value["users"])) for (const item of value["users"]) addPeer(item, into);
  if (Array.isArray(value["chats"])) for (const item of value["chats"]) addPeer(item, into);
  for (const key of ["messages", "newMessages"]) {
    if (Array.isArray(value[key])) for (const item of value[key]) addMessage(item, into);
  }
  for (const key of NESTED) {
    const inner = value[key];
    // The updates of a container: messages stand in them, peers beside them.
    if (Array.isArray(inner)) {
      for (const update of inner) if (isObject(update)) addMessage(update["message"], into);
    } else if (key === "message") addMessage(inner, into);
    else gather(inner, into, depth + 1);
  }
}

function addPeer(value: unknown, into: Gathered): boolean {
  if (isUser(value)) return into.users.push(value) > 0;
  return isChat(value) && into.chats.push(value) > 0;
}

function addMessage(value: unknown, into: Gathered): void {
  if (isMessage(value)) into.messages.push(value);
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

function isUser(value: unknown): value is tl.User {
  return isObject(value) && (value["_"] === "user" || value["_"] === "userEmpty");
}

const CHATS: ReadonlySet<unknown> = new Set<tl.Chat["_"]>([
  "chat",
  "chatEmpty",
  "chatForbidden",
  "channel",
  "channelForbidden",
  "community",
  "communityForbidden",
]);

function isChat(value: unknown): value is tl.Chat {
  return isObject(value) && CHATS.has(value["_"]);
}

function isMessage(value: unknown): value is tl.Message {
  return isObject(value) && (value["_"] === "message" || value["_"] === "messageService");
}
