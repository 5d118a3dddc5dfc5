export interface LoginUrlOptions {
  /** Text of the button once the message is forwarded. */
  readonly forwardText?: string | undefined;
  /** Bot that signs in, without `@`; by default the bot that sends the message. */
  readonly botUsername?: string | undefined;
  /** Asks the person to let the bot write to them. */
  readonly requestWriteAccess?: boolean | undefined;
  /** Number of the button, of one that was received. */
  readonly buttonId?: number | undefined;
}

/** Signs a person in to a web site by a button. A plain object of the same shape does as well. */
export class LoginUrl implements LoginUrlOptions {
  readonly url: string;
  declare readonly forwardText?: string | undefined;
  declare readonly botUsername?: string | undefined;
  declare readonly requestWriteAccess?: boolean | undefined;
  declare readonly buttonId?: number | undefined;

  constructor(url: string, options: LoginUrlOptions = {}) {
    this.url = url;
    Object.assign(this, options);
  }
}
