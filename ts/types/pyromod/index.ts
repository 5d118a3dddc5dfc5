export { Identifier } from "./Identifier.js";
export { ListenerTypes, type Listener } from "./Listener.js";
export type { Heard, ListenerPlace, ListenerType, ListenOptions } from "./ListenOptions.js";
