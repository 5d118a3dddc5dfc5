import type { TlRequest } from "../tl/index.js";
import { ConnectionError, TransportError } from "../errors/index.js";
import { wireDcId } from "./builtInDcs.js";
import { Connection } from "./Connection.js";
import type { ForwardSecrecy } from "./ConnectionOptions.js";
import type { AddressKind } from "./DcDirectory.js";
import { DcLink, type InitParams } from "./DcLink.js";
import { destroyKey } from "./destroyKey.js";
import { LazyMap } from "./LazyMap.js";
import { LeftSessions } from "./LeftSessions.js";
import { LinkPool } from "./LinkPool.js";
import type { LinksOptions } from "./LinksOptions.js";
import { permanentConnection } from "./permanentConnection.js";
import type { Purpose } from "./Purpose.js";
import { packTempKey, unpackTempKey, type TempKey } from "./TempKey.js";

/** What a link reaches. */
interface Place {
  readonly dcId: number;
  readonly purpose: Purpose;
}

interface OpenOptions extends Place {
  readonly gone: () => void;
}

/**
 * The links to all DCs: one main link each, and pools for files. All links of a DC share its permanent key,
 * which the main link makes (spec/mtproto.md §2.1); DCs of the content delivery network have keys of their own.
 */
export class Links {
  readonly #options: LinksOptions;
  readonly #main = new Map<number, Promise<DcLink>>();
  /** Those of them that are open. */
  readonly #openMain = new Map<number, DcLink>();
  readonly #pools = new LazyMap<string, LinkPool>();
  /** Every link that is open, or being opened. */
  readonly #links = new Set<DcLink>();
  /** DCs whose stored temporary key is in use. */
  readonly #usedTempKeys = new Set<number>();
  /** Keys of the content delivery network, which no account depends on: not stored. */
  readonly #cdnAuthKeys = new LazyMap<number, Uint8Array>();

  constructor(options: LinksOptions) {
    this.#options = options;
  }

