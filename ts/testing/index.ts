export { TestServer } from "./TestServer.js";
export type { DcAddress, ServerInfo, TestServerOptions } from "./TestServerOptions.js";
export type {
  BadMessageCode,
  BadMessageFault,
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
export { StoryError, type FaultScript } from "./faults/FaultScript.js";
export type { CallSteps, ConnectionSteps, HandshakeSteps, PacketSteps, StepScope } from "./faults/FaultSteps.js";
export { RpcFault, type CallRequest, type RpcService, type ServerPeer } from "./session/RpcService.js";
export type { ServerClock } from "./session/ServerClock.js";
export type { ServerStats } from "./session/ServerStatistics.js";
export {
  DEMO,
  WORLD_DEFAULTS,
  type Account,
  type AdminRight,
  type BannedRight,
  type BasicGroup,
  type Channel,
  type CodeDesk,
  type CodeScript,
  type CodeType,
  type HearsOptions,
  type NewBot,
  type NewChannel,
  type NewFile,
  type NewGroup,
  type NewPushFault,
  type NewUser,
  type NextCodeType,
  type PaymentScript,
  type Person,
  type PushAction,
  type PushFault,
  type PushGate,
  type RpcScript,
  type ScriptedError,
  type SeenCall,
  type SentCode,
  type SentMail,
  type StoredFile,
  type StoredMessage,
  type Target,
  type TermsOfService,
  type Wanted,
  type World,
  type WorldDc,
  type WorldOptions,
  type WritesOptions,
} from "./world/index.js";
