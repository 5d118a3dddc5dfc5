import type { UpdateKind, UpdateObjects } from "../../types/index.js";
import type { tl } from "../../tl/index.js";
import type { UpdateContext } from "../../updates/index.js";
import { checkFilter, checkHandler, readGroup, type Handler, type HandlerOptions } from "./handlerArguments.js";

/** What `addHandler` takes: a kind of update, what to call, and when. */
export abstract class UpdateHandler {
  abstract readonly kind: UpdateKind | "rawUpdate";
  /** Handlers are numbered as they are made: plugins add theirs in this order. */
  static #made = 0;
  readonly serial: number = UpdateHandler.#made++;
  readonly callback: () => unknown;
  readonly filters: (() => boolean | Promise<boolean>) | null;

  /** Where `addHandler` puts it unless it is told otherwise. */
  readonly group: number;

  /** @throws TypeError, RangeError naming what is wrong */
  constructor(callback: (...args: never[]) => unknown, filters: ((...args: never[]) => boolean | Promise<boolean>) | null = null, options?: HandlerOptions) {
    this.callback = checkHandler(callback);
    this.filters = checkFilter(filters);
    this.group = readGroup(options);
  }
}

type HandlerClass<Kind extends UpdateKind> = new (
  // The client is whichever the handler is added to.
  callback: Handler<UpdateObjects[Kind], never>,
  filters?: ((update: UpdateObjects[Kind], client: never) => boolean | Promise<boolean>) | null,
  options?: HandlerOptions,
) => UpdateHandler;

function handlerClass<Kind extends UpdateKind>(kind: Kind): HandlerClass<Kind> {
  return class extends UpdateHandler {
    override readonly kind = kind;
  };
}

export const MessageHandler = handlerClass("message");
export const EditedMessageHandler = handlerClass("editedMessage");
export const DeletedMessagesHandler = handlerClass("deletedMessages");
export const CallbackQueryHandler = handlerClass("callbackQuery");
export const InlineQueryHandler = handlerClass("inlineQuery");
export const ChosenInlineResultHandler = handlerClass("chosenInlineResult");
export const UserStatusHandler = handlerClass("userStatus");
export const PollHandler = handlerClass("poll");
export const ChatMemberUpdatedHandler = handlerClass("chatMemberUpdated");
export const ChatJoinRequestHandler = handlerClass("chatJoinRequest");

class RawHandler extends UpdateHandler {
  override readonly kind = "rawUpdate";
}

/** Sees every update, before all other handlers. */
export const RawUpdateHandler: new (callback: (update: tl.Update, client: never, context: UpdateContext) => unknown) => UpdateHandler = RawHandler;
