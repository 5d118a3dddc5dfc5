import { ClientStateError } from "../../errors/index.js";
import { ErrorHandlers, type ErrorClass, type ErrorHandler } from "./ErrorHandlers.js";
import type { HandlerEntry } from "./HandlerEntry.js";
import type { TextRules } from "./HandlerIndex.js";
import { HandlerTable } from "./HandlerTable.js";
import { runThrough, type DispatchedUpdate, type UpdateMiddleware } from "./Middleware.js";
import { continuePropagation, outcomeOf, stopPropagation, thrownOutcome, type Outcome } from "./propagation.js";
import { RunningUpdates } from "./RunningUpdates.js";

/** What a dispatcher is given: it knows neither updates nor what handlers get. */
export interface DispatcherNeeds<Kinds, Client, Update, Context> {
  /** Handed to every handler. */
  readonly client: Client;
  /** The kinds of handlers that an update is for; must be cheap, it is asked for every update. */
  kindsOf(update: Update): readonly (keyof Kinds)[];
  /** Makes what handlers of a kind get; null when there is nothing for them. Called only when somebody is there for it. */
  wrap(kind: keyof Kinds, update: Update, context: Context): Kinds[keyof Kinds] | null;
  /** How handlers are found by texts. */
  readonly texts: TextRules<Kinds[keyof Kinds], object>;
  /** Told of errors that nobody handles. */
  report(message: string, error: unknown): void;
}

/** Sees objects before handlers do, and may keep them: conversations that wait for an answer. */
export interface Interceptor<Kinds> {
  /** Whether it waits for anything of this kind at the moment. */
  wants(kind: keyof Kinds): boolean;
  /** Whether it keeps the object. */
  take(kind: keyof Kinds, object: Kinds[keyof Kinds]): boolean | Promise<boolean>;
}

export interface AddedHandler<Object, Client> {
  readonly filter: ((object: Object, client: Client) => boolean | Promise<boolean>) | null;
  readonly handler: (object: Object, client: Client) => unknown;
  readonly group: number;
}

/** Sees every update, before all other handlers. */
export type RawHandler<Client, Update, Context> = (update: Update, client: Client, context: Context) => unknown;

type Entry<Kinds, Client> = HandlerEntry<[object: Kinds[keyof Kinds], client: Client]>;
type Table<Kinds, Client> = HandlerTable<[object: Kinds[keyof Kinds], client: Client]>;

/**
 * Hands each update to its handlers: first to all raw handlers, then to whoever waits for an answer, then group by group, in
 * each to the first handler whose filter lets it pass. What a handler throws goes to the error handlers, and the next handler
 * of its group that fits is tried. Handlers that are added meanwhile see the next update; removed ones see nothing more.
 *
 * Updates are not put in order here: whoever calls `dispatch` does that.
 */
export class Dispatcher<Kinds extends object, Client, Update extends object, Context> {
  readonly #needs: DispatcherNeeds<Kinds, Client, Update, Context>;
  readonly #tables = new Map<keyof Kinds, Table<Kinds, Client>>();
  readonly #raw = new HandlerTable<[update: Update, client: Client, context: Context]>();
  readonly #errors: ErrorHandlers<Client>;
  readonly #running = new RunningUpdates();
  #middlewares: readonly UpdateMiddleware<Kinds, Client>[] = [];
  #interceptor: Interceptor<Kinds> | null = null;
  #isStopped = false;

  constructor(needs: DispatcherNeeds<Kinds, Client, Update, Context>) {
    this.#needs = needs;
    this.#errors = new ErrorHandlers((message, error) => needs.report(message, error));
  }

  /** @returns a function that removes the handler again */
  add<Kind extends keyof Kinds>(kind: Kind, { filter, handler, group }: AddedHandler<Kinds[Kind], Client>): () => void {
    const table: Table<Kinds, Client> = this.#tables.get(kind) ?? new HandlerTable();
    this.#tables.set(kind, table);
    // Only objects of this kind reach this table.
    const entry = { filter, handler, group, isRemoved: false } as Entry<Kinds, Client>;
    table.add(entry);
    return () => table.remove(entry);
  }

  /** All raw handlers see every update, whatever their group; groups say who comes first. */
  addRaw(handler: RawHandler<Client, Update, Context>, group: number): () => void {
    const entry = { filter: null, handler, group, isRemoved: false };
    this.#raw.add(entry);
    return () => this.#raw.remove(entry);
  }

  /** @param classes errors that it takes; null: every one */
  addErrorHandler(handler: ErrorHandler<Client>, classes: readonly ErrorClass[] | null): () => void {
    return this.#errors.add(handler, classes);
  }

  /** Removes an error handler, or all that were added for exactly this class; without an argument all. */
  removeErrorHandler(which?: ErrorHandler<Client> | ErrorClass): void {
    this.#errors.remove(which);
  }

