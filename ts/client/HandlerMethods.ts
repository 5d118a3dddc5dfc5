import { ListenerStopped } from "../errors/index.js";
import type { TextLike } from "../text/index.js";
import type { tl } from "../tl/index.js";
import type {
  CallbackQuery,
  ChatId,
  Heard,
  Listener,
  ListenerPlace,
  ListenerType,
  ListenOptions,
  Message,
  ObjectClient,
  UpdateKind,
  UpdateObjects,
} from "../types/index.js";
import type { ErrorClass, ErrorHandler, UpdateMiddleware } from "../updates/dispatch/index.js";
import type { UpdateContext } from "../updates/index.js";
import * as conversations from "./conversations/index.js";
import { checkHandler, readArguments, readGroup, type HandlerOptions, type RemoveHandler } from "./handlers/handlerArguments.js";
import { UpdateHandler } from "./handlers/handlerClasses.js";
import type { Handlers } from "./handlers/Handlers.js";
import { Plugins, type PluginOptions } from "./plugins/index.js";
import { UpdateEvents } from "./UpdateEvents.js";

/**
 * Handlers of updates, and conversations. Handlers get `(update, client)`; of each group the first whose filter lets the update
 * pass is called, group after group in ascending order.
 */
export abstract class HandlerMethods extends UpdateEvents {
  protected abstract handlers(): Handlers<this>;
  /** What bound methods call. */
  protected abstract objects(): ObjectClient;

  /**
   * Sees every update as Telegram sends it, before all other handlers. All raw handlers see it.
   *
   * @returns a function that removes the handler again
   */
  onRawUpdate(handler: (update: tl.Update, client: this, context: UpdateContext) => unknown, options?: HandlerOptions): RemoveHandler {
    checkHandler(handler);
    return this.handlers().dispatcher.addRaw(handler, readGroup(options));
  }

  /**
   * Told what handlers and filters throw: `(error, update, client)`. The first that is there for an error gets it; it passes
   * the error on by returning `continuePropagation`. Errors that nobody takes go to the logger.
   *
   * @param options.errors classes of errors that it takes; by default all
   * @returns a function that removes the handler again
   */
  onError(handler: ErrorHandler<this>, options: { readonly errors?: ErrorClass | readonly ErrorClass[] | undefined } = {}): RemoveHandler {
    checkHandler(handler);
    return this.handlers().dispatcher.addErrorHandler(handler, readClasses(options.errors));
  }

  /**
   * Called with the client whenever it was disconnected.
   *
   * @returns a function that removes the handler again
   */
  onDisconnect(handler: (client: this) => unknown): RemoveHandler {
    checkHandler(handler);
    return this.handlers().addDisconnect(handler);
  }

  /**
   * Adds a handler object, such as `new MessageHandler(callback, filter)`.
   *
   * @returns a function that removes it again
   */
  addHandler(handler: UpdateHandler, options?: HandlerOptions): RemoveHandler {
    const { kind, callback, filters } = checkHandlerObject(handler);
    const group = options?.group === undefined ? handler.group : readGroup(options);
    if (kind === "rawUpdate") return this.handlers().dispatcher.addRaw(callback, group);
    // What the callback and filter of a handler object get goes by its kind.
    return this.handlers().dispatcher.add(kind, { filter: filters, handler: callback, group });
  }

  /**
   * Removes a handler object that `addHandler` added.
   *
   * @param options.group only from this group
   * @returns whether it was there
   */
  removeHandler(handler: UpdateHandler, options?: HandlerOptions): boolean {
    const { kind, callback } = checkHandlerObject(handler);
    const group = options?.group === undefined ? undefined : readGroup(options);
    const { dispatcher } = this.handlers();
    return kind === "rawUpdate" ? dispatcher.removeRaw(callback, group) : dispatcher.remove(kind, callback, group);
  }

  /**
   * Adds the handler objects that the modules of a folder export, file by file in the order of their names, in each in the
   * order in which they were made.
   *
   * @returns the plugins, to be added and removed one by one later
   * @throws TypeError naming the option that is wrong; RangeError for an entry that does not exist; what a module throws
   * @example
   * // plugins/start.js: export const start = new MessageHandler((message) => message.reply("hi"), filters.command("start"));
   * await client.addPlugins({ root: "plugins" });
   */
  addPlugins(options: PluginOptions): Promise<Plugins> {
    return Plugins.load((handler) => this.addHandler(handler), options);
  }

  /** Removes an error handler, or all that were added for exactly this class of errors; without an argument all. */
  removeErrorHandler(which?: ErrorHandler<this> | ErrorClass): void {
    this.handlers().dispatcher.removeErrorHandler(which);
  }

  /**
   * Puts something around the handling of every update that some handler is there for: `(update, next, client)`. Without
   * calling `next` no handler sees the update.
   *
   * @returns a function that takes it away again
   */
  useForUpdates(middleware: UpdateMiddleware<UpdateObjects, this>): RemoveHandler {
    checkHandler(middleware);
    return this.handlers().dispatcher.use(middleware);
  }

