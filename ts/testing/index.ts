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
export { DEMO, type Account, type NewBot, type NewUser, type World, type WorldOptions } from "./world/index.js";
