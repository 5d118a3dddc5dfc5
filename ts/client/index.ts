export { Client, type UpdatesGapHandler } from "./Client.js";
export type { ClientOptions } from "./ClientOptions.js";
export type { ConnectionState, ConnectionStateChange, ConnectionStateHandler } from "./ConnectionStates.js";
export type { StartOptions } from "./StartOptions.js";
export { compose, type ComposeOptions, type Startable } from "./compose.js";
export { idle } from "./idle.js";
export type { Logger } from "./Logger.js";
export type { AddHandler, Handler, HandlerOptions, RemoveHandler } from "./handlers/handlerArguments.js";
export * from "./handlers/handlerClasses.js";
