import type { tl } from "../../tl/index.js";
import { Location } from "../messagesAndMedia/Location.js";
import type { ObjectClient } from "../ObjectClient.js";
import type { PeerIndex } from "../PeerIndex.js";
import { UpdateObject } from "../UpdateObject.js";
import { User } from "../userAndChats/User.js";
import { inlineMessageIdOf } from "./inlineMessageId.js";

/** Somebody sent one of the bot's results. Comes only when @BotFather has switched inline feedback on. */
export class ChosenInlineResult extends UpdateObject {
  readonly raw: tl.RawUpdateBotInlineSend;
  readonly #peers: PeerIndex;
  readonly #client: ObjectClient;

  constructor(raw: tl.RawUpdateBotInlineSend, peers: PeerIndex, client: ObjectClient) {
    super();
    this.raw = raw;
    this.#peers = peers;
    this.#client = client;
  }

  get resultId(): string {
    return this.raw.id;
  }

  get fromUser(): User {
    return new User(this.#peers.user(this.raw.userId) ?? { _: "user", min: true, id: this.raw.userId }, this.#client);
  }

  /** The same as `fromUser`. */
  get from(): User {
    return this.fromUser;
  }

  get query(): string {
    return this.raw.query;
  }

  get location(): Location | null {
    return Location.of(this.raw.geo);
  }

  /** Names the message; only when it has inline buttons. */
  get inlineMessageId(): string | null {
    return this.raw.msgId === undefined ? null : inlineMessageIdOf(this.raw.msgId);
  }

  protected override get hidden(): readonly string[] {
    return ["from"];
  }
}
