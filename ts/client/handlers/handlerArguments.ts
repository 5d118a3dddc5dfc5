import type { Filter, FilterClient } from "../../filters/index.js";

export interface HandlerOptions {
  /** Handlers of lower groups come first; in each group the first that fits. @default 0 */
  readonly group?: number | undefined;
}

/** Takes the handler away again. */
export type RemoveHandler = () => void;

/** Gets an update and the client. What it returns may be `stopPropagation` or `continuePropagation`. */
export type Handler<Object, Client> = (update: Object, client: Client) => unknown;

/** Adds a handler of one kind of update, with a filter or without. */
export interface AddHandler<Object, Client> {
  /** @returns a function that removes the handler again. @throws TypeError, RangeError naming the argument that is wrong */
  (handler: Handler<Object, Client>, options?: HandlerOptions): RemoveHandler;
  /** The handler gets what the filter knows of updates that it lets pass. */
  <Adds>(filter: Filter<Object, Adds>, handler: Handler<Object & Adds, Client>, options?: HandlerOptions): RemoveHandler;
  /** A plain function as filter; a type guard narrows what the handler gets. */
  <Narrowed extends Object>(filter: (update: Object, client: FilterClient) => update is Narrowed, handler: Handler<Narrowed, Client>, options?: HandlerOptions): RemoveHandler;
  (filter: ((update: Object, client: FilterClient) => boolean | Promise<boolean>) | null, handler: Handler<Object, Client>, options?: HandlerOptions): RemoveHandler;
}

/** What a handler gets goes by its kind, which `AddHandler` ties to it: from here on nobody looks at its parameters. */
type Callback = () => unknown;
type Verdict = () => boolean | Promise<boolean>;

/** What was given to `onMessage(handler, options)` or `onMessage(filter, handler, options)`. */
export function readArguments(args: readonly unknown[]): { readonly filter: Verdict | null; readonly handler: Callback; readonly group: number } {
  const hasFilter = typeof args[1] === "function" || args[0] === null;
  const [filter, handler, options] = hasFilter ? args : [null, ...args];
  return { filter: checkFilter(filter), handler: checkHandler(handler), group: readGroup(options) };
}

/** @throws TypeError for what is no function */
export function checkHandler(handler: unknown): Callback {
  if (!isFunction(handler)) throw new TypeError(`handler must be a function, not ${handler === null ? "null" : typeof handler}`);
  return handler;
}

/** @throws TypeError for what is neither a function nor null */
export function checkFilter(filter: unknown): Verdict | null {
  if (filter !== null && !isFunction(filter)) throw new TypeError("filter must be a function");
  return filter;
}

const isFunction = (value: unknown): value is Verdict => typeof value === "function";

/** @throws TypeError, RangeError naming what is wrong */
export function readGroup(options: unknown): number {
  if (options === undefined) return 0;
  if (typeof options !== "object" || options === null) throw new TypeError("options must be an object, such as { group: 1 }");
  const group = "group" in options ? (options.group ?? 0) : 0;
  if (typeof group !== "number") throw new TypeError("group must be a number");
  if (!Number.isFinite(group)) throw new RangeError(`group must be a finite number, not ${group}`);
  return group;
}
