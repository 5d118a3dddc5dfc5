import { randomBytes } from "node:crypto";

import { RpcFault } from "../session/RpcService.js";
import type { Account } from "./Account.js";
import type { KeyRecord } from "./KeyRecord.js";

/** Seconds that a QR code is good for; Telegram's own. */
const LOGIN_TOKEN_SEC = 30;
/** Seconds that exported authorization bytes are good for. */
const TRANSFER_SEC = 60;

/** A QR code on some screen. */
export interface LoginToken {
  readonly token: Uint8Array;
  readonly key: KeyRecord;
  readonly expiresAtSec: number;
  /** Who scanned and accepted it; null before. */
  acceptedBy: Account | null;
}

/** Short-lived tokens: QR codes, and authorizations on their way to another DC. */
export class TicketDesk {
  readonly #loginTokens = new Map<string, LoginToken>();
  readonly #transfers = new Map<string, { account: Account; dcId: number; expiresAtSec: number }>();

  constructor(private readonly nowSec: () => number) {}

  /** A new QR code for a key; the one that it showed before is void. */
  newLoginToken(key: KeyRecord): LoginToken {
    this.#purge();
    const token = randomBytes(32);
    if (key.loginToken !== null) {
      this.#loginTokens.delete(hex(key.loginToken));
    }
    key.loginToken = token;
    const login: LoginToken = { token, key, expiresAtSec: this.nowSec() + LOGIN_TOKEN_SEC, acceptedBy: null };
    this.#loginTokens.set(hex(token), login);
    return login;
  }

  /** @throws RpcFault AUTH_TOKEN_INVALID, AUTH_TOKEN_EXPIRED */
  loginToken(token: Uint8Array): LoginToken {
    const login = this.#loginTokens.get(hex(token));
    if (login === undefined) {
      throw new RpcFault(400, "AUTH_TOKEN_INVALID");
    }
    if (this.nowSec() >= login.expiresAtSec) {
      throw new RpcFault(400, "AUTH_TOKEN_EXPIRED");
    }
    return login;
  }

  /** A QR code that somebody accepted; null when nobody did, or it is unknown. */
  acceptedLogin(token: Uint8Array): LoginToken | null {
    const login = this.#loginTokens.get(hex(token));
    return login === undefined || login.acceptedBy === null ? null : login;
  }

  /** A QR code did its work. */
  finishLogin(login: LoginToken): void {
    this.#loginTokens.delete(hex(login.token));
    login.key.loginToken = null;
  }

  /** Bytes with which an account can be signed in on another DC, once. */
  export(account: Account, dcId: number): Uint8Array {
    this.#purge();
    const bytes = randomBytes(128);
    this.#transfers.set(hex(bytes), { account, dcId, expiresAtSec: this.nowSec() + TRANSFER_SEC });
    return bytes;
  }

  /** @throws RpcFault AUTH_BYTES_INVALID */
  import(userId: bigint, bytes: Uint8Array, dcId: number): Account {
    const transfer = this.#transfers.get(hex(bytes));
    this.#transfers.delete(hex(bytes));
    const isGood = transfer !== undefined && transfer.account.id === userId && transfer.dcId === dcId && this.nowSec() < transfer.expiresAtSec;
    if (!isGood) {
      throw new RpcFault(400, "AUTH_BYTES_INVALID");
    }
    return transfer.account;
  }

  #purge(): void {
    const now = this.nowSec();
    for (const map of [this.#loginTokens, this.#transfers]) {
      for (const [key, { expiresAtSec }] of map) {
        // An accepted QR code may be fetched a little after it expired on the screen.
        if (now >= expiresAtSec + LOGIN_TOKEN_SEC) {
          map.delete(key);
        }
      }
    }
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