  /** Removes a handler of a kind wherever it was added. @returns whether it was */
  remove(kind: keyof Kinds, handler: unknown, group?: number): boolean {
    const table = this.#tables.get(kind);
    const entries = table?.find(handler, group) ?? [];
    for (const entry of entries) table?.remove(entry);
    return entries.length > 0;
  }

  removeRaw(handler: unknown, group?: number): boolean {
    const entries = this.#raw.find(handler, group);
    for (const entry of entries) this.#raw.remove(entry);
    return entries.length > 0;
  }

  /** Puts a middleware inside of those that are there. @returns a function that takes it away again */
  use(middleware: UpdateMiddleware<Kinds, Client>): () => void {
    this.#middlewares = [...this.#middlewares, middleware];
    return () => {
      this.#middlewares = this.#middlewares.filter((other) => other !== middleware);
    };
  }

  intercept(interceptor: Interceptor<Kinds>): void {
    this.#interceptor = interceptor;
  }

  /** Whether anybody is there for objects of this kind. */
  wants(kind: keyof Kinds): boolean {
    return this.#tables.get(kind)?.isEmpty === false || this.#interceptor?.wants(kind) === true;
  }

  /**
   * Gives nothing when all handlers of the update were done at once, else a promise that resolves when they are. What they
   * throw goes to the error handlers.
   *
   * @throws ClientStateError by a promise, after `stop`: the update was not handled
   */
  dispatch(update: Update, context: Context): void | Promise<void> {
    if (this.#isStopped) return Promise.reject(new ClientStateError("the update came after the stop and was not handled"));
    const kinds = this.#needs.kindsOf(update).filter((kind) => this.wants(kind));
    if (kinds.length === 0 && this.#raw.isEmpty) return;
    return this.#running.track(() => (this.#raw.isEmpty ? this.#handle(update, context, kinds) : this.#handleAfterRaw(update, context, kinds)));
  }

  /** Hands on an object that was made of several updates. As `dispatch`. */
  dispatchObject<Kind extends keyof Kinds>(kind: Kind, object: Kinds[Kind], raw: unknown): void | Promise<void> {
    if (this.#isStopped) return Promise.reject(new ClientStateError("the update came after the stop and was not handled"));
    if (this.wants(kind)) return this.#running.track(() => this.#handleObject({ kind, object, raw }));
  }

  /** Hands an error to the error handlers, as if a handler of `update` had thrown it. */
  fail(error: unknown, update: unknown): Promise<void> {
    return this.#errors.handle(error, update, this.#needs.client);
  }

  /** Opens it again after `stop`. */
  start(): void {
    this.#isStopped = false;
  }

  /**
   * Takes no more updates, and waits for the handlers that run. From inside a handler it does not wait for that one.
   *
   * @returns how many updates still had running handlers at the deadline
   */
  stop(deadlineMs: number): Promise<number> {
    this.#isStopped = true;
    return this.#running.settle(deadlineMs);
  }

  async #handleAfterRaw(update: Update, context: Context, kinds: readonly (keyof Kinds)[]): Promise<void> {
    if ((await this.#runRaw(update, context)) !== stopPropagation) await this.#handle(update, context, kinds);
  }

  /** What follows takes promises only where somebody else makes one: most filters answer at once, and so do many handlers. */
  #handle(update: Update, context: Context, kinds: readonly (keyof Kinds)[]): void | Promise<void> {
    for (const [index, kind] of kinds.entries()) {
      const handling = this.#handleKind(kind, update, context);
      if (handling !== undefined) return this.#handleRest(handling, update, context, kinds.slice(index + 1));
    }
  }

  async #handleRest(handling: Promise<void>, update: Update, context: Context, kinds: readonly (keyof Kinds)[]): Promise<void> {
    await handling;
    await this.#handle(update, context, kinds);
  }

  #handleKind(kind: keyof Kinds, update: Update, context: Context): void | Promise<void> {
    let object: Kinds[keyof Kinds] | null;
    try {
      object = this.#needs.wrap(kind, update, context);
    } catch (error) {
      return this.#errors.handle(error, update, this.#needs.client);
    }
    if (object !== null) return this.#handleObject({ kind, object, raw: update });
  }

  #handleObject(update: DispatchedUpdate<Kinds>): void | Promise<void> {
    const { kind, object } = update;
    const isPlain = this.#middlewares.length === 0 && this.#interceptor?.wants(kind) !== true;
    return isPlain ? this.#runHandlers(object, this.#entriesFor(update), 0) : this.#handleWithOthers(update);
  }

