import { setImmediate } from "node:timers/promises";
import { beginningsOf, isSearched, textOf } from "../../filters/index.js";
import type { tl } from "../../tl/index.js";
import { kindsOf, Message, PeerIndex, wrapUpdate, type KnownPeer, type MentionedPeers, type ObjectClient, type UpdateKind, type UpdateObjects } from "../../types/index.js";
import { Dispatcher } from "../../updates/dispatch/index.js";
import { Conversations } from "../conversations/Conversations.js";
import type { Logger } from "../Logger.js";
import type { UpdateContext } from "../../updates/index.js";
import { AlbumCollector, type Schedule } from "./AlbumCollector.js";
import { ChatTurns } from "./ChatTurns.js";

/** How long a stop waits for handlers that run. */
const STOP_DEADLINE_MS = 5000;

export interface HandlersNeeds<Client> {
  /** Handed to every handler. */
  readonly client: Client;
  /** What bound methods call. */
  readonly objects: ObjectClient;
  readonly logger: Logger;
  /** Finds those who do not come along with an update. */
  readonly knownPeer?: KnownPeer;
  /** For tests. */
  readonly schedule?: Schedule;
}

/** All handlers of a client, and what stands between them and the updates. */
export class Handlers<Client> {
  readonly dispatcher: Dispatcher<UpdateObjects, Client, tl.Update, UpdateContext>;
  readonly conversations: Conversations;
  readonly #client: Client;
  readonly #logger: Logger;
  readonly #knownPeer: KnownPeer | undefined;
  readonly #albums: AlbumCollector;
  readonly #turns = new ChatTurns();
  /** Those of the last update: the other updates of its container came with the same ones. */
  #mentioned: MentionedPeers = NOBODY;
  #peers = PeerIndex.EMPTY;
  readonly #disconnect = new Set<(client: Client) => unknown>();

  constructor({ client, objects, logger, knownPeer, schedule }: HandlersNeeds<Client>) {
    const report = (message: string, error: unknown): void => logger.error(message, error);
    this.#client = client;
    this.#logger = logger;
    this.#knownPeer = knownPeer;
    this.conversations = new Conversations(objects, ({ identifier }) => this.#turns.yieldTo(identifier));
    this.#albums = new AlbumCollector((messages) => {
      this.dispatcher.dispatchObject("albums", messages, messages)?.catch((error: unknown) => report("an album was not handled", error));
    }, schedule);
    this.dispatcher = new Dispatcher<UpdateObjects, Client, tl.Update, UpdateContext>({
      client,
      kindsOf: (update) => (this.dispatcher.wants("albums") && kindsOf(update).includes("message") ? ALBUM_AND_MESSAGE : kindsOf(update)),
      wrap: (kind, update, context) => this.#wrap(kind, update, context, objects),
      texts: { textOf: (object) => (isSearched(object) ? textOf(object) : undefined), beginningsOf },
      report,
    });
    this.dispatcher.intercept(this.conversations);
  }

  /** Called whenever the client has lost or closed its connection. @returns a function that removes the handler again */
  addDisconnect(handler: (client: Client) => unknown): () => void {
    this.#disconnect.add(handler);
    return () => void this.#disconnect.delete(handler);
  }

  /** An update in its order. Gives nothing when it was handled at once, else a promise for when its handlers are done or wait for another update of the same chat. */
  deliver(update: tl.Update, context: UpdateContext): void | Promise<void> {
    const deliver = (): void | Promise<void> => this.#turns.take(update, () => this.dispatcher.dispatch(update, context));
    // A press may come right behind the answer to the call that sent the button: whoever awaits that, to wait for the press, goes on first.
    return kindsOf(update).includes("callbackQuery") ? afterTurn(deliver) : deliver();
  }

  /** Tells the disconnect handlers. */
  async onDisconnected(): Promise<void> {
    for (const handler of this.#disconnect) {
      try {
        await handler(this.#client);
      } catch (error) {
        this.#logger.error("a disconnect handler failed", error);
      }
    }
  }

  /** Opens it again after `stop`. */
  start(): void {
    this.dispatcher.start();
  }

  /** Ends conversations, takes no more updates, and waits some seconds for the handlers that run. */
  async stop(): Promise<void> {
    this.#albums.flush();
    this.conversations.stopAll("the client stopped");
    const left = await this.dispatcher.stop(STOP_DEADLINE_MS);
    if (left > 0) this.#logger.warn(`handlers of ${left} updates still ran ${STOP_DEADLINE_MS / 1000} s after the stop`);
  }

  #wrap(kind: UpdateKind, update: tl.Update, context: UpdateContext, objects: ObjectClient): UpdateObjects[UpdateKind] | null {
    const object = wrapUpdate(update, this.#peersOf(context), objects);
    if (kind !== "albums") return object;
    // Handed on when it is complete.
    if (object instanceof Message) this.#albums.add(object);
    return null;
  }

  #peersOf({ users, chats }: UpdateContext): PeerIndex {
    if (this.#mentioned.users !== users || this.#mentioned.chats !== chats) {
      this.#mentioned = { users, chats };
      this.#peers = PeerIndex.of(this.#mentioned, this.#knownPeer);
    }
    return this.#peers;
  }
}

async function afterTurn(deliver: () => void | Promise<void>): Promise<void> {
  await setImmediate();
  await deliver();
}

const NOBODY: MentionedPeers = { users: [], chats: [] };

const ALBUM_AND_MESSAGE: readonly UpdateKind[] = ["albums", "message"];
