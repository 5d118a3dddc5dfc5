export { Account } from "./Account.js";
export type { Authorization } from "./Authorization.js";
export type { CodeDesk, PaymentScript, SentCode } from "./CodeDesk.js";
export type { CodeScript, CodeType, NextCodeType } from "./codeScript.js";
export type { MailEvent, Mailbox, StoredMessage } from "./Mailbox.js";
export { DEFAULTS as WORLD_DEFAULTS, type TermsOfService, type WorldDc, type WorldOptions } from "./options.js";
export type { RpcScript, ScriptedError, SeenCall } from "./RpcScript.js";
export { DEMO, World, createWorld, type NewBot, type NewUser } from "./World.js";
export type { SentMail } from "./WorldState.js";
