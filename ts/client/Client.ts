import { inspect } from "node:util";
import { SignInFlow, type AuthContext, type Prompter } from "../auth/index.js";
import { ClientStateError, SignInError, type SessionDeadError } from "../errors/index.js";
import { endSession } from "../methods/auth/index.js";
import type { MethodClient } from "../methods/MethodClient.js";
import { untilAborted, UserMiddlewares, type InvokeOptions, type Middleware } from "../network/index.js";
import type { PeerLike } from "../peers/index.js";
import { writeSessionString, type Storage } from "../storage/index.js";
import { checkParseMode, type ParseMode } from "../text/index.js";
import type { tl, TlExact, TlRequest, TlResult } from "../tl/index.js";
import { User, type ObjectClient } from "../types/index.js";
import { NO_UPDATES, type UpdatesGap, type UpdatesHealth } from "../updates/index.js";
import { ApiMethods } from "./ApiMethods.js";
import { checkName } from "./checkName.js";
import { chooseStorage } from "./chooseStorage.js";
import { resolveClientOptions, type ClientOptions, type ResolvedClientOptions } from "./ClientOptions.js";
import { ConnectionStates, type ConnectionState, type ConnectionStateHandler } from "./ConnectionStates.js";
import { GapHandlers } from "./GapHandlers.js";
import { Handlers } from "./handlers/Handlers.js";
import { Online } from "./Online.js";
import type { Plugins } from "./plugins/index.js";
import { checkStartOptions, limitStart, type StartOptions } from "./StartOptions.js";
import { StopSignals } from "./StopSignals.js";
import { Takeout } from "./Takeout.js";

/** Is told that updates were lost for good. What it throws or rejects with is reported to the client's logger. */
export type UpdatesGapHandler = (gap: UpdatesGap, client: Client) => unknown;

type Phase = "disconnected" | "connecting" | "connected" | "starting" | "started" | "stopping";

/**
 * One account of Telegram, a person's or a bot's.
 *
 * @example
 * const app = new Client("my_account", { apiId: 12345, apiHash: "0123456789abcdef0123456789abcdef" });
 * await app.run();
 */
export class Client extends ApiMethods implements AsyncDisposable {
  /** Name of the session: its file is `NAME.session`. */
  readonly name: string;
  readonly #options: ResolvedClientOptions;
  readonly #prompter: Prompter | undefined;
  readonly #createStorage: () => Storage;
  readonly #handlers: Handlers<this>;
  readonly #connection: ConnectionStates<Client>;
  /** Those of the option `plugins`, once they are loaded. */
  #plugins: Plugins | null = null;
  readonly #gaps: GapHandlers<Client>;
  readonly #middlewares = new UserMiddlewares();
  /** Aborted when Telegram ends the session. */
  #death = new AbortController();
  readonly #takeout: Takeout;
  #parseMode: ParseMode;
  #phase: Phase = "disconnected";
  #online: Online | null = null;
  #me: User | null = null;
  /** Aborted by stop() and disconnect(): whatever connect() or start() is waiting for ends. */
  #leaving = new AbortController();
  /** The connect() under way, so that disconnect() can wait for its end. */
  #connecting: Promise<Online> | null = null;
  #left: Promise<void> | null = null;

  /**
   * Nothing is opened yet: `start()` or `connect()` does that.
   *
   * @param name name of the session; its file is `NAME.session` in `workdir`
   * @throws TypeError, RangeError naming the option that is wrong
   * @throws SessionStringError when `sessionString` is none
   */
  constructor(name: string, options: ClientOptions = {}) {
    super();
    this.name = checkName(name);
    this.#options = resolveClientOptions(options);
    this.#parseMode = this.#options.parseMode;
    this.#prompter = options.prompter;
    this.#createStorage = chooseStorage(this.name, options);
    const knownPeer = (id: number): tl.User | tl.Chat | null => this.#online?.peers.cache.get(id) ?? null;
    this.#handlers = new Handlers<this>({ client: this, objects: this.objects(), logger: this.#options.logger, knownPeer });
    this.#connection = new ConnectionStates<Client>(this, this.#options.logger);
    this.#gaps = new GapHandlers<Client>(this, this.#options.logger);
    this.#takeout = new Takeout((request, call) => this.invoke(request, call), this.#options.logger);
  }

  /** What the main connection does now. */
  get connectionState(): ConnectionState {
    return this.#connection.state;
  }

  /** The account that is signed in, as `start()` found it; null before that. */
  get me(): User | null {
    return this.#me;
  }

