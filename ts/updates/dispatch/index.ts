export { Dispatcher, type AddedHandler, type DispatcherNeeds, type Interceptor, type RawHandler } from "./Dispatcher.js";
export type { ErrorClass, ErrorHandler } from "./ErrorHandlers.js";
export type { DispatchedUpdate, UpdateMiddleware } from "./Middleware.js";
export { ContinuePropagation, continuePropagation, StopPropagation, stopPropagation } from "./propagation.js";
