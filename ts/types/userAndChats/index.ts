export { Chat, type ChatType } from "./Chat.js";
export { EmojiStatus } from "./EmojiStatus.js";
export { Restriction } from "./Restriction.js";
export { User, type UserStatus } from "./User.js";
export { Username } from "./Username.js";
