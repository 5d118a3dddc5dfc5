export type { SentCode, SentCodeType, TermsOfService } from "./authorization/index.js";
export { User } from "./User.js";
