export { Message } from "./Message.js";