  get isConnected(): boolean {
    return this.#online !== null;
  }

  /**
   * Opens the session and connects to its DC, making an auth key if there is none. Asks nothing.
   *
   * @returns whether the session is signed in
   * @throws ClientStateError when the client is connected already
   * @throws SessionLockedError, SessionFileError when the session file cannot be used
   * @throws SignInError when the session is new and apiId or apiHash is missing
   * @throws RangeError when `dcOptions` leaves out the DC of a session that has a key
   * @throws ConnectionError, TimeoutError, TransportError, SecurityError when the DC cannot be reached
   */
  async connect(options: StartOptions = {}): Promise<boolean> {
    const limits = checkStartOptions(options);
    const release = this.#enter(limits);
    try {
      return await this.#connect();
    } finally {
      release();
    }
  }

  /** Begins what `disconnect()` ends; the function given takes the limits of time back. */
  #enter(limits: StartOptions): () => void {
    if (this.#phase !== "disconnected") throw new ClientStateError(`${this.name} is already ${this.#phase}`);
    this.#phase = "connecting";
    this.#leaving = new AbortController();
    this.#death = new AbortController();
    return limitStart(this.#leaving, limits, this.name);
  }

  async #connect(): Promise<boolean> {
    try {
      this.#connecting = this.#goOnline();
      this.#online = await this.#connecting;
      this.#phase = "connected";
      return this.#online.store.session.userId !== null;
    } catch (error) {
      this.#phase = "disconnected";
      this.#connection.set("disconnected", error);
      throw error;
    } finally {
      this.#connecting = null;
    }
  }

