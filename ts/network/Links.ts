import type { TlRequest } from "../tl/index.js";
import { ConnectionError, TransportError } from "../errors/index.js";
import type { Dial } from "../transport/index.js";
import { wireDcId } from "./builtInDcs.js";
import { Connection, type ConnectionTimeouts } from "./Connection.js";
import type { AddressKind, DcDirectory } from "./DcDirectory.js";
import { DcLink, type InitParams } from "./DcLink.js";
import { LinkPool } from "./LinkPool.js";
import type { NetworkStore } from "./NetworkStore.js";
import type { Purpose } from "./Purpose.js";
import { framingOf, type TransportName } from "./transportName.js";

export interface LinksOptions {
  readonly testMode: boolean;
  readonly directory: DcDirectory;
  readonly rsaKeys: readonly string[];
  /** RSA keys of a DC of the content delivery network, from `help.getCdnConfig`. */
  readonly cdnKeys: (dcId: number) => Promise<readonly string[]>;
  readonly transport: TransportName;
  readonly timeouts: ConnectionTimeouts;
  readonly initParams: () => InitParams;
  readonly dial: Dial;
  readonly store: NetworkStore;
  readonly isHome: (dcId: number) => boolean;
  readonly isSignedIn: () => boolean;
  readonly wrap: (request: TlRequest) => TlRequest;
  readonly onUpdate: (body: Uint8Array) => void;
  readonly onUpdatesLost: () => void;
  readonly onError: (error: unknown) => void;
  /** Aborted when the network stops. */
  readonly signal: AbortSignal;
}

interface OpenOptions {
  readonly dcId: number;
  readonly purpose: Purpose;
  readonly gone: () => void;
}

/**
 * The links to all DCs: one main link each, and pools for files. All links of a DC share its permanent key,
 * which the main link makes (spec/mtproto.md §2.1); DCs of the content delivery network have keys of their own.
 */
export class Links {
  readonly #options: LinksOptions;
  readonly #main = new Map<number, Promise<DcLink>>();
  readonly #pools = new Map<string, LinkPool>();
  /** Keys of the content delivery network, which no account depends on: not stored. */
  readonly #cdnAuthKeys = new Map<number, Uint8Array>();

  constructor(options: LinksOptions) {
    this.#options = options;
  }

  /** The main link of a DC, opened by the first who asks. */
  main(dcId: number): Promise<DcLink> {
    const known = this.#main.get(dcId);
    if (known !== undefined) return known;
    const gone = (): void => {
      if (this.#main.get(dcId) === link) this.#main.delete(dcId);
    };
    const link = this.#open({ dcId, purpose: "main", gone });
    this.#main.set(dcId, link);
    // A DC that could not be reached is tried afresh by the next call.
    link.catch(gone);
    return link;
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
      else await (await this.main(dcId)).call({ _: "help.getNearestDc" }, "help.getNearestDc", undefined);
      return pool.use(size, call);
    }
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
    const { store, testMode, directory, transport, timeouts, dial, isHome, isSignedIn, signal, onError } = this.#options;
    const kind = ADDRESS_KIND[purpose];
    if (directory.addresses(dcId, kind).length === 0) throw new ConnectionError(`No address of DC ${dcId} is known`);
    const isCdn = purpose === "cdn";
    const [authKey, salts, timeOffsetMs, rsaKeys] = await Promise.all([
      isCdn ? (this.#cdnAuthKeys.get(dcId) ?? null) : store.loadAuthKey(dcId),
      isCdn ? null : store.loadSalts(dcId),
      store.loadTimeOffset(),
      isCdn ? this.#options.cdnKeys(dcId) : this.#options.rsaKeys,
    ]);
    signal.throwIfAborted();
    const isMain = purpose === "main";
    const keep = (stored: Promise<void>): void => void stored.catch(onError);
    const connection: Connection = new Connection({
      addresses: () => directory.addresses(dcId, kind),
      dcId,
      wireDcId: wireDcId(dcId, testMode),
      ...framingOf(transport),
      rsaKeys,
      authKey,
      salts: salts ?? new Uint8Array(0),
      timeOffsetMs,
      timeouts,
      dial,
      events: {
        authKeyCreated: async (key) => {
          if (isCdn) this.#cdnAuthKeys.set(dcId, key);
          else await store.saveAuthKey(dcId, key);
          link.forgetInit();
        },
        // The home DC's key is the account's way in; the others' are the business of their main links.
        mayReplaceAuthKey: () => isMain && (!isHome(dcId) || !isSignedIn()),
        saltsChanged: (packed) => {
          if (!isCdn) keep(store.saveSalts(dcId, Uint8Array.from(packed)));
        },
        timeOffsetChanged: (ms) => keep(store.saveTimeOffset(ms)),
        update: (body) => {
          if (isMain && isHome(dcId)) this.#options.onUpdate(body);
          // What a copy of public files has to say about an account is an attack (spec/mtproto.md §9.3).
          else if (isCdn) void link.close(new ConnectionError(`DC ${dcId} of the content delivery network sent an update`));
        },
        sessionRenewed: () => {
          link.forgetInit();
          if (isMain && isHome(dcId)) this.#options.onUpdatesLost();
        },
        failed: (error, isHeard) => {
          // The next call tries afresh.
          gone();
          signal.removeEventListener("abort", onStop);
          if (!isHeard) onError(error);
        },
      },
    });
    const link = new DcLink(connection, this.#initParams(purpose), (request) => this.#wrap(dcId, purpose, request));
    const onStop = (): void => void connection.close(signal.reason);
    signal.addEventListener("abort", onStop, { once: true });
    try {
      await connection.open();
    } catch (error) {
      signal.removeEventListener("abort", onStop);
      throw error;
    }
    return link;
  }

  #initParams(purpose: Purpose): () => InitParams {
    const { initParams } = this.#options;
    return purpose === "cdn" ? () => ({ ...initParams(), ...ANONYMOUS }) : initParams;
  }

  /** Updates belong to the main link of the home DC alone. */
  #wrap(dcId: number, purpose: Purpose, request: TlRequest): TlRequest {
    if (purpose === "cdn") return request;
    const query = this.#options.wrap(request);
    const isForUpdates = purpose === "main" && this.#options.isHome(dcId);
    return isForUpdates || query._ === "invokeWithoutUpdates" ? query : { _: "invokeWithoutUpdates", query };
  }
}

const ADDRESS_KIND: Readonly<Record<Purpose, AddressKind>> = { main: "main", upload: "main", download: "media", cdn: "cdn" };

/** What the content delivery network hears about the client, as TDLib has it (spec/mtproto.md §8.4). */
const ANONYMOUS = { deviceModel: "n/a", systemVersion: "n/a" } as const;
