import type { tl } from "../../tl/index.js";
import type { ObjectClient } from "../ObjectClient.js";
import type { PeerIndex } from "../PeerIndex.js";
import { UpdateObject } from "../UpdateObject.js";
import { Chat } from "./Chat.js";
import { ChatInviteLink } from "./ChatInviteLink.js";
import { User } from "./User.js";

/** Somebody asks to be let in. */
export class ChatJoinRequest extends UpdateObject {
  readonly raw: tl.RawUpdateBotChatInviteRequester;
  readonly #peers: PeerIndex;
  readonly #client: ObjectClient;

  constructor(raw: tl.RawUpdateBotChatInviteRequester, peers: PeerIndex, client: ObjectClient) {
    super();
    this.raw = raw;
    this.#peers = peers;
    this.#client = client;
  }

  get chat(): Chat {
    return new Chat(this.#peers.peer(this.raw.peer) ?? this.raw.peer, this.#client);
  }

  /** Who asks; a user that did not come along is known by the id alone. */
  get fromUser(): User {
    return new User(this.#peers.user(this.raw.userId) ?? { _: "user", min: true, id: this.raw.userId }, this.#client);
  }

  /** The same as `fromUser`. */
  get from(): User {
    return this.fromUser;
  }

  get date(): Date {
    return new Date(this.raw.date * 1000);
  }

  /** What the person tells of themselves. */
  get bio(): string | null {
    return this.raw.about === "" ? null : this.raw.about;
  }

  get inviteLink(): ChatInviteLink | null {
    return ChatInviteLink.of(this.raw.invite, this.#peers);
  }

  async approve(): Promise<void> {
    await this.#client.approveChatJoinRequest(this.chat.id, this.raw.userId);
  }

  async decline(): Promise<void> {
    await this.#client.declineChatJoinRequest(this.chat.id, this.raw.userId);
  }

  protected override get hidden(): readonly string[] {
    return ["from"];
  }
}
