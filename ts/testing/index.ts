export { TestServer } from "./TestServer.js";
export type { DcAddress, ServerInfo, TestServerOptions } from "./TestServerOptions.js";
export type {
  CallAction,
  CallFault,
  BadSaltFault,
  DhGenFault,
  DhParamsFault,
  Fault,
  FaultScope,
  HandshakeFault,
  PaceFault,
  ResPqFault,
  WireAction,
  WireFault,
  WireMoment,
} from "./faults/Fault.js";
export type { ActiveFault, FaultRegistry } from "./faults/FaultRegistry.js";
export { RpcFault, type CallRequest, type RpcService, type ServerPeer } from "./session/RpcService.js";
export type { ServerClock } from "./session/ServerClock.js";
export type { ServerStats } from "./session/ServerStatistics.js";
export {
  DEMO,
  WORLD_DEFAULTS,
  type Account,
  type CodeDesk,
  type CodeScript,
  type CodeType,
  type NewBot,
  type NewFile,
  type NewUser,
  type NextCodeType,
  type PaymentScript,
  type RpcScript,
  type ScriptedError,
  type SeenCall,
  type SentCode,
  type SentMail,
  type StoredFile,
  type StoredMessage,
  type TermsOfService,
  type World,
  type WorldDc,
  type WorldOptions,
} from "./world/index.js";
