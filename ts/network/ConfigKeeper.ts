import type { DcDirectory } from "./DcDirectory.js";
import { packConfig, readConfig, unpackConfig, type ConfigAnswer } from "./ServerConfig.js";

export interface ConfigKeeperOptions {
  readonly directory: DcDirectory;
  /** Asks the home DC: answers of others name themselves as the home (spec/mtproto.md §12.18). */
  readonly ask: () => Promise<ConfigAnswer>;
  readonly load: () => Promise<Uint8Array | null>;
  readonly save: (config: Uint8Array) => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** @default the system's */
  readonly now?: () => number;
}

/** After a failure the server is asked again this much later, in milliseconds. */
const RETRY_MS = 60_000;

/** Keeps the server's configuration: from the session file, else from the server, and anew before it gets old. */
export class ConfigKeeper {
  readonly #options: ConfigKeeperOptions;
  readonly #now: () => number;
  #refreshAtMs = 0;
  #asking: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(options: ConfigKeeperOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Takes what an earlier run has stored. */
  async load(): Promise<void> {
    const stored = await this.#options.load();
    const config = stored === null ? null : unpackConfig(stored);
    if (config === null) return;
    this.#options.directory.learn(config.dcOptions, config.prefersIpv6);
    this.#refreshAtMs = config.refreshAtMs;
  }

  /** From now on the configuration is asked for whenever it is old. Never rejects. */
  async keep(): Promise<void> {
    const leftMs = this.#refreshAtMs - this.#now();
    // A clock that was set back must not make it last for years.
    if (leftMs > 0 && leftMs <= LONGEST_WAIT_MS) this.#arm(leftMs);
    else await this.renew();
  }

  /** Asks now. Never rejects. */
  renew(): Promise<void> {
    return this.refresh().catch(this.#options.onError);
  }

  /** Asks now. Whoever asks meanwhile gets the same answer. */
  refresh(): Promise<void> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    try {
      const config = readConfig(await this.#options.ask(), this.#now());
      this.#options.directory.learn(config.dcOptions, config.prefersIpv6);
      this.#refreshAtMs = config.refreshAtMs;
      this.#arm(this.#refreshAtMs - this.#now());
      await this.#options.save(packConfig(config));
    } catch (error) {
      this.#arm(RETRY_MS);
      throw error;
    }
  }

  /** It keeps no process alive. */
  #arm(delayMs: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (!this.#stopped) this.#timer = setTimeout(() => void this.keep(), delayMs).unref();
  }
}

/** The longest lifetime that is granted to a configuration. */
const LONGEST_WAIT_MS = 86_400_000;
