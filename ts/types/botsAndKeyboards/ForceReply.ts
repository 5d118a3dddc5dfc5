export interface ForceReplyOptions {
  /** Asks only those whom the message mentions or answers. */
  readonly selective?: boolean | undefined;
  /** Stands in the empty input field, 1–64 characters. */
  readonly placeholder?: string | undefined;
}

/** Lets the app begin an answer to the message. A plain object of the same shape does as well. */
export class ForceReply implements ForceReplyOptions {
  readonly forceReply = true;
  declare readonly selective?: boolean | undefined;
  declare readonly placeholder?: string | undefined;

  constructor(options: ForceReplyOptions = {}) {
    Object.assign(this, options);
  }
}
