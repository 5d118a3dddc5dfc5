import type { User } from "../index.js";
import { toJson } from "./json.js";

export function printUser(user: User, json: boolean): void {
  if (json) return console.log(toJson(user));
  const username = user.username === null ? "" : ` @${user.username}`;
  console.log(`${user.fullName}${username} (id ${user.id}, ${user.isBot ? "bot" : "user"})`);
}
