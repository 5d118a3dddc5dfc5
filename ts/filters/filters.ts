export { and, not, or } from "./combine.js";
export { command } from "./command.js";
export * from "./content.js";
export { create } from "./create.js";
export { bot, channel, chat, group, me, private_ as private, user } from "./people.js";
export { regex } from "./regex.js";
export * from "./service.js";
