/** Takes the bot's keyboard away. A plain object of the same shape does as well. */
export class ReplyKeyboardRemove {
  readonly removeKeyboard = true;
  /** Takes it away only from those whom the message mentions or answers. */
  declare readonly selective?: boolean | undefined;

  constructor(options: { readonly selective?: boolean | undefined } = {}) {
    Object.assign(this, options);
  }
}
