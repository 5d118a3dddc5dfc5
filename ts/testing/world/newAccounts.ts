/** A person to be put into the world. */
export interface NewUser {
  /** In any spelling, 7 to 13 to 8 digits. */
  readonly phone: string;
  readonly firstName: string;
  readonly lastName?: string;
  /** Without `@`. */
  readonly username?: string;
  readonly about?: string;
  /** Turns on two-step verification. */
  readonly password?: string;
  /** Shown where the password is asked for. */
  readonly passwordHint?: string;
  /** Where a recovery code can go. */
  readonly recoveryEmail?: string;
  /** Where sign-in codes go instead of the phone. */
  readonly loginEmail?: string;
  /** What sign-in wants: 5 digits. @default the world's code */
  readonly code?: string;
  /** Home DC. @default the world's nearest */
  readonly dc?: number;
  /** User id. @default a new one above 32 bits */
  readonly id?: bigint;
}

/** A bot to be put into the world. */
export interface NewBot {
  /** `digits:secret`; the digits are the user id. */
  readonly token: string;
  /** Without `@`. */
  readonly username: string;
  readonly firstName: string;
  readonly about?: string;
  /** Turns on inline mode: what stands in the input field of a query. @default off */
  readonly inlinePlaceholder?: string;
  /** Tells the bot which inline result was chosen. @default false */
  readonly wantsInlineFeedback?: boolean;
  /** Whether it can be put into groups. @default true */
  readonly joinsGroups?: boolean;
  /** Home DC. @default the world's nearest */
  readonly dc?: number;
}

/** The accounts that `heliogram test-server` and the examples sign in to. */
export const DEMO = Object.freeze({
  phone: "+1-123-456-7890",
  code: "12345",
  botToken: "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11",
});
