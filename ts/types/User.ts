import { inspect } from "node:util";
import type { tl } from "../tl/index.js";

/** A person or a bot: a thin view of the TL object, which stays at hand as `raw`. */
export class User {
  readonly raw: tl.RawUser;

  constructor(raw: tl.RawUser) {
    this.raw = raw;
  }

  /** Identifier, the same in every account. */
  get id(): number {
    return this.raw.id;
  }

  /** Whether this is the account of the client itself. */
  get isSelf(): boolean {
    return this.raw.self === true;
  }

  get isBot(): boolean {
    return this.raw.bot === true;
  }

  get isPremium(): boolean {
    return this.raw.premium === true;
  }

  get isVerified(): boolean {
    return this.raw.verified === true;
  }

  /** Empty for a deleted account. */
  get firstName(): string {
    return this.raw.firstName ?? "";
  }

  get lastName(): string | null {
    return this.raw.lastName ?? null;
  }

  /** First and last name with a space between. */
  get fullName(): string {
    return this.lastName === null || this.lastName === "" ? this.firstName : `${this.firstName} ${this.lastName}`;
  }

  /** Main username without `@`; null when there is none. */
  get username(): string | null {
    return this.raw.username ?? this.raw.usernames?.find((username) => username.active)?.username ?? null;
  }

  /** Digits only, with the country code; null when the account may not see it. */
  get phoneNumber(): string | null {
    return this.raw.phone ?? null;
  }

  /** ISO 639-1 code; only known of users that talk to a bot. */
  get languageCode(): string | null {
    return this.raw.langCode ?? null;
  }

  toJSON(): Readonly<Record<string, unknown>> {
    const { id, isSelf, isBot, isPremium, isVerified, firstName, lastName, username, phoneNumber, languageCode } = this;
    return { _: "User", id, isSelf, isBot, isPremium, isVerified, firstName, lastName, username, phoneNumber, languageCode };
  }

  /** Logs get copied around, so the phone number is masked. */
  [inspect.custom](): string {
    const phoneNumber = this.phoneNumber === null ? null : `${this.phoneNumber.slice(0, 2)}…`;
    const { _, ...shown } = this.toJSON();
    return `User ${inspect({ ...shown, phoneNumber })}`;
  }
}
