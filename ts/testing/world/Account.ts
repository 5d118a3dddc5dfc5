import type { TlObject } from "../codec/index.js";
import { BotProfile } from "./BotProfile.js";
import { Mailbox } from "./Mailbox.js";
import type { BoxLimits } from "./MessageBox.js";
import type { Password } from "./Password.js";
import { QtsLog } from "./QtsLog.js";

/** What a mailbox keeps unless the world says otherwise. */
const DEFAULT_LIMITS: BoxLimits = Object.freeze({ messages: 20_000, events: 20_000 });

/** A person, a bot, or Telegram's own service account. */
export class Account {
  /** Everything that was sent to or by the account, and its pts log. */
  readonly mailbox: Mailbox;
  /** Updates for bots and of other kinds that are counted by qts. */
  readonly qtsLog: QtsLog;
  /** Channels where the own membership or rights changed, with the date in seconds. */
  readonly channelChanges = new Map<bigint, number>();
  /** draftMessage by marked id of the chat. */
  readonly drafts = new Map<bigint, TlObject>();
  /** For bots: commands, menu button, inline mode. */
  readonly botProfile = new BotProfile();
  /** People that the account has blocked; a blocked bot is stopped. */
  readonly blocked = new Set<bigint>();
  /** Ids of the people in the contact list, with the names they have there. */
  readonly contacts = new Map<bigint, { firstName: string; lastName: string }>();
  /** random_id of what was sent, with the id that it got: a repeat is refused. */
  readonly sentRandomIds = new Map<bigint, number>();

  firstName: string;
  lastName: string;
  username: string | null;
  about = "";
  /** Digits only; null for bots. */
  phone: string | null;
  /** Code that sign-in wants, unless a script says otherwise. */
  code: string;
  /** Address to which sign-in codes go instead of the phone; null for none. */
  loginEmail: string | null = null;
  /** Two-step verification; null when it is off. */
  password: Password | null = null;
  /** Seconds since 1970 of the last sign of life; null for never. */
  lastSeenSec: number | null = null;
  isOnline = false;
  /** Why nobody can use the account any more; null for one in good standing. */
  deactivated: "deleted" | "banned" | null = null;
  /** Takeout session under way. */
  takeoutId: bigint | null = null;
  /** Bot token; null for people, and for a bot whose token was revoked. */
  token: string | null;
  /** Tokens that let this account sign in again without a code (spec/client.md §1.9). */
  readonly futureAuthTokens: Uint8Array[] = [];
  /** Date in seconds at which a reset of the login e-mail takes effect. */
  emailResetAtSec: number | null = null;

  constructor(
    /** User id. */
    readonly id: bigint,
    readonly kind: "user" | "bot" | "service",
    /** The DC on which the account lives. */
    readonly dcId: number,
    fields: {
      readonly firstName: string;
      readonly lastName?: string;
      readonly username?: string | null;
      readonly phone?: string | null;
      readonly code?: string;
      /** Bot token; null for people. */
      readonly token?: string | null;
    },
    limits: BoxLimits = DEFAULT_LIMITS,
  ) {
    this.mailbox = new Mailbox(id, limits);
    this.qtsLog = new QtsLog(limits.events);
    this.firstName = fields.firstName;
    this.lastName = fields.lastName ?? "";
    this.username = fields.username ?? null;
    this.phone = fields.phone ?? null;
    this.code = fields.code ?? "12345";
    this.token = fields.token ?? null;
  }

  /** The id as one of all kinds of chats. */
  get markedId(): bigint {
    return this.id;
  }

  get isBot(): boolean {
    return this.kind === "bot";
  }
}