  /** With middlewares around the handlers, or somebody who waits for an answer. */
  async #handleWithOthers(update: DispatchedUpdate<Kinds>): Promise<void> {
    const { client } = this.#needs;
    const { kind, object } = update;
    try {
      await runThrough(this.#middlewares, update, client, async () => {
        if (this.#interceptor?.wants(kind) === true && (await this.#interceptor.take(kind, object))) return;
        await this.#runHandlers(object, this.#entriesFor(update), 0);
      });
    } catch (error) {
      if (thrownOutcome(error) === null) await this.#errors.handle(error, object, client);
    }
  }

  async #runRaw(update: Update, context: Context): Promise<Outcome> {
    for (const entry of this.#raw.entries) {
      if (entry.isRemoved) continue;
      if ((await this.#call(update, () => entry.handler(update, this.#needs.client, context))) === stopPropagation) return stopPropagation;
    }
    return "handled";
  }

  #entriesFor({ kind, object }: DispatchedUpdate<Kinds>): readonly Entry<Kinds, Client>[] {
    return this.#tables.get(kind)?.fitting(object, this.#needs.texts) ?? [];
  }

  /** @param from the entry to begin with */
  #runHandlers(object: Kinds[keyof Kinds], entries: readonly Entry<Kinds, Client>[], from: number): void | Promise<void> {
    for (let index = from; index < entries.length; ) {
      const entry = entries[index];
      if (entry === undefined) return;
      const outcome = entry.isRemoved ? continuePropagation : this.#offer(object, entry);
      if (outcome instanceof Promise) return this.#runHandlersAfter(outcome, object, entries, index);
      index = nextIndex(entries, index, outcome);
    }
  }

  async #runHandlersAfter(outcome: Promise<Outcome>, object: Kinds[keyof Kinds], entries: readonly Entry<Kinds, Client>[], index: number): Promise<void> {
    const next = nextIndex(entries, index, await outcome);
    if (next < entries.length) await this.#runHandlers(object, entries, next);
  }

  /** Calls the handler if its filter lets the object pass; else the next one is tried. */
  #offer(object: Kinds[keyof Kinds], entry: Entry<Kinds, Client>): Outcome | Promise<Outcome> {
    const verdict = this.#passes(entry, object);
    if (verdict === false) return continuePropagation;
    return verdict === true ? this.#callHandler(object, entry) : this.#offerLater(verdict, object, entry);
  }

  async #offerLater(verdict: Promise<boolean>, object: Kinds[keyof Kinds], entry: Entry<Kinds, Client>): Promise<Outcome> {
    return (await verdict) ? this.#callHandler(object, entry) : continuePropagation;
  }

  #callHandler(object: Kinds[keyof Kinds], { handler }: Entry<Kinds, Client>): Outcome | Promise<Outcome> {
    return this.#call(object, () => handler(object, this.#needs.client));
  }

  /** A filter that throws does not fit; the error handlers are told. */
  #passes({ filter }: Entry<Kinds, Client>, object: Kinds[keyof Kinds]): boolean | Promise<boolean> {
    if (filter === null) return true;
    try {
      const verdict = filter(object, this.#needs.client);
      return typeof verdict === "boolean" ? verdict : this.#passesLater(verdict, object);
    } catch (error) {
      return this.#failFilter(error, object);
    }
  }

  async #passesLater(verdict: Promise<boolean>, object: unknown): Promise<boolean> {
    try {
      return await verdict;
    } catch (error) {
      return this.#failFilter(error, object);
    }
  }

  async #failFilter(error: unknown, object: unknown): Promise<false> {
    await this.#errors.handle(error, object, this.#needs.client);
    return false;
  }

  /** After an error the next handler that fits is tried, as after "continue". */
  #call(object: unknown, handler: () => unknown): Outcome | Promise<Outcome> {
    try {
      const result = handler();
      return isThenable(result) ? this.#outcomeOf(object, result) : outcomeOf(result);
    } catch (thrown) {
      return this.#outcomeOfThrown(object, thrown);
    }
  }

  async #outcomeOf(object: unknown, result: unknown): Promise<Outcome> {
    try {
      return outcomeOf(await result);
    } catch (thrown) {
      return this.#outcomeOfThrown(object, thrown);
    }
  }

  async #outcomeOfThrown(object: unknown, thrown: unknown): Promise<Outcome> {
    const outcome = thrownOutcome(thrown);
    if (outcome !== null) return outcome;
    await this.#errors.handle(thrown, object, this.#needs.client);
    return continuePropagation;
  }
}

/** Where to go on after the entry at `index`: with the next one, with the next group, or nowhere. */
function nextIndex(entries: readonly { readonly group: number }[], index: number, outcome: Outcome): number {
  if (outcome === continuePropagation) return index + 1;
  if (outcome === stopPropagation) return entries.length;
  const group = entries[index]?.group;
  let next = index + 1;
  while (entries[next]?.group === group && next < entries.length) next += 1;
  return next;
}

/** What `await` would wait for. */
function isThenable(value: unknown): boolean {
  return ((typeof value === "object" && value !== null) || typeof value === "function") && "then" in value;
}
