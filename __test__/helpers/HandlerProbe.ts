import type { AuthContext } from "../../ts/auth/index.js";
import { HandlerMethods } from "../../ts/client/HandlerMethods.js";
import { Handlers } from "../../ts/client/handlers/Handlers.js";
import type { tl } from "../../ts/tl/index.js";
import { User, type ObjectClient } from "../../ts/types/index.js";

/** A client that is nothing but its handlers: updates are put in by hand, calls are written down. */
export class HandlerProbe extends HandlerMethods {
  readonly me = new User({ _: "user", self: true, id: 1, username: "mybot", firstName: "Me" });
  readonly calls: unknown[][] = [];
  readonly reports: unknown[] = [];
  /** Album timers, to be let off by hand. */
  readonly timers = new Set<() => void>();
  /** What the client's methods answer. */
  answer: (name: string, args: readonly unknown[]) => unknown = () => undefined;
  readonly #handlers: Handlers<this>;

  constructor() {
    super();
    const report = (_message: string, error: unknown): void => void this.reports.push(error);
    this.#handlers = new Handlers<this>({
      client: this,
      objects: this.objects(),
      logger: { debug: () => {}, info: () => {}, warn: report, error: report },
      schedule: (action) => {
        this.timers.add(action);
        return () => void this.timers.delete(action);
      },
    });
  }

  async deliver(update: tl.Update, users: tl.User[] = [], chats: tl.Chat[] = []): Promise<void> {
    await this.#handlers.deliver(update, { users, chats });
  }

  /** A message in a chat of a user, or in a basic group when `chatId` is negative. */
  say(text: string, { chatId = 7, userId = 7, ...fields }: { chatId?: number; userId?: number } & Partial<tl.RawMessage> = {}): Promise<void> {
    const peerId: tl.Peer = chatId > 0 ? { _: "peerUser", userId: chatId } : { _: "peerChat", chatId: -chatId };
    const message: tl.RawMessage = { _: "message", id: 3, peerId, fromId: { _: "peerUser", userId }, date: 1, message: text, ...fields };
    return this.deliver({ _: "updateNewMessage", message, pts: 1, ptsCount: 1 }, [{ _: "user", id: userId, firstName: `user ${userId}` }]);
  }

  /** A press of a button under message `msgId`. */
  press(data: string, { chatId = 7, userId = 7, msgId = 3 }: { chatId?: number; userId?: number; msgId?: number } = {}): Promise<void> {
    const peer: tl.Peer = chatId > 0 ? { _: "peerUser", userId: chatId } : { _: "peerChat", chatId: -chatId };
    return this.deliver({ _: "updateBotCallbackQuery", queryId: 9n, userId, peer, msgId, chatInstance: 1n, data: new TextEncoder().encode(data) });
  }

  stop(): Promise<void> {
    return this.#handlers.stop();
  }

  disconnected(): Promise<void> {
    return this.#handlers.onDisconnected();
  }

  override handlers(): Handlers<this> {
    return this.#handlers;
  }

  protected override objects(): ObjectClient {
    const { me } = this;
    return new Proxy({ me } as ObjectClient, {
      get: (target, name) =>
        name === "me"
          ? target.me
          : async (...args: unknown[]) => {
              this.calls.push([name, ...args]);
              return this.answer(String(name), args);
            },
    });
  }

  protected override authContext(): AuthContext {
    throw new Error("the probe signs nobody in");
  }
}
