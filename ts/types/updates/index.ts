export { BusinessMessage } from "./BusinessMessage.js";
export { MessageReactionCountUpdated, MessageReactionUpdated } from "./MessageReactionUpdated.js";
export { KIND_UPDATES, kindsOf, UPDATE_KINDS } from "./updateKinds.js";
export type { RawOf, UpdateKind, UpdateObjects } from "./UpdateObjects.js";
export { UpdateView } from "./UpdateView.js";
export { wrapUpdate } from "./wrapUpdate.js";
