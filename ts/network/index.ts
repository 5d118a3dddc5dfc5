export { builtInDcs, DEFAULT_DC_ID } from "./builtInDcs.js";
export { builtInRsaKeys } from "./builtInRsaKeys.js";
export type { ConnectionTimeouts } from "./Connection.js";
export { checkRsaKeys } from "./checkRsaKeys.js";
export { checkSeconds } from "./checkSeconds.js";
export { checkDcOptions, type DcOption } from "./DcOption.js";
export type { InitParams } from "./DcLink.js";
export { Network, type InvokeOptions, type NetworkStore } from "./Network.js";
export { TRANSPORT_NAMES, type TransportName } from "./transportName.js";
