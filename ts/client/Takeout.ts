import type { TlRequest } from "../tl/index.js";
import type { MethodClientNeeds } from "./createMethodClient.js";
import type { Logger } from "./Logger.js";

/** No file of Telegram's is larger (Premium), so the takeout leaves none out. */
const LARGEST_FILE_BYTES = 4_194_304_000;

/** How long a stop waits for Telegram to hear that the takeout is over. */
const FINISH_TIMEOUT_MS = 3000;

/** The export of an account's data, as part of which all calls are made while it lasts (option `takeout`). */
export class Takeout {
  readonly #invoke: MethodClientNeeds["invoke"];
  readonly #logger: Logger;
  #id: bigint | null = null;

  constructor(invoke: MethodClientNeeds["invoke"], logger: Logger) {
    this.#invoke = invoke;
    this.#logger = logger;
  }

  async begin(): Promise<void> {
    const takeout = await this.#invoke({
      _: "account.initTakeoutSession",
      contacts: true,
      messageUsers: true,
      messageChats: true,
      messageMegagroups: true,
      messageChannels: true,
      files: true,
      fileMaxSize: LARGEST_FILE_BYTES,
    });
    this.#id = takeout.id;
  }

  /** Tells Telegram. Without that it ends by itself after a while: no reason to stay, or to fail. */
  async finish(): Promise<void> {
    if (this.#id === null) return;
    const signal = AbortSignal.timeout(FINISH_TIMEOUT_MS);
    try {
      await this.#invoke({ _: "account.finishTakeoutSession", success: true }, { signal });
    } catch (error) {
      this.#logger.warn("the takeout was not finished", error);
    }
  }

  /** The connection is gone: later calls are no part of it. */
  forget(): void {
    this.#id = null;
  }

  /** Makes a call part of the takeout, if there is one. */
  wrap(query: TlRequest): TlRequest {
    return this.#id === null ? query : { _: "invokeWithTakeout", takeoutId: this.#id, query };
  }
}
