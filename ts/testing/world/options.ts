/** Where a DC of the world can be reached; told to clients in help.getConfig. */
export interface WorldDc {
  /** Number of the DC, 1 or more. */
  readonly id: number;
  /** IP address that clients dial. */
  readonly host: string;
  /** TCP port. */
  readonly port: number;
  /** Said to serve files only. @default false */
  readonly mediaOnly?: boolean;
  /** Said to take obfuscated connections only. @default false */
  readonly tcpoOnly?: boolean;
  /** Said to belong to the content delivery network. @default false */
  readonly cdn?: boolean;
  /** Said to have no other port. @default false */
  readonly thisPortOnly?: boolean;
  /** Said to want this secret in the obfuscation; the server takes it when it has the same as its option `secret`. @default none */
  readonly secret?: Uint8Array;
}

/** Terms that a person must agree to when they sign up. */
export interface TermsOfService {
  readonly id: string;
  readonly text: string;
  /** Age that must be confirmed; null for none. */
  readonly minAge: number | null;
}

/** What can be chosen when a world is made. */
export interface WorldOptions {
  /** TL text of the newest layer (api.tl), with its `// LAYER n` comment. */
  readonly schemaText: string;
  /** DCs, told to clients. @default three on 127.0.0.1 without a port */
  readonly dcs?: readonly WorldDc[];
  /** DC that help.getNearestDc names and on which new accounts are made. @default 2 */
  readonly nearestDc?: number;
  /** Whether an unknown phone is sent to `nearestDc` by NETWORK_MIGRATE. @default false */
  readonly migratesNewPhones?: boolean;
  /** The only API pair that may sign in; null accepts any that is well formed. @default null */
  readonly apiCredentials?: { readonly apiId: number; readonly apiHash: string } | null;
  /** config.test_mode. @default false */
  readonly testMode?: boolean;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
  /** Whether plain texts to other people are answered with updateShortSentMessage. @default true */
  readonly shortAnswers?: boolean;
  /** Code of accounts that are made without one, and of unknown phones. @default "12345" */
  readonly code?: string;
  /** Code in every e-mail. @default "654321" */
  readonly emailCode?: string;
  /** Seconds after which a sign-in code expires. @default 300 */
  readonly codeLifetimeSec?: number;
  /** Terms shown at sign-up; null for none. @default terms of two sentences */
  readonly termsOfService?: TermsOfService | null;
  /** Whether unknown phones are told by PHONE_NUMBER_UNOCCUPIED, as long ago. @default false */
  readonly asksSignUpByError?: boolean;
  /** RSA keys, in PEM, of DCs of the content delivery network: what help.getCdnConfig tells. @default none */
  readonly cdnKeys?: readonly { readonly dcId: number; readonly publicKey: string }[];
  /** Events in one slice of updates.getDifference and of updates.getChannelDifference. @default 100 */
  readonly differenceLimit?: number;
  /** Events that a channel may have moved on before a difference is too long. @default 5000 */
  readonly channelDifferenceMax?: number;
  /** Whether pushes about channels carry strangers and other channels as `min` (spec/client.md §3.2). @default false */
  readonly minPeers?: boolean;
  /** Whether addresses, mentions, commands and hashtags in texts become entities, as on real servers. @default true */
  readonly detectsEntities?: boolean;
  /** Seconds after which a bot's silence ends a callback query or inline query by BOT_RESPONSE_TIMEOUT. @default 10 */
  readonly botTimeoutSec?: number;
  /** Messages that each mailbox and each channel keeps; the oldest are forgotten. @default 20000 */
  readonly rememberedMessages?: number;
  /** Events that each of them can tell again, at least; before that a difference is too long. @default 20000 */
  readonly rememberedEvents?: number;
  /** How many calls are remembered in `rpc.calls`. @default 1000 */
  readonly rememberedCalls?: number;
  /** Told of errors in the world itself; the caller sees 500 INTERNAL. @default none */
  readonly onError?: ((error: unknown) => void) | null;
}

/** Options with every choice made. */
export type ResolvedWorldOptions = Readonly<Required<WorldOptions>>;

/** What a world is like unless told otherwise. */
export const DEFAULTS: Readonly<Omit<ResolvedWorldOptions, "schemaText">> = Object.freeze({
  dcs: [1, 2, 3].map((id) => ({ id, host: "127.0.0.1", port: 0 })),
  // The DC of new accounts in Europe, where most examples of the protocol were recorded.
  nearestDc: 2,
  migratesNewPhones: false,
  apiCredentials: null,
  testMode: false,
  now: Date.now,
  shortAnswers: true,
  code: "12345",
  emailCode: "654321",
  // How long TDLib keeps waiting for a code.
  codeLifetimeSec: 300,
  termsOfService: {
    id: "terms-1",
    text: "This is a test server. Nothing said here leaves it.",
    minAge: null,
  },
  asksSignUpByError: false,
  cdnKeys: [],
  differenceLimit: 100,
  channelDifferenceMax: 5000,
  minPeers: false,
  detectsEntities: true,
  // About as long as real servers wait (spec/client.md §4.7).
  botTimeoutSec: 10,
  rememberedMessages: 20_000,
  rememberedEvents: 20_000,
  rememberedCalls: 1000,
  onError: null,
});

/**
 * Fills in what was left out; an explicit `undefined` counts as left out.
 *
 * @throws TypeError when schemaText is missing
 */
export function resolveWorldOptions(options: WorldOptions): ResolvedWorldOptions {
  if (typeof options.schemaText !== "string" || options.schemaText === "") {
    throw new TypeError("schemaText: TL text expected");
  }
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return { ...DEFAULTS, ...given, schemaText: options.schemaText };
}
