/** A command of a bot, as apps offer it. A plain object of the same shape does as well. */
export class BotCommand {
  /** 1–32 letters, digits and `_`, without `/`. */
  readonly command: string;
  /** 1–256 characters. */
  readonly description: string;

  constructor(command: string, description: string) {
    this.command = command;
    this.description = description;
  }
}
