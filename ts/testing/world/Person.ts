import { randomBytes } from "node:crypto";

import { isObject, type TlObject, type TlValue } from "../codec/index.js";
import { Account } from "./Account.js";
import type { BasicGroup } from "./BasicGroup.js";
import type { Channel } from "./Channel.js";
import { Hearing, type HearsOptions, type Wanted } from "./Hearing.js";
import { inviteUrl, type InviteLink } from "./InviteLinks.js";
import type { Target } from "./Post.js";
import type { AdminRight, BannedRight } from "./rights.js";
import type { StoredMessage } from "./StoredMessage.js";
import type { Voice } from "./Voice.js";

/** What a scripted message may have beside its text. */
export interface WritesOptions {
  /** @default Saved Messages */
  readonly to?: Target;
  /** Message that is answered, in whoever's mailbox. */
  readonly replyTo?: StoredMessage;
  /** Topic of a forum, by id. */
  readonly topic?: number;
  /** MessageEntities. */
  readonly entities?: readonly TlObject[];
  /** InputMedia; the text is its caption. */
  readonly media?: TlObject;
  /** ReplyMarkup, for bots. */
  readonly replyMarkup?: TlObject;
  readonly silent?: boolean;
}

/**
 * Somebody in the world whom a test plays: they write, join and press buttons as if they had a client
 * of their own, under the same rules. What is forbidden rejects with an `RpcFault`, and everybody's
 * sessions are told as ever, their own included.
 *
 * @example
 * const anna = server.addUser({ phone: "+1-555-000-1111", firstName: "Anna" });
 * const group = await server.createGroup({ title: "Friends", creator: anna, members: [me] });
 * const hello = await anna.writes("hello", { to: group });
 * await anna.edits(hello, "hello, all");
 */
export class Person extends Account {
  readonly #hearing = new Hearing();
  #voice: Voice | null = null;

  /** Lets the person act in a world. Called by the world. */
  speakBy(voice: Voice): this {
    this.#voice = voice;
    return this;
  }

  /**
   * Calls any method of the API as this person, fields in camelCase, every `long` a bigint; peers are given by `input`.
   * The promise rejects with what a real server would answer as an error.
   */
  async calls(method: string, fields: Record<string, TlValue> = {}): Promise<TlValue> {
    return this.#speak().call(this, method, fields);
  }

  /** InputPeer by which this person may speak of somebody or something. */
  input(target: Target): TlObject {
    return this.#speak().input(this, target);
  }

  /** InputUser by which this person may speak of somebody. */
  inputUser(somebody: Account): TlObject {
    return somebody === this ? { _: "inputUserSelf" } : { ...this.input(somebody), _: "inputUser" };
  }

  /** What this person can read in a chat, oldest first. */
  reads(chat: Target): StoredMessage[] {
    return chat.kind === "channel" ? chat.messagesFor(this.id).reverse() : this.mailbox.inChat(chat.markedId).reverse();
  }

  /**
   * Waits for what somebody else says in a chat: the next message that fits, after the last that was heard there.
   *
   * @param wanted a text, a RegExp that it has to match, or a function; by default whatever comes
   * @throws an Error that tells the last message there, when none has come in time
   * @example
   * await anna.writes("/start", { to: bot });
   * const greeting = await anna.hears(bot, /^Hello/);
   */
  hears(chat: Target, wanted?: Wanted, options: HearsOptions = {}): Promise<StoredMessage> {
    const box = chat.kind === "channel" ? chat.box : this.mailbox;
    const read = (): StoredMessage[] => this.reads(chat).filter(({ content }) => content.senderId !== this.id);
    return this.#hearing.next(this.firstName, { markedId: chat.markedId, box, read }, wanted, options);
  }

  /** Sends a message; resolves to the sender's copy of it. */
  async writes(message: string, options: WritesOptions = {}): Promise<StoredMessage> {
    const { to = this, topic, media, entities, replyMarkup, silent } = options;
    const answered = options.replyTo === undefined ? topic : this.#own(options.replyTo).id;
    const replyTo = answered === undefined ? undefined : { _: "inputReplyToMessage", replyToMsgId: answered, topMsgId: topic };
    const fields = { peer: this.input(to), message, randomId: randomId(), entities, replyMarkup, silent, replyTo };
    const result = await (media === undefined ? this.calls("messages.sendMessage", fields) : this.calls("messages.sendMedia", { ...fields, media }));
    return this.#sent(to, result);
  }

