import { randomBytes } from "node:crypto";

import type { TlObject } from "../codec/index.js";
import { RpcFault } from "../session/RpcService.js";
import type { Account } from "./Account.js";
import { codeType, emailPattern, sentCodeType, type CodeScript, type NextCodeType } from "./codeScript.js";
import type { KeyRecord } from "./KeyRecord.js";

/** Answers sendCode with auth.sentCodePaymentRequired. */
export interface PaymentScript {
  readonly type: "paymentRequired";
  readonly storeProduct?: string;
}

/** A sign-in code on its way. */
export interface SentCode {
  readonly hash: string;
  /** Digits only. */
  readonly phone: string;
  /** The code is only good on the key that asked for it. */
  readonly key: KeyRecord;
  readonly script: CodeScript | PaymentScript;
  /** What sign-in wants. */
  readonly code: string;
  readonly nextType: NextCodeType | null;
  readonly timeoutSec: number | null;
  readonly sentAtSec: number;
  /** The code was given correctly: sign-up may follow. */
  isVerified: boolean;
  /** E-mail set-up under way: the address, and whether its code was given. */
  setUp: { readonly email: string; readonly code: string } | null;
}

/** What a resend uses when no script says more: less convenient ways later. */
const NEXT_TYPES: Readonly<Record<string, NextCodeType | null>> = { app: "sms", sms: "call" };
/** Seconds until a resend is allowed; Telegram's own for SMS. Codes in the app can be followed at once. */
const TIMEOUTS_SEC: Readonly<Record<string, number>> = { sms: 60, call: 120 };

/** Sends sign-in codes (to nobody: tests read them here) and checks what comes back. */
export class CodeDesk {
  /**
   * How the next codes are sent: one script, or several in a row. Used up; null for the ways that
   * follow from the account.
   */
  next: CodeScript | PaymentScript | readonly (CodeScript | PaymentScript)[] | null = null;
  readonly #sent = new Map<string, SentCode>();

  constructor(
    private readonly options: { readonly code: string; readonly emailCode: string; readonly lifetimeSec: number },
    private readonly nowSec: () => number,
  ) {}

