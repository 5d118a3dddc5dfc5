import type { TlObject } from "../codec/index.js";
import type { Poll } from "./Poll.js";

/** What somebody sends. */
export interface Letter {
  readonly text: string;
  readonly entities?: readonly TlObject[];
  /** MessageMedia; polls come as `poll`. */
  readonly media?: TlObject | null;
  readonly poll?: Poll | null;
  /** MessageAction of a service message. */
  readonly action?: TlObject | null;
  /** messageFwdHeader. */
  readonly forward?: TlObject | null;
  readonly viaBotId?: bigint | null;
  readonly reply?: ReplyTo | null;
  readonly isSilent?: boolean;
  readonly isProtected?: boolean;
  readonly isFromScheduled?: boolean;
  readonly replyMarkup?: TlObject | null;
  readonly groupedId?: bigint | null;
  /** Marked id under which it is sent, for channels and anonymous admins; null for the sender's own. */
  readonly sendAs?: bigint | null;
  /** Signature of a channel post. */
  readonly postAuthor?: string | null;
}

/** What a message answers. */
export interface ReplyTo {
  /** Message that is answered, in the box of who sends; null for a message of another chat that cannot be seen. */
  readonly messageId: number | null;
  /** First message of the thread or topic. */
  readonly topId?: number | null;
  readonly isForumTopic?: boolean;
  /** Marked id of the chat of the answered message, if another one. */
  readonly peerId?: bigint | null;
  /** messageFwdHeader of an answered message of another chat. */
  readonly from?: TlObject | null;
  readonly quote?: { readonly text: string; readonly entities: readonly TlObject[]; readonly offset: number | null } | null;
}