  /**
   * Sends a text and waits for the answer, by default the next message in the chat; no handler sees it. `answer.sentMessage`
   * is the question.
   *
   * @throws ListenerTimeout when none came within `timeout` seconds
   * @throws ListenerStopped when `stopListening` or the end of the client ended it
   * @example
   * const { text } = await client.ask(chatId, "Your name?", { timeout: 60 });
   */
  async ask(chatId: ChatId, text: TextLike, options: Parameters<ObjectClient["ask"]>[2] = {}): Promise<Message> {
    return conversations.asMessage(await conversations.ask(this.handlers().conversations, this.objects(), chatId, text, options));
  }

  /**
   * Waits for the next message that fits; no handler sees it. With `listenerType: "callbackQuery"` use `waitForClick`.
   *
   * @throws ListenerTimeout, ListenerStopped as `ask`
   */
  async listen(options: ListenOptions & ListenerPlace = {}): Promise<Message> {
    return conversations.asMessage(await conversations.listen(this.handlers().conversations, options));
  }

  /** Waits until somebody presses a button that fits; no handler sees it. @throws ListenerTimeout, ListenerStopped as `ask` */
  async waitForClick(options: ListenOptions & ListenerPlace = {}): Promise<CallbackQuery> {
    return conversations.waitForClick(this.handlers().conversations, options);
  }

  /** Calls `callback` with the next answer that fits, once. What it throws goes to the error handlers. */
  registerNextStepHandler(callback: (answer: Heard, client: this) => unknown, options: conversations.NextStepOptions = {}): Listener {
    checkHandler(callback);
    const { dispatcher } = this.handlers();
    return conversations.registerNextStepHandler(this.handlers().conversations, (answer) => callback(answer, this), options, (error, answer) => void dispatcher.fail(error, answer));
  }

  /** Ends all that waits within this place; without one all that waits. Their promises are rejected with ListenerStopped. */
  async stopListening(place: ListenerPlace & { readonly listenerType?: ListenerType | undefined } = {}): Promise<void> {
    const { listenerType, ...pattern } = place;
    const types: readonly ListenerType[] = listenerType === undefined ? ["message", "callbackQuery"] : [listenerType];
    for (const type of types) for (const listener of this.getManyListenersMatchingWithIdentifierPattern(pattern, type)) this.stopListener(listener);
  }

  /** Ends what one listener waits for: its promise is rejected with ListenerStopped. */
  stopListener(listener: Listener): void {
    this.handlers().conversations.stop(listener, new ListenerStopped("the waiting was ended"));
  }

  /** Ends what one listener waits for without a word: its promise stays open. */
  removeListener(listener: Listener): void {
    this.handlers().conversations.remove(listener);
  }

  /** Who waits for what comes from `data`: the one that fits most exactly; null when nobody does. */
  getListenerMatchingWithData(data: ListenerPlace, listenerType: ListenerType): Listener | null {
    return this.getManyListenersMatchingWithData(data, listenerType)[0] ?? null;
  }

  /** All who wait for what comes from `data`, the most exact first. */
  getManyListenersMatchingWithData(data: ListenerPlace, listenerType: ListenerType): Listener[] {
    conversations.checkListenerType(listenerType);
    return this.handlers().conversations.matchingData(data, listenerType);
  }

  /** Who waits within the place `pattern`: the one that says most exactly where; null when nobody does. */
  getListenerMatchingWithIdentifierPattern(pattern: ListenerPlace, listenerType: ListenerType): Listener | null {
    return this.getManyListenersMatchingWithIdentifierPattern(pattern, listenerType)[0] ?? null;
  }

  /** All who wait within the place `pattern`, the most exact first. */
  getManyListenersMatchingWithIdentifierPattern(pattern: ListenerPlace, listenerType: ListenerType): Listener[] {
    conversations.checkListenerType(listenerType);
    return this.handlers().conversations.matchingPattern(pattern, listenerType);
  }

  protected override addUpdateHandler(kind: UpdateKind, args: readonly unknown[]): RemoveHandler {
    const { filter, handler, group } = readArguments(args);
    // `AddHandler` has tied the handler's and the filter's types to the kind.
    return this.handlers().dispatcher.add(kind, { filter, handler, group });
  }
}

function checkHandlerObject(handler: UpdateHandler): UpdateHandler {
  if (!(handler instanceof UpdateHandler)) throw new TypeError("handler must be a handler object, such as new MessageHandler(callback); functions are added by onMessage() and its like");
  return handler;
}

function readClasses(errors: ErrorClass | readonly ErrorClass[] | undefined): readonly ErrorClass[] | null {
  if (errors === undefined) return null;
  const list: readonly unknown[] = Array.isArray(errors) ? errors : [errors];
  for (const error of list) if (typeof error !== "function") throw new TypeError("errors must be a class of errors, or a list of them");
  return list as readonly ErrorClass[];
}
