import { Person } from "./Person.js";
import type { NewChannel, NewGroup } from "./newChats.js";

/**
 * Checks a group before anything is made of it: programs in JavaScript are not held back by types.
 *
 * @throws TypeError naming the field
 */
export function checkNewGroup(group: NewGroup): void {
  if (typeof group !== "object" || group === null) throw new TypeError("group must be an object");
  if (typeof group.title !== "string") throw new TypeError("title must be a string");
  isPerson(group.creator, "creator");
  areMembers(group.members);
}

/**
 * Checks a channel; see {@link checkNewGroup}.
 *
 * @throws TypeError, RangeError naming the field
 */
export function checkNewChannel(channel: NewChannel): void {
  if (typeof channel !== "object" || channel === null) throw new TypeError("channel must be an object");
  if (typeof channel.title !== "string") throw new TypeError("title must be a string");
  isPerson(channel.creator, "creator");
  areMembers(channel.members);
  if (channel.kind !== undefined && !["channel", "supergroup", "forum"].includes(channel.kind)) {
    throw new RangeError('kind must be "channel", "supergroup" or "forum"');
  }
  for (const field of ["about", "username"] as const) {
    if (channel[field] !== undefined && typeof channel[field] !== "string") throw new TypeError(`${field} must be a string`);
  }
}

function areMembers(members: unknown): void {
  if (members === undefined) return;
  if (!Array.isArray(members)) throw new TypeError("members must be a list of what addUser and addBot gave");
  for (const member of members as readonly unknown[]) isPerson(member, "members");
}

function isPerson(value: unknown, name: string): void {
  if (!(value instanceof Person)) throw new TypeError(`${name} must be what addUser or addBot gave`);
}
