import type { User } from "../index.js";
import { toJson } from "./json.js";

/** As JSON, what scripts ask about first is always there, be it null or false; the rest of a user only where there is any. */
export function printUser(user: User, json: boolean): void {
  const { id, isBot, firstName, lastName, username } = user;
  if (json) return console.log(toJson({ ...user.toJSON(), id, isBot, firstName, lastName, username }));
  const shownUsername = username === null ? "" : ` @${username}`;
  console.log(`${user.fullName}${shownUsername} (id ${id}, ${isBot ? "bot" : "user"})`);
}
