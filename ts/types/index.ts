export { User } from "./User.js";
