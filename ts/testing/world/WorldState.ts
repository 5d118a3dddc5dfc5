import { randomBytes } from "node:crypto";

import { codecOf, type TlCodec, type TlObject } from "../codec/index.js";
import { RpcFault, type ServerPeer } from "../session/RpcService.js";
import { Account } from "./Account.js";
import { Accounts } from "./Accounts.js";
import { Agenda } from "./Agenda.js";
import type { BasicGroup } from "./BasicGroup.js";
import { BotDesk } from "./BotDesk.js";
import type { Channel } from "./Channel.js";
import { Chats } from "./Chats.js";
import { CodeDesk } from "./CodeDesk.js";
import type { Directory } from "./Directory.js";
import { Files } from "./Files.js";
import type { Authorization, KeyRecord, SessionRecord } from "./KeyRecord.js";
import type { ResolvedWorldOptions, WorldDc } from "./options.js";
import { PasswordDesk } from "./PasswordDesk.js";
import { Mailbox } from "./Mailbox.js";
import type { BoxLimits } from "./MessageBox.js";
import { Post } from "./Post.js";
import { PushGate } from "./PushGate.js";
import { RpcScript } from "./RpcScript.js";
import { Scheduled } from "./Scheduled.js";
import type { StoredMessage } from "./StoredMessage.js";
import { TicketDesk } from "./TicketDesk.js";

/** Telegram's own account, which writes the sign-in codes. */
const SERVICE_ID = 777_000n;
/** First id of people: more than 32 bits, as the ids of new accounts are. */
const FIRST_USER_ID = 6_000_000_001n;

/** An e-mail that the world would have sent. */
export interface SentMail {
  readonly to: string;
  readonly code: string;
  readonly purpose: "sign-in" | "set-up" | "recovery" | "confirmation";
}

/** Everything that exists in the world. Handlers read and change it; nothing here knows a socket. */
export class WorldState implements Directory {
  readonly codec: TlCodec;
  /** Newest layer. */
  readonly layer: number;
  readonly accounts: Accounts;
  readonly chats: Chats;
  /** What is to happen later. */
  readonly agenda: Agenda;
  /** Queries that wait for bots. */
  readonly bots: BotDesk;
  readonly scheduled = new Scheduled();
  /** What goes wrong with pushes on purpose. */
  readonly pushes = new PushGate();
  readonly codes: CodeDesk;
  readonly files = new Files();
  readonly passwords = new PasswordDesk();
  readonly tickets: TicketDesk;
  readonly post: Post;
  readonly rpc: RpcScript;
  /** E-mails, oldest first. */
  readonly mails: SentMail[] = [];
  readonly service: Account;
  dcs: readonly WorldDc[];
  /** The keys that are signed in, by account. */
  readonly #keys = new Map<Account, Set<KeyRecord>>();
  #nextUserId = FIRST_USER_ID;

  constructor(readonly options: ResolvedWorldOptions) {
    const secret = randomBytes(8).toString("hex");
    this.accounts = new Accounts(secret);
    this.chats = new Chats(secret, this.boxLimits);
    this.agenda = new Agenda(options.now);
    this.bots = new BotDesk(this.agenda, options.now, options.botTimeoutSec * 1000);
    const { codec, layer } = codecOf(options.schemaText);
    this.codec = codec;
    this.layer = layer;
    this.dcs = options.dcs;
    this.rpc = new RpcScript(options.rememberedCalls);
    const nowSec = (): number => this.nowSec();
    this.codes = new CodeDesk(
      { code: options.code, emailCode: options.emailCode, lifetimeSec: options.codeLifetimeSec },
      nowSec,
    );
    this.tickets = new TicketDesk(nowSec);
    this.post = new Post(this, options.minPeers, (account, updates, except) => this.push(account, updates, except));
    this.service = new Account(SERVICE_ID, "service", options.nearestDc, { firstName: "Telegram", phone: "42777" }, this.boxLimits);
    this.accounts.add(this.service);
  }