  /** Changes the text of an own message. */
  async edits(message: StoredMessage, text: string, options: Pick<WritesOptions, "entities" | "replyMarkup"> = {}): Promise<void> {
    await this.calls("messages.editMessage", { peer: this.#chatOf(message), id: this.#own(message).id, message: text, ...options });
  }

  /** Deletes messages of one chat, for everybody where that is allowed. */
  async deletes(...messages: readonly StoredMessage[]): Promise<void> {
    const own = messages.map((message) => this.#own(message));
    const [first] = own;
    const chat = first === undefined ? undefined : this.#speak().target(first.peerId);
    const id = own.map((message) => message.id);
    if (chat?.kind === "channel") {
      await this.calls("channels.deleteMessages", { channel: this.#inputChannel(chat), id });
    } else {
      await this.calls("messages.deleteMessages", { id, revoke: true });
    }
  }

  /** Forwards a message; resolves to the new one. */
  async forwards(message: StoredMessage, to: Target): Promise<StoredMessage> {
    const fields = { fromPeer: this.#chatOf(message), id: [this.#own(message).id], randomId: [randomId()], toPeer: this.input(to) };
    return this.#sent(to, await this.calls("messages.forwardMessages", fields));
  }

  /** Reacts with an emoji; null takes the reaction back. */
  async reacts(message: StoredMessage, emoticon: string | null): Promise<void> {
    const reaction = emoticon === null ? [] : [{ _: "reactionEmoji", emoticon }];
    await this.calls("messages.sendReaction", { peer: this.#chatOf(message), msgId: this.#own(message).id, reaction });
  }

  /** Pins a message, with the service message that tells so. */
  async pins(message: StoredMessage): Promise<void> {
    await this.calls("messages.updatePinnedMessage", { peer: this.#chatOf(message), id: this.#own(message).id });
  }

  /** Votes in a poll, choices by number from 0. */
  async votes(message: StoredMessage, ...choices: readonly number[]): Promise<void> {
    const options = choices.map((index) => message.content.poll?.made.choices[index]?.option ?? new Uint8Array());
    await this.calls("messages.sendVote", { peer: this.#chatOf(message), msgId: this.#own(message).id, options });
  }

  /** Marks a chat as read, up to the newest message. */
  async readsAll(chat: Target): Promise<void> {
    await (chat.kind === "channel"
      ? this.calls("channels.readHistory", { channel: this.#inputChannel(chat), maxId: 0 })
      : this.calls("messages.readHistory", { peer: this.input(chat), maxId: 0 }));
  }

  /** Shows that a message is being written. */
  async types(chat: Target): Promise<void> {
    await this.calls("messages.setTyping", { peer: this.input(chat), action: { _: "sendMessageTypingAction" } });
  }

  /**
   * Presses a callback button, by its text or its data; resolves to the bot's messages.botCallbackAnswer.
   * Rejects with BOT_RESPONSE_TIMEOUT when the bot stays silent.
   */
  async presses(message: StoredMessage, button: string): Promise<TlObject> {
    const data = callbackData(message.replyMarkup, button);
    const answer = await this.calls("messages.getBotCallbackAnswer", { peer: this.#chatOf(message), msgId: this.#own(message).id, data });
    return objectOf(answer);
  }

  /** Asks a bot inline; resolves to messages.botResults. */
  async asks(bot: Account, query: string, { chat = this, offset = "" }: { readonly chat?: Target; readonly offset?: string } = {}): Promise<TlObject> {
    const fields = { bot: this.inputUser(bot), peer: this.input(chat), query, offset };
    return objectOf(await this.calls("messages.getInlineBotResults", fields));
  }

  /** Sends one of the results of `asks`. */
  async picks(results: TlObject, id: string, to: Target): Promise<StoredMessage> {
    const fields = { peer: this.input(to), randomId: randomId(), queryId: results["queryId"], id };
    return this.#sent(to, await this.calls("messages.sendInlineBotResult", fields));
  }

  /** Starts a bot, as by a link with a parameter. */
  async starts(bot: Account, startParam = ""): Promise<StoredMessage> {
    const fields = { bot: this.inputUser(bot), peer: this.input(bot), randomId: randomId(), startParam };
    return this.#sent(bot, await this.calls("messages.startBot", fields));
  }

  /** Blocks somebody; a bot learns that it was stopped. */
  async blocks(somebody: Account): Promise<void> {
    await this.calls("contacts.block", { id: this.input(somebody) });
  }

  /** Takes a block back. */
  async unblocks(somebody: Account): Promise<void> {
    await this.calls("contacts.unblock", { id: this.input(somebody) });
  }

  /** Joins a public channel or supergroup, or whatever a link leads to. Where approval is needed it rejects with INVITE_REQUEST_SENT. */
  async joins(where: Channel | InviteLink | string): Promise<void> {
    if (typeof where !== "string" && "box" in where) {
      await this.calls("channels.joinChannel", { channel: this.#inputChannel(where) });
      return;
    }
    const url = typeof where === "string" ? where : inviteUrl(where);
    await this.calls("messages.importChatInvite", { hash: url.replace(/^.*(?:\/\+|joinchat\/)/, "") });
  }

  /** Leaves a group or channel. */
  async leaves(chat: BasicGroup | Channel): Promise<void> {
    await (chat.kind === "channel"
      ? this.calls("channels.leaveChannel", { channel: this.#inputChannel(chat) })
      : this.calls("messages.deleteChatUser", { chatId: chat.id, userId: { _: "inputUserSelf" } }));
  }

  /** Puts somebody into a group or channel. */
  async invites(somebody: Account, chat: BasicGroup | Channel): Promise<void> {
    const user = this.inputUser(somebody);
    await (chat.kind === "channel"
      ? this.calls("channels.inviteToChannel", { channel: this.#inputChannel(chat), users: [user] })
      : this.calls("messages.addChatUser", { chatId: chat.id, userId: user, fwdLimit: 0 }));
  }

  /** Removes somebody for good from a group or channel. */
  async bans(somebody: Account, chat: BasicGroup | Channel): Promise<void> {
    if (chat.kind === "channel") {
      await this.restricts(somebody, chat, ["viewMessages"]);
    } else {
      await this.calls("messages.deleteChatUser", { chatId: chat.id, userId: this.inputUser(somebody) });
    }
  }

  /**
   * Takes rights from somebody in a supergroup, flags of chatBannedRights; none gives all back.
   *
   * @param untilSec - seconds since 1970 by the world's clock; 0 for ever
   */
  async restricts(somebody: Account, channel: Channel, rights: readonly BannedRight[], untilSec = 0): Promise<void> {
    const bannedRights = { _: "chatBannedRights", ...Object.fromEntries(rights.map((right) => [right, true])), untilDate: untilSec };
    await this.calls("channels.editBanned", { channel: this.#inputChannel(channel), participant: this.input(somebody), bannedRights });
  }

  /** Makes somebody an admin with these rights, flags of chatAdminRights; none takes that back. */
  async promotes(somebody: Account, chat: BasicGroup | Channel, rights: readonly AdminRight[]): Promise<void> {
    const userId = this.inputUser(somebody);
    if (chat.kind === "chat") {
      await this.calls("messages.editChatAdmin", { chatId: chat.id, userId, isAdmin: rights.length > 0 });
      return;
    }
    const adminRights = { _: "chatAdminRights", ...Object.fromEntries(rights.map((right) => [right, true])) };
    await this.calls("channels.editAdmin", { channel: this.#inputChannel(chat), userId, adminRights, rank: "" });
  }

  /** Makes an invite link; resolves to its address. */
  async makesLink(chat: BasicGroup | Channel, { requestNeeded = false }: { readonly requestNeeded?: boolean } = {}): Promise<string> {
    const { link } = objectOf(await this.calls("messages.exportChatInvite", { peer: this.input(chat), requestNeeded }));
    return typeof link === "string" ? link : "";
  }

  /** Lets somebody in who waits, or sends them away. */
  async answersRequest(somebody: Account, chat: BasicGroup | Channel, isApproved: boolean): Promise<void> {
    await this.calls("messages.hideChatJoinRequest", { peer: this.input(chat), userId: this.inputUser(somebody), approved: isApproved });
  }

  /** Opens a topic in a forum; resolves to its id. */
  async opensTopic(title: string, forum: Channel): Promise<number> {
    const { updates } = objectOf(await this.calls("messages.createForumTopic", { peer: this.input(forum), title, randomId: randomId() }));
    const [first] = updates as readonly TlObject[];
    return typeof first?.["id"] === "number" ? first["id"] : 0;
  }

  #speak(): Voice {
    if (this.#voice === null) {
      throw new TypeError("this account is in no world");
    }
    return this.#voice;
  }

  #inputChannel(channel: Channel): TlObject {
    return { ...this.input(channel), _: "inputChannel" };
  }

  #chatOf(message: StoredMessage): TlObject {
    return this.input(this.#speak().target(this.#own(message).peerId) ?? this);
  }

  /** @throws RangeError for a message that this person does not have */
  #own(message: StoredMessage): StoredMessage {
    const own = this.#speak().copyOf(this, message);
    if (own === undefined) {
      throw new RangeError(`message: ${this.firstName} does not have it`);
    }
    return own;
  }

  #sent(to: Target, result: TlValue): StoredMessage {
    const object = objectOf(result);
    const updates = Array.isArray(object["updates"]) ? (object["updates"] as readonly TlObject[]) : [object];
    const id = updates.find(({ _ }) => _ === "updateMessageID" || _ === "updateShortSentMessage")?.["id"];
    const box = to.kind === "channel" ? to.box : this.mailbox;
    const message = typeof id === "number" ? box.messages.get(id) : undefined;
    if (message === undefined) {
      throw new RangeError("message: it was sent and is gone");
    }
    return message;
  }
}

function objectOf(value: TlValue): TlObject {
  if (!isObject(value)) {
    throw new TypeError("an object was expected as the answer");
  }
  return value;
}

/** Never 0, which stands for none. */
function randomId(): bigint {
  return randomBytes(8).readBigInt64LE(0) | 1n;
}

/** @throws RangeError when no callback button has that text or data */
function callbackData(markup: TlObject | null, button: string): Uint8Array {
  const rows = (markup?.["rows"] ?? []) as readonly TlObject[];
  for (const { text, type } of rows.flatMap(({ buttons }) => buttons as readonly TlObject[])) {
    const data = isObject(type) ? type["data"] : undefined;
    if (data instanceof Uint8Array && (text === button || Buffer.from(data).toString() === button)) {
      return data;
    }
  }
  throw new RangeError(`button: the message has no callback button ${JSON.stringify(button)}`);
}
