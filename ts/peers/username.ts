import type { tl } from "../tl/index.js";

/**
 * Whether a text can be a username: 1 to 32 letters, digits and `_`, a letter first, no `_` last and
 * no two together. Names for sale are short, so length alone rules nothing out (spec/client.md §3.3).
 */
export function isUsername(text: string): boolean {
  return text.length <= 32 && /^[A-Za-z](?:[A-Za-z0-9]|_(?=[A-Za-z0-9]))*$/.test(text);
}

/** Every active username of a raw user or channel, in lower case, the main one first. */
export function activeUsernames(peer: { readonly username?: string | undefined; readonly usernames?: readonly tl.Username[] | undefined }): string[] {
  const names = peer.username === undefined ? [] : [peer.username];
  for (const { active, username } of peer.usernames ?? []) if (active === true) names.push(username);
  return [...new Set(names.map((name) => name.toLowerCase()))];
}
