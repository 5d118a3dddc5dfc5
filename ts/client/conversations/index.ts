export { ask } from "./ask.js";
export { Conversations } from "./Conversations.js";
export { asMessage, listen, registerNextStepHandler, waitForClick, type ListenEverywhere, type NextStepOptions } from "./listen.js";
export { checkListenerType } from "./waitFor.js";
