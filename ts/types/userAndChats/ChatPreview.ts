import type { tl } from "../../tl/index.js";
import { Photo } from "../messagesAndMedia/Photo.js";
import type { ObjectClient } from "../ObjectClient.js";
import { TlView } from "../TlView.js";
import type { ChatType } from "./Chat.js";
import { User } from "./User.js";

/** What an invite link shows of a chat that the account is not in. */
export class ChatPreview extends TlView {
  readonly raw: tl.RawChatInvite;
  readonly #client: ObjectClient | undefined;

  constructor(raw: tl.RawChatInvite, client?: ObjectClient) {
    super();
    this.raw = raw;
    this.#client = client;
  }

  get title(): string {
    return this.raw.title;
  }

  get type(): ChatType {
    if (this.raw.channel !== true) return "group";
    return this.raw.broadcast === true ? "channel" : "supergroup";
  }

  get membersCount(): number {
    return this.raw.participantsCount;
  }

  get photo(): Photo | null {
    return Photo.of(this.raw.photo);
  }

  /** Some of the members, those whom the account knows first. */
  get members(): readonly User[] {
    return (this.raw.participants ?? []).filter((user) => user._ === "user").map((user) => new User(user, this.#client));
  }
}