  /** How much each box keeps. */
  get boxLimits(): BoxLimits {
    return { messages: this.options.rememberedMessages, events: this.options.rememberedEvents };
  }

  /** Seconds since 1970. */
  nowSec(): number {
    return Math.floor(this.options.now() / 1000);
  }

  /** An id that no person has had. */
  newUserId(): bigint {
    return this.#nextUserId++;
  }

  /** Signs a key in. */
  signIn(key: KeyRecord, account: Account): Authorization {
    this.signOut(key);
    const now = this.nowSec();
    const authorization: Authorization = {
      hash: randomBytes(8).readBigInt64LE(0),
      account,
      createdAtSec: now,
      activeAtSec: now,
    };
    key.authorization = authorization;
    const keys = this.#keys.get(account) ?? new Set();
    this.#keys.set(account, keys.add(key));
    return authorization;
  }

  /** The keys that are signed in as an account, on its home DC and elsewhere. */
  keysOf(account: Account): KeyRecord[] {
    return [...(this.#keys.get(account) ?? [])];
  }

  /** Keys that signed in by themselves; those to which it was carried over are on other DCs. */
  homeKeysOf(account: Account): KeyRecord[] {
    return this.keysOf(account).filter((key) => key.dcId === account.dcId);
  }

  /**
   * Signs a key out; nothing happens when it is not signed in.
   *
   * @param isRevoked - somebody else ended the session: its next call hears so
   */
  signOut(key: KeyRecord, isRevoked = false): void {
    key.awaitingPassword = null;
    key.isRevoked = isRevoked;
    if (key.authorization !== null) {
      this.#keys.get(key.authorization.account)?.delete(key);
      key.authorization = null;
    }
  }

  /**
   * Pushes updates to every key of an account on its home DC.
   *
   * @param updates - Updates, or what makes them once somebody is there to get them
   * @param except - the session, or the key, whose call caused the updates: its answer tells it
   */
  push(account: Account, updates: TlObject | (() => TlObject), except: ServerPeer | KeyRecord | null): void {
    let made: TlObject | null = null;
    for (const key of this.homeKeysOf(account)) {
      const session = key.updatesSession();
      if (session !== null && key !== except && !isSame(session, except)) {
        made ??= typeof updates === "function" ? updates() : updates;
        this.#send(account, key, session, made);
      }
    }
  }

  #send(account: Account, key: KeyRecord, { peer }: SessionRecord, updates: TlObject): void {
    const { codec } = this;
    const { layer } = key;
    this.pushes.pass(account.id, updates, (object) => peer.push(codec.write(object, layer)));
  }

  /** Counts an update by the account's qts, and tells it. */
  tellCounted(account: Account, update: TlObject): void {
    const counted = account.qtsLog.add(update);
    this.post.tell(account, () => [counted], null);
  }

  /** The account in whose mailbox a message lies; null for messages of channels. */
  ownerOf({ box }: StoredMessage): Account | null {
    return box instanceof Mailbox ? (this.accounts.byId(box.ownerId) ?? null) : null;
  }

  /** The bots of a group or channel. */
  botsIn({ members }: BasicGroup | Channel): Account[] {
    return [...members.keys()].flatMap((id) => this.accounts.byId(id) ?? []).filter(({ isBot }) => isBot);
  }

  /** Pushes one update to a key that need not be signed in. */
  pushToKey(key: KeyRecord, update: TlObject): void {
    const updates: TlObject = { _: "updateShort", update, date: this.nowSec() };
    key.updatesSession()?.peer.push(this.codec.write(updates, key.layer));
  }

  /** @throws RpcFault DC_ID_INVALID */
  requireDc(id: number): WorldDc {
    const dc = this.dcs.find((candidate) => candidate.id === id);
    if (dc === undefined) {
      throw new RpcFault(400, "DC_ID_INVALID");
    }
    return dc;
  }
}

function isSame(session: SessionRecord, peer: ServerPeer | KeyRecord | null): boolean {
  return peer !== null && "sessionId" in peer && session.peer.authKeyId === peer.authKeyId && session.peer.sessionId === peer.sessionId;
}
