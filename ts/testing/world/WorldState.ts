import { randomBytes } from "node:crypto";

import { codecOf, type TlCodec, type TlObject } from "../codec/index.js";
import { RpcFault, type ServerPeer } from "../session/RpcService.js";
import { Account } from "./Account.js";
import { Accounts } from "./Accounts.js";
import { CodeDesk } from "./CodeDesk.js";
import { Files } from "./Files.js";
import type { Authorization, KeyRecord, SessionRecord } from "./KeyRecord.js";
import type { ResolvedWorldOptions, WorldDc } from "./options.js";
import { PasswordDesk } from "./PasswordDesk.js";
import { Post } from "./Post.js";
import { RpcScript } from "./RpcScript.js";
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
export class WorldState {
  readonly codec: TlCodec;
  /** Newest layer. */
  readonly layer: number;
  readonly accounts = new Accounts(randomBytes(8).toString("hex"));
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
    this.post = new Post(this.accounts, nowSec, (account, updates, except) => this.push(account, updates, except));
    this.service = new Account(SERVICE_ID, "service", options.nearestDc, { firstName: "Telegram", phone: "42777" });
    this.accounts.add(this.service);
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
   * @param except - the session, or the key, whose call caused the updates: its answer tells it
   */
  push(account: Account, updates: TlObject, except: ServerPeer | KeyRecord | null): void {
    for (const key of this.homeKeysOf(account)) {
      const session = key.updatesSession();
      if (session !== null && key !== except && !isSame(session, except)) {
        session.peer.push(this.codec.write(updates, key.layer));
      }
    }
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
