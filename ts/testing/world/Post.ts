import type { TlObject } from "../codec/index.js";
import type { ServerPeer } from "../session/RpcService.js";
import type { Account } from "./Account.js";
import type { Accounts } from "./Accounts.js";
import type { MailEvent, StoredMessage } from "./Mailbox.js";
import { eventView, peopleIn, usersView } from "./views.js";

/** What somebody sends. */
export interface Letter {
  readonly text: string;
  readonly entities?: readonly TlObject[];
  /** Message of the sender's own mailbox that is answered. */
  readonly replyToId?: number | null;
  readonly isSilent?: boolean;
  readonly replyMarkup?: TlObject | null;
}

/** Pushes an Updates object to the sessions of an account, but not to the one that caused it. */
export type Push = (account: Account, updates: TlObject, except: ServerPeer | null) => void;

/**
 * Moves private messages between mailboxes and tells the sessions concerned. Each account has its
 * own message ids and its own pts, so one text sent is one event in each of two logs.
 */
export class Post {
  /** Copies of one message: mailbox and id of the one, then of the other. */
  readonly #twins = new Map<string, { account: Account; id: number }>();

  constructor(
    private readonly accounts: Accounts,
    private readonly nowSec: () => number,
    private readonly push: Push,
  ) {}

  /** Sends a text from one account to another, or to itself. */
  send(from: Account, to: Account, letter: Letter, except: ServerPeer | null = null): { message: StoredMessage; event: MailEvent } {
    const common = {
      fromId: from.id,
      dateSec: this.nowSec(),
      text: letter.text,
      entities: letter.entities ?? [],
      isSilent: letter.isSilent ?? false,
      replyMarkup: letter.replyMarkup ?? null,
    };
    const replyToId = letter.replyToId ?? null;
    const own = from.mailbox.add({ ...common, peerId: to.id, isOut: from !== to, replyToId });
    this.#tell(from, own.event, except);
    if (from !== to) {
      const answered = replyToId === null ? undefined : this.twin(from, replyToId);
      const copy = to.mailbox.add({ ...common, peerId: from.id, isOut: false, replyToId: answered?.id ?? null });
      this.#twins.set(key(from, own.message.id), { account: to, id: copy.message.id });
      this.#twins.set(key(to, copy.message.id), { account: from, id: own.message.id });
      this.#tell(to, copy.event, except);
    }
    return own;
  }

  /** Changes a text that was sent, in both mailboxes. */
  edit(owner: Account, message: StoredMessage, text: string, entities: readonly TlObject[], except: ServerPeer | null): MailEvent {
    const event = owner.mailbox.edit(message, text, entities, this.nowSec());
    this.#tell(owner, event, except);
    const twin = this.twin(owner, message.id);
    const copy = twin?.account.mailbox.messages.get(twin.id);
    if (twin !== undefined && copy !== undefined) {
      this.#tell(twin.account, twin.account.mailbox.edit(copy, text, entities, this.nowSec()), except);
    }
    return event;
  }

  /** Deletes messages; with `revoke` also the other person's copies. */
  delete(owner: Account, ids: readonly number[], revoke: boolean, except: ServerPeer | null): MailEvent | null {
    const twins = revoke ? ids.flatMap((id) => this.twin(owner, id) ?? []) : [];
    const event = owner.mailbox.delete(ids);
    if (event !== null) {
      this.#tell(owner, event, except);
    }
    for (const { account, id } of twins) {
      const copy = account.mailbox.delete([id]);
      if (copy !== null) {
        this.#tell(account, copy, except);
      }
    }
    return event;
  }

  /** Marks a chat as read; the other person is told. Null when nothing was unread. */
  read(reader: Account, peer: Account, maxId: number, except: ServerPeer | null): MailEvent | null {
    const event = reader.mailbox.readInbox(peer.id, maxId === 0 ? Number.MAX_SAFE_INTEGER : maxId);
    if (event === null || event.kind !== "readInbox") {
      return null;
    }
    this.#tell(reader, event, except);
    const twin = this.twin(reader, event.maxId);
    const seen = twin === undefined ? null : peer.mailbox.readOutbox(reader.id, twin.id);
    if (seen !== null) {
      this.#tell(peer, seen, except);
    }
    return event;
  }

  /** The other person's copy of a message. */
  twin(owner: Account, id: number): { account: Account; id: number } | undefined {
    return this.#twins.get(key(owner, id));
  }

  /** Updates that tell of one event, with the people it speaks of. */
  updates(owner: Account, event: MailEvent): TlObject {
    const update = eventView(owner, event);
    return {
      _: "updates",
      updates: update === null ? [] : [update],
      users: usersView(this.accounts, owner, peopleIn(owner, event)),
      chats: [],
      date: this.nowSec(),
      // 0: pts alone puts these in order.
      seq: 0,
    };
  }

  #tell(owner: Account, event: MailEvent, except: ServerPeer | null): void {
    this.push(owner, this.#short(owner, event) ?? this.updates(owner, event), except);
  }

  /** Plain texts in a chat that is already known travel without the users, as real servers send them. */
  #short(owner: Account, event: MailEvent): TlObject | null {
    if (event.kind !== "new") {
      return null;
    }
    const message = owner.mailbox.messages.get(event.messageId);
    if (message === undefined || message.peerId === owner.id || message.replyMarkup !== null) {
      return null;
    }
    const isFirst = owner.mailbox.inChat(message.peerId).length === 1;
    if (isFirst) {
      return null;
    }
    return {
      _: "updateShortMessage",
      out: message.isOut,
      silent: message.isSilent,
      id: message.id,
      userId: message.peerId,
      message: message.text,
      pts: event.pts,
      ptsCount: event.ptsCount,
      date: message.dateSec,
      replyTo: message.replyToId === null ? undefined : { _: "messageReplyHeader", replyToMsgId: message.replyToId },
      entities: message.entities.length === 0 ? undefined : message.entities,
    };
  }
}

function key(account: Account, id: number): string {
  return `${account.id}:${id}`;
}
