import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";
import type { User } from "./User.js";

/** An administrator and how many invite links they made. */
export class ChatAdminWithInviteLinks extends TlView {
  readonly raw: tl.RawChatAdminWithInvites;
  readonly #admin: User;

  constructor(raw: tl.RawChatAdminWithInvites, admin: User) {
    super();
    this.raw = raw;
    this.#admin = admin;
  }

  get admin(): User {
    return this.#admin;
  }

  get chatInviteLinksCount(): number {
    return this.raw.invitesCount;
  }

  get revokedChatInviteLinksCount(): number {
    return this.raw.revokedInvitesCount;
  }
}
