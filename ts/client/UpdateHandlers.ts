import { decode, type tl, type TlObject, type TlValue } from "../tl/index.js";
import type { Logger } from "./Logger.js";

/** What came with an update: the users and chats that it mentions. */
export interface UpdateContext {
  readonly users: readonly tl.User[];
  readonly chats: readonly tl.Chat[];
}

/** A pushed update, or one of the short forms that stand for one. */
export type RawUpdate = tl.Update | ShortUpdate;
type ShortUpdate = Exclude<tl.Updates, tl.RawUpdates | tl.RawUpdatesCombined | tl.RawUpdateShort>;

/** Handles one raw update. What it throws or rejects with is reported to the client's logger. */
export type RawUpdateHandler<C> = (update: RawUpdate, client: C, context: UpdateContext) => unknown;

const NOBODY: UpdateContext = { users: [], chats: [] };

/** Takes update containers apart and hands each update to every handler, in the order of arrival. */
export class UpdateHandlers<C> {
  readonly #client: C;
  readonly #logger: Logger;
  readonly #handlers = new Set<RawUpdateHandler<C>>();

  constructor(client: C, logger: Logger) {
    this.#client = client;
    this.#logger = logger;
  }

  /** @returns a function that removes the handler again */
  add(handler: RawUpdateHandler<C>): () => void {
    if (typeof handler !== "function") throw new TypeError("handler must be a function");
    this.#handlers.add(handler);
    return () => void this.#handlers.delete(handler);
  }

  /** A boxed object that the server pushed. One that this layer does not know is skipped: the connection goes on. */
  receive(body: Uint8Array): void {
    let object: TlObject | TlValue;
    try {
      object = decode(body);
    } catch (error) {
      this.#logger.warn("an update could not be read and was skipped", error);
      return;
    }
    if (typeof object !== "object" || Array.isArray(object) || !("_" in object)) return;
    switch (object._) {
      case "updates":
      case "updatesCombined":
        for (const update of object.updates) this.#hand(update, object);
        break;
      case "updateShort":
        this.#hand(object.update, NOBODY);
        break;
      case "updatesTooLong":
      case "updateShortMessage":
      case "updateShortChatMessage":
      case "updateShortSentMessage":
        this.#hand(object, NOBODY);
        break;
      default:
        this.#logger.debug(`the server pushed ${object._}, which is no update`);
    }
  }

  #hand(update: RawUpdate, { users, chats }: UpdateContext): void {
    for (const handler of this.#handlers) {
      try {
        Promise.resolve(handler(update, this.#client, { users, chats })).catch((error: unknown) => this.#report(error));
      } catch (error) {
        this.#report(error);
      }
    }
  }

  #report(error: unknown): void {
    this.#logger.error("an update handler failed", error);
  }
}
