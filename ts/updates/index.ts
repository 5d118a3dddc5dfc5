export { ACCOUNT_BOX, type BoxId, type BoxState } from "./BoxState.js";
export type { BoxRecord } from "./BoxRecord.js";
export type { Deliver } from "./Deliveries.js";
export type { UpdatesGap } from "./EngineEvent.js";
export { isUpdates, stepsIn, updatesIn } from "./resultSteps.js";
export type { UpdateContext } from "./UpdateContext.js";
export { UpdatesEngine } from "./UpdatesEngine.js";
export { NO_UPDATES, type UpdatesHealth } from "./UpdatesHealth.js";
export { UpdatesRunner, type PeerSource, type StartUpdatesOptions, type UpdatesRunnerOptions } from "./UpdatesRunner.js";