  /** Codes that can still be given, oldest first. */
  pending(): SentCode[] {
    return [...this.#sent.values()];
  }

  /** Sends a code; an older one for the same phone and key is void from now on. */
  send(key: KeyRecord, phone: string, account: Account | undefined, standard?: CodeScript): SentCode {
    this.#forget((code) => this.#isExpired(code) || (code.phone === phone && code.key === key));
    const script = this.#takeScript() ?? standard ?? this.#standardScript(account);
    const nextType = script.type === "paymentRequired" ? null : script.nextType === undefined ? (NEXT_TYPES[script.type] ?? null) : script.nextType;
    const sent: SentCode = {
      hash: randomBytes(9).toString("hex"),
      phone,
      key,
      script,
      code: (script.type === "paymentRequired" ? undefined : script.code) ?? this.#standardCode(script.type, account),
      nextType,
      timeoutSec: script.type === "paymentRequired" ? null : (script.timeoutSec ?? (nextType === null ? null : (TIMEOUTS_SEC[script.type] ?? null))),
      sentAtSec: this.nowSec(),
      isVerified: false,
      setUp: null,
    };
    this.#sent.set(sent.hash, sent);
    return sent;
  }

  /**
   * Sends the code again by the way that was announced.
   *
   * @throws RpcFault PHONE_CODE_EXPIRED, SEND_CODE_UNAVAILABLE, FLOOD_WAIT_n before the timeout
   */
  resend(key: KeyRecord, phone: string, hash: string, account: Account | undefined): SentCode {
    const sent = this.find(key, phone, hash);
    if (sent.nextType === null) {
      throw new RpcFault(406, "SEND_CODE_UNAVAILABLE");
    }
    const waitSec = sent.sentAtSec + (sent.timeoutSec ?? 0) - this.nowSec();
    if (waitSec > 0) {
      throw new RpcFault(420, `FLOOD_WAIT_${Math.ceil(waitSec)}`);
    }
    return this.send(key, phone, account, { type: sent.nextType });
  }

  /**
   * The code that goes with a hash.
   *
   * @throws RpcFault PHONE_CODE_HASH_EMPTY; PHONE_CODE_EXPIRED for one that is unknown, void, too
   *   old, or was asked for with another key or phone
   */
  find(key: KeyRecord, phone: string, hash: string): SentCode {
    if (hash === "") {
      throw new RpcFault(400, "PHONE_CODE_HASH_EMPTY");
    }
    const sent = this.#sent.get(hash);
    if (sent === undefined || sent.key !== key || sent.phone !== phone || this.#isExpired(sent)) {
      throw new RpcFault(400, "PHONE_CODE_EXPIRED");
    }
    return sent;
  }

  /**
   * Checks a code that was given; it stays good until `finish`.
   *
   * @throws RpcFault as `find`, PHONE_CODE_EMPTY, PHONE_CODE_INVALID
   */
  check(key: KeyRecord, phone: string, hash: string, given: string, isEmail: boolean): SentCode {
    const sent = this.find(key, phone, hash);
    if (given === "") {
      throw new RpcFault(400, "PHONE_CODE_EMPTY");
    }
    const wantsEmail = sent.script.type === "emailCode";
    const canBeGiven = sent.script.type !== "setUpEmailRequired" && sent.script.type !== "paymentRequired";
    if (!canBeGiven || wantsEmail !== isEmail || normal(given) !== normal(sent.code)) {
      throw new RpcFault(400, "PHONE_CODE_INVALID");
    }
    sent.isVerified = true;
    return sent;
  }

  /** A code is used up, or given up. */
  finish(sent: SentCode): void {
    this.#sent.delete(sent.hash);
  }

  /**
   * Voids the codes of a phone that occur in a text: what is said in a chat is no secret any more.
   *
   * @returns whether there was one
   */
  voidIn(phone: string, text: string): boolean {
    return this.#forget((sent) => sent.phone === phone && normal(text).includes(normal(sent.code)));
  }

  /** auth.SentCode. */
  view(sent: SentCode): TlObject {
    const { script } = sent;
    if (script.type === "paymentRequired") {
      return {
        _: "auth.sentCodePaymentRequired",
        storeProduct: script.storeProduct ?? "premium",
        phoneCodeHash: sent.hash,
        supportEmailAddress: "support@example.org",
        supportEmailSubject: "Sign-in code",
        premiumDays: 7,
        currency: "USD",
        amount: 99n,
      };
    }
    return {
      _: "auth.sentCode",
      type: sentCodeType(script, sent.code),
      phoneCodeHash: sent.hash,
      nextType: sent.nextType === null ? undefined : codeType(sent.nextType),
      timeout: sent.timeoutSec ?? undefined,
    };
  }

  #standardScript(account: Account | undefined): CodeScript {
    if (account === undefined) {
      return { type: "sms" };
    }
    if (account.loginEmail !== null) {
      return { type: "emailCode", pattern: emailPattern(account.loginEmail), resetAvailablePeriodSec: 7 * 86_400, nextType: null };
    }
    return { type: "app" };
  }

  #standardCode(type: string, account: Account | undefined): string {
    return type === "emailCode" ? this.options.emailCode : (account?.code ?? this.options.code);
  }

  #takeScript(): CodeScript | PaymentScript | null {
    if (!isList(this.next)) {
      const script = this.next;
      this.next = null;
      return script;
    }
    const [script, ...rest] = this.next;
    this.next = rest.length === 0 ? null : rest;
    return script ?? null;
  }

  #isExpired(sent: SentCode): boolean {
    return this.nowSec() >= sent.sentAtSec + this.options.lifetimeSec;
  }

  #forget(isVoid: (sent: SentCode) => boolean): boolean {
    const before = this.#sent.size;
    for (const sent of [...this.#sent.values()].filter(isVoid)) {
      this.#sent.delete(sent.hash);
    }
    return this.#sent.size < before;
  }
}

function isList<T>(value: T | readonly T[] | null): value is readonly T[] {
  return Array.isArray(value);
}

/** People write words and phrases with other cases and spaces. */
function normal(code: string): string {
  return code.trim().toLowerCase().replace(/\s+/g, " ");
}
