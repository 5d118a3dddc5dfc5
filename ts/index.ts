import { Client as BaseClient, type ClientOptions } from "./client/index.js";
import { TerminalPrompter } from "./prompts/index.js";

/**
 * One account of Telegram, a person's or a bot's; the terminal answers the questions of the sign-in unless
 * another `prompter` is given.
 */
export class Client extends BaseClient {
  /**
   * Options that every client of this process has unless it says otherwise: the place for the addresses and keys
   * of a private server, so that programs stay as they are.
   */
  static defaults: ClientOptions = {};

  constructor(name: string, options: ClientOptions = {}) {
    super(name, withDefaults(options));
  }
}

/** An explicit `undefined` means the default. */
function withDefaults(options: ClientOptions): ClientOptions {
  const given = Object.fromEntries(Object.entries(options ?? {}).filter(([, value]) => value !== undefined));
  const chosen: ClientOptions = { ...Client.defaults, ...given };
  return { ...chosen, prompter: chosen.prompter ?? new TerminalPrompter({ hidePassword: chosen.hidePassword }) };
}

export {
  callbackPrompter,
  GaveUpError,
  type Answer,
  type Answers,
  type PresetAnswers,
  type PresetInfo,
  type Prompter,
  type PromptOptions,
  type Question,
  type SignIn,
  type SignInState,
} from "./auth/index.js";
export { compose, idle, type ClientOptions, type ComposeOptions, type ComposeProgress, type ConnectionState, type ConnectionStateChange, type ConnectionStateHandler, type StartOptions, type Logger, type UpdatesGapHandler } from "./client/index.js";
export {
  CallbackQueryHandler,
  ChatJoinRequestHandler,
  ChatMemberUpdatedHandler,
  ChosenInlineResultHandler,
  DeletedMessagesHandler,
  EditedMessageHandler,
  InlineQueryHandler,
  MessageHandler,
  PollHandler,
  RawUpdateHandler,
  UpdateHandler,
  UserStatusHandler,
  type AddHandler,
  type Handler,
  type HandlerOptions,
  type PluginOptions,
  type Plugins,
  type RemoveHandler,
} from "./client/index.js";
export * from "./errors/index.js";
export type { Call, CallAttempts, DcOption, InvokeOptions, Middleware, Next, SpanValue, Tracer, TraceSpan, TransportName } from "./network/index.js";
export { markedId, parseLink, parseMarkedId, type Link, type ParsedId, type PeerKind, type PeerLike, type ResolvedLink } from "./peers/index.js";
export {
  MemoryStorage,
  readSessionString,
  SqliteStorage,
  writeSessionString,
  type PeerContext,
  type PeerRecord,
  type Storage,
  type StoredPeer,
  type StoredSession,
} from "./storage/index.js";
export { LAYER, type RpcErrorName, type tl, type TlExact, type TlMethod, type TlObject, type TlRequest, type TlResult } from "./tl/index.js";
export { html, md, normalizeText, parseText, splitText, unparseText, type FormattedText, type ParseMode, type TemplateValue, type TextLike } from "./text/index.js";
export * from "./types/index.js";
export { filters, type CommandOptions, type Filter, type FilterClient, type IdFilter } from "./filters/index.js";
export type { MtproxyOptions, ProxyOption, ProxyServerOptions } from "./transport/index.js";
export { User, type SentCode, type SentCodeType, type TermsOfService } from "./types/index.js";
export type * from "./methods/index.js";
export type { RecoverPasswordOptions, SignUpOptions, SignUpRequired } from "./methods/auth/index.js";
export type { UpdateContext, UpdatesGap, UpdatesHealth } from "./updates/index.js";
export { ContinuePropagation, continuePropagation, StopPropagation, stopPropagation, type ErrorClass, type ErrorHandler, type UpdateMiddleware } from "./updates/dispatch/index.js";
