import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";
import type { User } from "./User.js";

abstract class GroupCallAction extends TlView {
  readonly raw: tl.RawMessageActionGroupCall;

  constructor(raw: tl.RawMessageActionGroupCall) {
    super();
    this.raw = raw;
  }
}

/** A video chat began. */
export class VideoChatStarted extends GroupCallAction {}

/** A video chat is over. */
export class VideoChatEnded extends GroupCallAction {
  /** In seconds. */
  get duration(): number {
    return this.raw.duration ?? 0;
  }
}

/** A video chat was announced. */
export class VideoChatScheduled extends TlView {
  readonly raw: tl.RawMessageActionGroupCallScheduled;

  constructor(raw: tl.RawMessageActionGroupCallScheduled) {
    super();
    this.raw = raw;
  }

  get startDate(): Date {
    return new Date(this.raw.scheduleDate * 1000);
  }
}

/** Somebody was asked to come to a video chat. */
export class VideoChatMembersInvited extends TlView {
  readonly raw: tl.RawMessageActionInviteToGroupCall;
  readonly #users: readonly User[];

  constructor(raw: tl.RawMessageActionInviteToGroupCall, users: readonly User[]) {
    super();
    this.raw = raw;
    this.#users = users;
  }

  get users(): readonly User[] {
    return this.#users;
  }
}