  /** The main link of a DC, opened by the first who asks. */
  main(dcId: number): Promise<DcLink> {
    const known = this.#main.get(dcId);
    if (known !== undefined) return known;
    const gone = (): void => {
      if (this.#main.get(dcId) !== link) return;
      this.#main.delete(dcId);
      this.#openMain.delete(dcId);
    };
    const link = this.#open({ dcId, purpose: "main", gone });
    this.#main.set(dcId, link);
    // A DC that could not be reached is tried afresh by the next call.
    link.then((opened) => {
      if (this.#main.get(dcId) === link) this.#openMain.set(dcId, opened);
    }, gone);
    return link;
  }

  /** The main link of a DC, if it is open already. */
  opened(dcId: number): DcLink | undefined {
    return this.#openMain.get(dcId);
  }

  /** Runs a call on a link of a pool with at most `size` links. */
  async pooled<T>(dcId: number, purpose: Exclude<Purpose, "main">, size: number, call: (link: DcLink) => Promise<T>): Promise<T> {
    const pool = this.#pool(dcId, purpose);
    try {
      return await pool.use(size, call);
    } catch (error) {
      if (!(error instanceof TransportError) || error.status !== -404) throw error;
      // The server does not know the key. Only the main link may find out whether it is lost, and replace it.
      if (purpose === "cdn") this.#cdnAuthKeys.delete(dcId);
      else await (await this.main(dcId)).call({ _: "help.getNearestDc" }, "help.getNearestDc");
      return pool.use(size, call);
    }
  }

  /** The network is another one: all sockets are dropped and made anew at once. */
  reconnect(): void {
    this.#options.directory.forgetFailures();
    for (const { connection } of this.#links) connection.reconnect();
  }

  /** Asks the servers to forget the keys of all links that are connected. Never rejects. */
  async destroyOpenKeys(deadline: AbortSignal): Promise<void> {
    const up = [...this.#links].filter(({ connection }) => connection.isUp);
    await Promise.all(up.map(({ connection }) => destroyKey(connection, deadline)));
  }

  /** Asks the servers to forget the permanent keys of all DCs. Never rejects. */
  async destroyStoredKeys(deadline: AbortSignal): Promise<void> {
    await Promise.all(
      this.#options.directory.dcIds().map(async (dcId) => {
        const connection = await permanentConnection(dcId, this.#options);
        if (connection !== null) await destroyKey(connection, deadline);
      }),
    );
  }

  async close(reason: unknown): Promise<void> {
    const links = await Promise.allSettled(this.#main.values());
    await Promise.all([
      ...links.map(async (link) => link.status === "fulfilled" && link.value.close(reason)),
      ...[...this.#pools.values()].map((pool) => pool.close(reason)),
    ]);
  }

  #pool(dcId: number, purpose: Exclude<Purpose, "main">): LinkPool {
    const key = `${purpose} ${dcId}`;
    let pool = this.#pools.get(key);
    if (pool === undefined) {
      pool = new LinkPool(async (gone) => {
        if (purpose !== "cdn" && (await this.#options.store.loadAuthKey(dcId)) === null) await this.main(dcId);
        return this.#open({ dcId, purpose, gone });
      });
      this.#pools.set(key, pool);
    }
    return pool;
  }

  async #open({ dcId, purpose, gone }: OpenOptions): Promise<DcLink> {
    const { directory, signal, onError } = this.#options;
    const kind = ADDRESS_KIND[purpose];
    if (directory.addresses(dcId, kind).length === 0) throw new ConnectionError(`No address of DC ${dcId} is known`);
    const onStop = (): void => void link.close(signal.reason);
    const link: DcLink = new DcLink(await this.#connection({ dcId, purpose }, () => link), this.#initParams(purpose), (request) =>
      this.#wrap(dcId, purpose, request),
    );
    link.onRenew = () => {
      void this.#renew({ dcId, purpose }, link).catch(onError);
    };
    link.onGone = (error, isHeard) => {
      // The next call tries afresh.
      gone();
      this.#links.delete(link);
      signal.removeEventListener("abort", onStop);
      if (!isHeard) onError(error);
      // Whoever wants updates makes that call.
      if (this.#isForUpdates({ dcId, purpose })) this.#options.onUpdatesLost();
    };
    signal.addEventListener("abort", onStop, { once: true });
    this.#links.add(link);
    try {
      await link.connection.open();
    } catch (error) {
      this.#links.delete(link);
      signal.removeEventListener("abort", onStop);
      throw error;
    }
    return link;
  }

  /** Moves a link to a connection with another temporary key; calls under way are answered on the old one. */
  async #renew(place: Place, link: DcLink): Promise<void> {
    const next = await this.#connection(place, () => link);
    try {
      await next.open();
    } catch (error) {
      // The old key ends some time: then the old connection makes another one.
      await next.close(error);
      throw error;
    }
    if (this.#options.signal.aborted) return next.close(this.#options.signal.reason);
    link.moveTo(next);
    if (this.#isForUpdates(place)) this.#options.onUpdatesLost();
  }

  /** Makes a connection, which is not opened yet, for the link that `linkOf` gives. */
  async #connection({ dcId, purpose }: Place, linkOf: () => DcLink): Promise<Connection> {
    const { store, testMode, directory, wrappings, timeouts, dial, isHome, isSignedIn, signal, onError } = this.#options;
    const isCdn = purpose === "cdn";
    const isMain = purpose === "main";
    const kind = ADDRESS_KIND[purpose];
    const [authKey, salts, timeOffsetMs, rsaKeys, forwardSecrecy] = await Promise.all([
      isCdn ? (this.#cdnAuthKeys.get(dcId) ?? null) : store.loadAuthKey(dcId),
      isCdn ? null : store.loadSalts(dcId),
      store.loadTimeOffset(),
      isCdn ? this.#options.cdnKeys(dcId) : this.#options.rsaKeys,
      isCdn ? null : this.#forwardSecrecy(dcId, purpose),
    ]);
    signal.throwIfAborted();
    const keep = (stored: Promise<void>): void => void stored.catch(onError);
    const left = new LeftSessions(store, dcId);
    const isCurrent = (): boolean => linkOf().connection === connection;
    const connection: Connection = new Connection({
      book: {
        addresses: () => directory.addresses(dcId, kind),
        pace: directory.pace,
        succeeded: (option) => {
          if (directory.succeeded(dcId, kind, option)) keep(store.saveWinners(directory.packWinners()));
        },
        failed: (option) => directory.failed(option),
      },
      dcId,
      wireDcId: wireDcId(dcId, testMode),
      wrappings,
      rsaKeys,
      authKey,
      salts: salts ?? new Uint8Array(0),
      forwardSecrecy,
      timeOffsetMs,
      timeouts,
      dial,
      events: {
        authKeyCreated: async (key) => {
          if (isCdn) this.#cdnAuthKeys.set(dcId, key);
          else await store.saveAuthKey(dcId, key);
          linkOf().forgetInit();
        },
        // The home DC's key is the account's way in; the others' are the business of their main links.
        mayReplaceAuthKey: () => isMain && (!isHome(dcId) || !isSignedIn()),
        tempKeyChanged: (key) => {
          if (key === null) linkOf().forgetInit();
          const permanent = connection.authKey;
          if (isMain) keep(store.saveTempKey(dcId, key === null || permanent === null ? null : packTempKey(key, permanent)));
        },
        tempKeyExpires: () => linkOf().onRenew(),
        saltsChanged: (packed) => {
          if (!isCdn) keep(store.saveSalts(dcId, Uint8Array.from(packed)));
        },
        timeOffsetChanged: (ms) => keep(store.saveTimeOffset(ms)),
        update: (body) => {
          if (this.#isForUpdates({ dcId, purpose })) this.#options.onUpdate(body);
          // What a copy of public files has to say about an account is an attack (spec/mtproto.md §9.3).
          else if (isCdn) void linkOf().close(new ConnectionError(`DC ${dcId} of the content delivery network sent an update`));
        },
        sessionBegun: (session) => {
          // Keys of others end with the process, and their sessions with them.
          if (isMain) left.begun(session).catch(() => {});
        },
        sessionRenewed: () => {
          linkOf().forgetInit();
          if (this.#isForUpdates({ dcId, purpose })) this.#options.onUpdatesLost();
        },
        stateChanged: (change) => {
          if (this.#isForUpdates({ dcId, purpose }) && isCurrent()) this.#options.onConnectionChange(change);
        },
        failed: (error, isHeard) => {
          if (isCurrent()) linkOf().onGone(error, isHeard);
        },
      },
    });
    return connection;
  }

  async #forwardSecrecy(dcId: number, purpose: Purpose): Promise<ForwardSecrecy | null> {
    const { tempKeyLifetimeSec, schedule, store } = this.#options;
    if (tempKeyLifetimeSec === null) return null;
    const stored = purpose === "main" && !this.#usedTempKeys.has(dcId) ? await store.loadTempKey(dcId) : null;
    // Each connection has a key of its own (spec/mtproto.md §7.4): a stored one serves the first.
    if (purpose === "main") this.#usedTempKeys.add(dcId);
    const permanent = await store.loadAuthKey(dcId);
    const tempKey: TempKey | null = stored === null || permanent === null ? null : unpackTempKey(stored, permanent);
    return { lifetimeSec: tempKeyLifetimeSec, tempKey, schedule };
  }

  #isForUpdates({ dcId, purpose }: Place): boolean {
    return purpose === "main" && this.#options.isHome(dcId);
  }

  #initParams(purpose: Purpose): () => InitParams {
    const { initParams } = this.#options;
    return purpose === "cdn" ? () => ({ ...initParams(), ...ANONYMOUS }) : initParams;
  }

  /** Updates belong to the main link of the home DC alone. */
  #wrap(dcId: number, purpose: Purpose, request: TlRequest): TlRequest {
    if (purpose === "cdn") return request;
    const query = this.#options.wrap(request);
    return this.#isForUpdates({ dcId, purpose }) || query._ === "invokeWithoutUpdates" ? query : { _: "invokeWithoutUpdates", query };
  }
}

const ADDRESS_KIND: Readonly<Record<Purpose, AddressKind>> = { main: "main", upload: "main", download: "media", cdn: "cdn" };

/** What the content delivery network hears about the client, as TDLib has it (spec/mtproto.md §8.4). */
const ANONYMOUS = { deviceModel: "n/a", systemVersion: "n/a" } as const;
