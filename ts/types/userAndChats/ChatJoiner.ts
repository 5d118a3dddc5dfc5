import type { tl } from "../../tl/index.js";
import type { ObjectClient } from "../ObjectClient.js";
import type { PeerIndex } from "../PeerIndex.js";
import { TlView } from "../TlView.js";
import { User } from "./User.js";

/** Somebody who joined by an invite link, or asks to. */
export class ChatJoiner extends TlView {
  readonly raw: tl.RawChatInviteImporter;
  readonly #peers: PeerIndex;
  readonly #client: ObjectClient | undefined;

  constructor(raw: tl.RawChatInviteImporter, peers: PeerIndex, client?: ObjectClient) {
    super();
    this.raw = raw;
    this.#peers = peers;
    this.#client = client;
  }

  /** A user that did not come along is known by the id alone. */
  get user(): User {
    return new User(this.#peers.user(this.raw.userId) ?? { _: "user", min: true, id: this.raw.userId }, this.#client);
  }

  get date(): Date {
    return new Date(this.raw.date * 1000);
  }

  /** What the person tells of themselves. */
  get bio(): string | null {
    return this.raw.about ?? null;
  }

  /** Whether the person still waits to be let in. */
  get pending(): boolean {
    return this.raw.requested === true;
  }

  /** The administrator who let the person in. */
  get approvedBy(): User | null {
    const raw = this.raw.approvedBy === undefined ? null : this.#peers.user(this.raw.approvedBy);
    return raw === null ? null : new User(raw, this.#client);
  }
}

/** Somebody who joined by an invite link. */
export class InviteLinkImporter extends TlView {
  readonly raw: tl.RawChatInviteImporter;
  readonly #user: User;

  constructor(raw: tl.RawChatInviteImporter, user: User) {
    super();
    this.raw = raw;
    this.#user = user;
  }

  get date(): Date {
    return new Date(this.raw.date * 1000);
  }

  get user(): User {
    return this.#user;
  }
}