  /** Closes the connection and the session file. Calls under way are rejected. Harmless when repeated. */
  async disconnect(): Promise<void> {
    if (this.#phase === "disconnected") return;
    await this.#leave((storage) => storage.close());
  }

  /**
   * Connects, signs in if the session is not signed in (asking whoever `prompter` is), and gets ready to
   * receive updates. When anything fails the client is disconnected again.
   *
   * @throws ClientStateError when the client is connected already
   * @throws SignInError, PromptError when signing in cannot go on
   * @throws everything that `connect()` throws
   */
  async start(options: StartOptions = {}): Promise<this> {
    const limits = checkStartOptions(options);
    const release = this.#enter(limits);
    try {
      return await this.#start();
    } finally {
      release();
    }
  }

  async #start(): Promise<this> {
    const isSignedIn = await this.#connect();
    try {
      this.#leaving.signal.throwIfAborted();
      this.#phase = "starting";
      if (!isSignedIn) await this.#signIn();
      if (this.#options.takeout && this.#needOnline().store.session.isBot !== true) await this.#takeout.begin();
      this.#me = await this.getMe();
      await this.#loadPlugins();
      // Updates are pushed to the connection that has asked for the state or for what was missed.
      if (!this.#options.noUpdates) await this.#startUpdates(isSignedIn);
      this.#leaving.signal.throwIfAborted();
      this.#phase = "started";
      void this.#needOnline().network.keepConfig();
      return this;
    } catch (error) {
      const reason: unknown = this.#leaving.signal.aborted ? this.#leaving.signal.reason : error;
      // Why it failed matters more than what went wrong while cleaning up.
      await this.disconnect().catch((failure: unknown) => this.#options.logger.warn("the session was not closed cleanly", failure));
      throw reason;
    }
  }

  /**
   * Ends what `start()` began: begins no further update, waits up to 5 seconds for handlers under way, closes the
   * takeout, the connection and the session file. Also ends a sign-in under way. May be called inside a handler.
   */
  async stop(): Promise<void> {
    try {
      // Whoever waits for an answer is told first: a handler may be waiting for that.
      if (this.#phase === "started") await Promise.all([this.#handlers.stop(), this.#online?.updates.stop()]);
      if (this.#phase === "started") await this.#takeout.finish();
    } finally {
      await this.disconnect();
    }
  }

  /**
   * Tells that the network is another one (Wi-Fi instead of cable, a VPN went up or down): drops all connections and
   * makes them anew at once, without waiting. Calls under way are kept. After a sleep of the machine that happens by
   * itself. Without effect while the client is not connected.
   */
  reconnect(): void {
    this.#online?.network.reconnect();
  }

  /**
   * Calls `handler` whenever the main connection changes: `(change, client)`, where `change.state` is the new
   * {@link connectionState} and `change.error` says why there is no connection.
   *
   * @returns a function that removes the handler again
   */
  onConnectionState(handler: ConnectionStateHandler<Client>): () => void {
    return this.#connection.add(handler);
  }

  /** `stop()` and `start()`. */
  async restart(): Promise<this> {
    await this.stop();
    return this.start();
  }

  /**
   * The whole life of a simple program: starts, stays online until Ctrl-C (SIGINT) or SIGTERM, stops. A
   * second signal ends the process at once.
   *
   * @param main what to do once started; the client stops when it is done, without waiting for a signal
   * @throws SessionDeadError when Telegram ends the session meanwhile
   */
  async run(main?: (client: this) => unknown): Promise<void> {
    const signals = new StopSignals();
    try {
      const interrupted = signals.received.then(() => {
        // Once started, stop() ends it in order.
        if (this.#phase !== "started") this.#leaving.abort(new ClientStateError(`${this.name} was stopped`));
      });
      try {
        await this.start();
      } catch (error) {
        // Whoever pressed Ctrl-C during the sign-in knows why it ended.
        if (error === this.#leaving.signal.reason && this.#leaving.signal.aborted) return;
        throw error;
      }
      try {
        const work = main === undefined ? interrupted : Promise.race([interrupted, main(this)]);
        await untilAborted(work, this.#death.signal);
      } finally {
        await this.stop();
      }
    } finally {
      signals.release();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /**
   * Calls any method of Telegram's API.
   *
   * @returns the answer, typed by the method
   * @throws TypeError, RangeError naming the field when the request does not fit the schema
   * @throws ClientStateError when the client is not connected
   * @throws RpcError when Telegram refuses
   * @example
   * const config = await client.invoke({ _: "help.getConfig" });
   */
  invoke<const R extends TlRequest>(request: TlExact<R>, options: InvokeOptions = {}): Promise<TlResult<R>> {
    // The schema ties the answer's type to the request's; the network only moves both.
    return this.#call(request, options) as Promise<TlResult<R>>;
  }

  /**
   * Puts a middleware around every call made from now on, those of the client's own methods included: to look at
   * calls, change, repeat or refuse them. The one added first is the outermost. Repetitions, flood waits and
   * migrations happen inside, so that each call of the program is seen once; the call's `timeout` is outside.
   *
   * @returns a function that removes it again
   * @throws TypeError when it is no function
   * @example
   * const remove = client.use(async (call, next) => {
   *   console.log(call.method);
   *   return next(call);
   * });
   */
  use(middleware: Middleware): () => void {
    return this.#middlewares.use(middleware);
  }

  /** The account itself, asked anew. @throws ClientStateError, RpcError */
  async getMe(): Promise<User> {
    const [user] = await this.invoke({ _: "users.getUsers", id: [{ _: "inputUserSelf" }] });
    if (user?._ !== "user") throw new SignInError(`${this.name} is not signed in`);
    return new User(user);
  }

  /**
   * Ends the session at Telegram, has the auth keys of all DCs destroyed, disconnects and deletes the session file. A DC
   * that cannot be reached keeps a key on which nobody is signed in; it is waited for `connectTimeout` at most.
   *
   * @throws ClientStateError when the client is not connected
   * @throws RpcError when Telegram refuses: the client stays signed in
   */
  async logOut(): Promise<void> {
    const online = this.#needOnline();
    await endSession(online.auth);
    await online.destroyKeys((error) => this.#options.logger.warn("the keys were not destroyed", error));
    await this.#leave((storage) => storage.destroy());
    this.#me = null;
  }

  /** How texts are read from now on, unless a call says otherwise. @throws TypeError, RangeError for an unknown mode */
  setParseMode(parseMode: ParseMode): void {
    checkParseMode(parseMode, "parseMode");
    this.#parseMode = parseMode;
  }

  /** The session as text: whoever has it is signed in. @throws ClientStateError, SignInError when nobody is signed in */
  async exportSessionString(): Promise<string> {
    return writeSessionString(this.#needOnline().store.session);
  }

  /**
   * Calls `handler` when updates were lost for good, because Telegram had no difference that reaches back far enough:
   * what happened in between must be read from the history.
   *
   * @returns a function that removes the handler again
   */
  onUpdatesGap(handler: UpdatesGapHandler): () => void {
    return this.#gaps.add(handler);
  }

  /** What the option `plugins` has added; null before the first start, and without that option. */
  get plugins(): Plugins | null {
    return this.#plugins;
  }

  /**
   * Keeps hearing of a channel or supergroup of which the account need not be a member: asks for news at once, and
   * then as often as Telegram allows. Members hear of their channels without it.
   *
   * @returns a function that ends it
   * @throws TypeError when the chat is no channel
   * @throws everything that `resolvePeer` throws
   */
  async openChat(chat: PeerLike): Promise<() => void> {
    const peer = await this.resolvePeer(chat);
    if (!("channelId" in peer)) throw new TypeError("chat must be a channel or supergroup");
    return this.#needOnline().updates.watchChannel(peer.channelId);
  }

  /** How the stream of updates is doing, as of now. */
  get updatesHealth(): UpdatesHealth {
    return this.#online?.updates.health ?? NO_UPDATES;
  }

  /** Shows no secret. */
  [inspect.custom](): string {
    return `Client { name: ${inspect(this.name)}, state: ${inspect(this.#phase)} }`;
  }

  protected override authContext(): AuthContext {
    return this.#needOnline().auth;
  }

  protected override handlers(): Handlers<this> {
    return this.#handlers;
  }

  protected override objects(): ObjectClient {
    return this;
  }

  protected override methodClient(): MethodClient {
    return this.#needOnline().methods;
  }

  async #goOnline(): Promise<Online> {
    const { noUpdates } = this.#options;
    return Online.open({
      options: this.#options,
      storage: this.#createStorage(),
      leaving: this.#leaving.signal,
      connection: this.#connection,
      middleware: this.#middlewares.middleware,
      invoke: (request, options) => this.invoke(request, options),
      objects: this.objects(),
      parseMode: () => this.#parseMode,
      wrap: (request) => {
        const query = this.#takeout.wrap(request);
        return noUpdates ? { _: "invokeWithoutUpdates", query } : query;
      },
      deliver: (update, context) => this.#handlers.deliver(update, context),
      onGap: (gap) => this.#gaps.report(gap),
      onSessionDead: (error) => this.#die(error),
    });
  }

  /** Telegram has ended the session: told once, whoever asks next. The file stays, for whoever wants to look. */
  #die(error: SessionDeadError): void {
    // Whoever waits for start() is told by it.
    if (this.#phase !== "starting") this.#options.logger.error(error.message);
    this.#connection.set("disconnected", error);
    this.#death.abort(error);
  }

  async #signIn(): Promise<void> {
    const { auth } = this.#needOnline();
    if (this.#prompter === undefined) throw new SignInError(`${this.name} is not signed in, and there is no prompter to ask`);
    const { answers } = this.#options;
    await new SignInFlow(auth, { prompter: this.#prompter, answers, signal: this.#leaving.signal }).run();
  }

  /** Once: a restart keeps all handlers. */
  async #loadPlugins(): Promise<void> {
    const { plugins } = this.#options;
    if (plugins !== null) this.#plugins ??= await this.addPlugins(plugins);
  }

  /** Whoever has just signed in has missed nothing. */
  async #startUpdates(wasSignedIn: boolean): Promise<void> {
    this.#handlers.start();
    const { updates, store } = this.#needOnline();
    const selfId = store.session.userId ?? this.#me?.id ?? 0;
    await updates.start({ selfId, catchUp: wasSignedIn && this.#options.catchUp });
  }

  #call(request: TlRequest, options: InvokeOptions): Promise<unknown> {
    return this.#online === null ? Promise.reject(this.#notOnline()) : this.#online.call(request, options);
  }

  #needOnline(): Online {
    if (this.#online === null) throw this.#notOnline();
    return this.#online;
  }

  #notOnline(): ClientStateError {
    return new ClientStateError(`${this.name} is not connected: call start() or connect() first`, { mayHaveRun: false });
  }

  /** Whoever asks while it is under way waits for the same end. */
  async #leave(end: (storage: Storage) => Promise<void>): Promise<void> {
    this.#left ??= this.#goOffline(end).finally(() => {
      this.#left = null;
    });
    await this.#left;
  }

  async #goOffline(end: (storage: Storage) => Promise<void>): Promise<void> {
    this.#leaving.abort(new ClientStateError(`${this.name} was stopped`));
    // connect() sees the abort, closes what it opened and reports to its own caller, unless it was done already.
    await Promise.allSettled([this.#connecting]);
    const online = this.#online;
    if (online === null) return;
    this.#phase = "stopping";
    try {
      this.#handlers.conversations.stopAll(`${this.name} was stopped`);
      const onError = (error: unknown): void => this.#options.logger.error("the state of updates was not stored", error);
      await online.close(end, onError);
    } finally {
      this.#online = null;
      this.#takeout.forget();
      this.#phase = "disconnected";
      this.#connection.set("disconnected");
      await this.#handlers.onDisconnected();
    }
  }
}
