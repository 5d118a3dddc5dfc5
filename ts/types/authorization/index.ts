export type { SentCode, SentCodeType } from "./SentCode.js";
export type { TermsOfService } from "./TermsOfService.js";
