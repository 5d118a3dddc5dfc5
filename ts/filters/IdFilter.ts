import { filterOf, type Filter, type FilterClient } from "./Filter.js";

/** An id or a username; `"me"` is the account itself. */
export type Name = number | bigint | string;

/** A filter that lets some users or chats pass; which, may change at any time. */
export interface IdFilter<in Base> extends Filter<Base> {
  /** Lets it pass from now on. */
  add(name: Name): IdFilter<Base>;
  /** Lets it pass no more. @returns whether it did before */
  delete(name: Name): boolean;
  has(name: Name): boolean;
}

/** What ids and usernames an update comes from. */
export interface Identity {
  readonly id: number;
  readonly usernames: readonly string[];
  /** Whether `"me"` means it. */
  readonly isMe: boolean;
}

export function idFilter<Base>(names: Name | readonly Name[], identify: (update: Base, client: FilterClient) => Identity | null): IdFilter<Base> {
  const known = new Set((Array.isArray(names) ? (names as readonly Name[]) : [names as Name]).map(normalize));
  const ask = filterOf<Base>((update, client) => {
    const identity = identify(update, client);
    if (identity === null) return false;
    return known.has(identity.id) || (identity.isMe && known.has("me")) || identity.usernames.some((username) => known.has(username.toLowerCase()));
  });
  const filter: IdFilter<Base> = Object.assign(ask, {
    add: (name: Name) => (known.add(normalize(name)), filter),
    delete: (name: Name) => known.delete(normalize(name)),
    has: (name: Name) => known.has(normalize(name)),
  });
  return filter;
}

/** Usernames in lower case without `@`, ids as numbers. @throws TypeError, RangeError for what is neither */
function normalize(name: Name): number | string {
  if (typeof name === "string") {
    const username = name.trim().replace(/^@/, "").toLowerCase();
    if (/^-?\d+$/.test(username)) return normalize(Number(username));
    if (username === "") throw new RangeError("a username must not be empty");
    return username === "self" ? "me" : username;
  }
  if (typeof name !== "number" && typeof name !== "bigint") throw new TypeError(`users and chats are named by ids and usernames, not by ${name === null ? "null" : typeof name}`);
  if (!Number.isSafeInteger(Number(name))) throw new RangeError(`${name} is no id`);
  return Number(name);
}
