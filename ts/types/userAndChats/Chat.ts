import type { TextLike } from "../../text/index.js";
import type { tl } from "../../tl/index.js";
import { markedId, markedIdOf } from "../../peers/index.js";
import type { Message } from "../messagesAndMedia/Message.js";
import { needClient } from "../needClient.js";
import type { ChatId, ObjectClient } from "../ObjectClient.js";
import type { SendMessageOptions } from "../options/index.js";
import type { RawPeer } from "../PeerIndex.js";
import type { ListenOptions } from "../pyromod/ListenOptions.js";
import { TlView } from "../TlView.js";
import { ChatBackground } from "./ChatBackground.js";
import type { ChatMember } from "./ChatMember.js";
import { type ChatPermissions, readPermissions } from "./ChatPermissions.js";
import { ChatPhoto } from "./ChatPhoto.js";
import type { ChatPrivileges } from "./ChatPrivileges.js";
import { ChatReactions } from "./ChatReactions.js";
import { Restriction } from "./Restriction.js";
import { mainUsername, Username } from "./Username.js";

export type ChatType = "private" | "bot" | "group" | "supergroup" | "channel";

/** What only `getChat` knows of a chat. */
export interface ChatDetails {
  readonly full?: tl.UserFull | tl.ChatFull | undefined;
  readonly pinnedMessage?: Message | undefined;
  readonly linkedChat?: Chat | undefined;
  readonly sendAsChat?: Chat | undefined;
  /** In metres, of a chat that was found nearby. */
  readonly distance?: number | undefined;
}

/**
 * Where messages are: a private chat, a group, a supergroup or a channel. A thin view of what Telegram said of it: the
 * whole user or chat, or only a `Peer` when no more is known.
 */
export class Chat extends TlView {
  readonly raw: RawPeer | tl.Peer;
  readonly #client: ObjectClient | undefined;
  readonly #details: ChatDetails;

  /**
   * @param client what the bound methods call; without it they throw ClientStateError
   * @param details what was asked for besides, as `getChat` does
   */
  constructor(raw: RawPeer | tl.Peer, client?: ObjectClient, details: ChatDetails = {}) {
    super();
    this.raw = raw;
    this.#client = client;
    this.#details = details;
  }

  /** Marked id: positive for a private chat, negative for a group, below -10¹² for supergroups and channels. */
  get id(): number {
    const { raw } = this;
    return "id" in raw ? markedIdOf(raw) : markedId(raw);
  }

  /** Of a channel that is known only by its id nobody can tell whether it is a supergroup: then `channel`. */
  get type(): ChatType {
    const { raw } = this;
    switch (raw._) {
      case "user":
        return raw.bot === true ? "bot" : "private";
      case "peerUser":
        return "private";
      case "chat":
      case "chatForbidden":
      case "peerChat":
        return "group";
      case "channel":
      case "channelForbidden":
        return raw.megagroup === true || ("monoforum" in raw && raw.monoforum === true) ? "supergroup" : "channel";
      case "community":
      case "communityForbidden":
        return "supergroup";
      case "peerChannel":
        return "channel";
    }
  }

  /** Name of a group, supergroup or channel; null for a private chat. */
  get title(): string | null {
    return "title" in this.raw ? this.raw.title : null;
  }

  /** Of the person, in a private chat. */
  get firstName(): string | null {
    return this.raw._ === "user" ? (this.raw.firstName ?? null) : null;
  }

  get lastName(): string | null {
    return this.raw._ === "user" ? (this.raw.lastName ?? null) : null;
  }

  /** The title, or first and last name with a space between; empty when nothing is known. */
  get fullName(): string {
    return this.title ?? [this.firstName, this.lastName].filter((name) => name !== null && name !== "").join(" ");
  }

  /** Main username without `@`; null when there is none. */
  get username(): string | null {
    return this.raw._ === "user" || this.raw._ === "channel" ? mainUsername(this.raw) : null;
  }

  /** All that lead here, collectible ones included; empty when there are none besides `username`. */
  get usernames(): readonly Username[] {
    const all = this.raw._ === "user" || this.raw._ === "channel" ? this.raw.usernames : undefined;
    return (all ?? []).map((username) => new Username(username));
  }

  /** The active ones of `usernames`, without `@`. */
  get activeUsernames(): readonly string[] {
    return this.usernames.filter(({ active }) => active).map(({ username }) => username);
  }

  get isVerified(): boolean {
    return this.#has("verified");
  }

  get isRestricted(): boolean {
    return this.#has("restricted");
  }

  /** Whether the account owns it. */
  get isCreator(): boolean {
    return this.#has("creator");
  }

  get isScam(): boolean {
    return this.#has("scam");
  }

  get isFake(): boolean {
    return this.#has("fake");
  }

  get isSupport(): boolean {
    return this.#has("support");
  }

  /** Whether its messages are sorted into topics. */
  get isForum(): boolean {
    return this.#has("forum");
  }

  /** Whether forwarding and saving of its messages is switched off. */
  get hasProtectedContent(): boolean {
    return this.#has("noforwards");
  }

  get photo(): ChatPhoto | null {
    const accessHash = "accessHash" in this.raw ? this.raw.accessHash : undefined;
    return ChatPhoto.of("photo" in this.raw ? this.raw.photo : undefined, this.id, accessHash);
  }

  /** How many members it has, where that came along. */
  get membersCount(): number | null {
    const { full } = this.#details;
    if (full?._ === "channelFull" && full.participantsCount !== undefined) return full.participantsCount;
    return "participantsCount" in this.raw ? (this.raw.participantsCount ?? null) : null;
  }

  /** What members may do by default, in groups and supergroups. */
  get permissions(): ChatPermissions | null {
    return "defaultBannedRights" in this.raw && this.raw.defaultBannedRights !== undefined ? readPermissions(this.raw.defaultBannedRights) : null;
  }

  /** Number of the DC that holds the photo; null when there is none. */
  get dcId(): number | null {
    const photo = "photo" in this.raw ? this.raw.photo : undefined;
    return photo !== undefined && "dcId" in photo ? photo.dcId : null;
  }

  /** Why it may not be shown on some platforms. */
  get restrictions(): readonly Restriction[] {
    const reasons = this.raw._ === "user" || this.raw._ === "channel" ? this.raw.restrictionReason : undefined;
    return (reasons ?? []).map((reason) => new Restriction(reason));
  }

  /** Of a person, as they tell of themselves. This and what follows only `getChat` knows; else it is null. */
  get bio(): string | null {
    const { full } = this.#details;
    return full?._ === "userFull" ? (full.about ?? null) : null;
  }

  /** Of a group or channel. */
  get description(): string | null {
    const { full } = this.#details;
    return full === undefined || full._ === "userFull" || !("about" in full) || full.about === "" ? null : full.about;
  }

  /** The primary invite link, for administrators. */
  get inviteLink(): string | null {
    const invite = this.#full("exportedInvite");
    return invite?._ === "chatInviteExported" ? invite.link : null;
  }

  get pinnedMessage(): Message | null {
    return this.#details.pinnedMessage ?? null;
  }

  /** The discussion group of a channel, or the channel of a discussion group. */
  get linkedChat(): Chat | null {
    return this.#details.linkedChat ?? null;
  }

  /** In whose name the account writes here by default. */
  get sendAsChat(): Chat | null {
    return this.#details.sendAsChat ?? null;
  }

  get background(): ChatBackground | null {
    return ChatBackground.of(this.#full("wallpaper"));
  }

  /** Short name of the group's own set of stickers. */
  get stickerSetName(): string | null {
    return this.#full("stickerset")?.shortName ?? null;
  }

  get canSetStickerSet(): boolean {
    return this.#full("canSetStickers") === true;
  }

  /** Whether the list of members is hidden from those who are no administrators. */
  get isParticipantsHidden(): boolean {
    return this.#full("participantsHidden") === true;
  }

  get availableReactions(): ChatReactions | null {
    const reactions = this.#full("availableReactions");
    return reactions === undefined ? null : new ChatReactions(reactions);
  }

  /** In metres, of a chat that was found nearby. */
  get distance(): number | null {
    return this.#details.distance ?? null;
  }

  async archive(): Promise<void> {
    await this.client.archiveChats(this.id);
  }

  async unarchive(): Promise<void> {
    await this.client.unarchiveChats(this.id);
  }

  async setTitle(title: string): Promise<void> {
    await this.client.setChatTitle(this.id, title);
  }

  async setDescription(description: string): Promise<void> {
    await this.client.setChatDescription(this.id, description);
  }

  async setPhoto(options: Parameters<ObjectClient["setChatPhoto"]>[1]): Promise<void> {
    await this.client.setChatPhoto(this.id, options);
  }

  /** Removes somebody and keeps them out. @param options.untilDate for ever by default */
  async banMember(userId: ChatId, options: { readonly untilDate?: Date | undefined } = {}): Promise<void> {
    await this.client.banChatMember(this.id, userId, options);
  }

  async unbanMember(userId: ChatId): Promise<void> {
    await this.client.unbanChatMember(this.id, userId);
  }

  /** Lets somebody do only what `permissions` allow. @param options.untilDate for ever by default */
  async restrictMember(userId: ChatId, permissions: ChatPermissions, options: { readonly untilDate?: Date | undefined } = {}): Promise<void> {
    await this.client.restrictChatMember(this.id, userId, permissions, options);
  }

  /** Makes somebody an administrator. */
  async promoteMember(userId: ChatId, privileges?: ChatPrivileges): Promise<void> {
    await this.client.promoteChatMember(this.id, userId, { privileges });
  }

  /** Joins it by its username; a private one by its invite link: `client.joinChat(link)`. */
  join(): Promise<Chat> {
    return this.client.joinChat(this.username ?? this.id);
  }

  async leave(options: { readonly delete?: boolean | undefined } = {}): Promise<void> {
    await this.client.leaveChat(this.id, options);
  }

  /** Makes a new primary invite link; the old one is revoked. */
  exportInviteLink(): Promise<string> {
    return this.client.exportChatInviteLink(this.id);
  }

  getMember(userId: ChatId): Promise<ChatMember> {
    return this.client.getChatMember(this.id, userId);
  }

  getMembers(options: Parameters<ObjectClient["getChatMembers"]>[1] = {}): AsyncIterable<ChatMember> {
    return this.client.getChatMembers(this.id, options);
  }

  async addMembers(userIds: ChatId | readonly ChatId[], options: { readonly forwardLimit?: number | undefined } = {}): Promise<void> {
    await this.client.addChatMembers(this.id, userIds, options);
  }

  async markUnread(): Promise<void> {
    await this.client.markChatUnread(this.id);
  }

  /** Switches forwarding and saving off, or on again. */
  async setProtectedContent(enabled: boolean): Promise<void> {
    await this.client.setChatProtectedContent(this.id, enabled);
  }

  async unpinAllMessages(): Promise<void> {
    await this.client.unpinAllChatMessages(this.id);
  }

  /** Sends a text here and waits for the next message here. */
  ask(text: TextLike, options: ListenOptions & SendMessageOptions = {}): Promise<Message> {
    return this.client.ask(this.id, text, options);
  }

  /** Waits for the next message here. */
  listen(options: ListenOptions = {}): Promise<Message> {
    return this.client.listen({ ...options, chatId: this.id });
  }

  /** Ends what waits here. */
  stopListening(): Promise<void> {
    return this.client.stopListening({ chatId: this.id });
  }

  protected get client(): ObjectClient {
    return needClient(this.#client, this);
  }

  /** Whoever reads an invite link can join. */
  protected override mask(name: string, value: unknown): unknown {
    return name === "inviteLink" && typeof value === "string" ? `${value.slice(0, -6)}…` : value;
  }

  protected override get hidden(): readonly string[] {
    return ["client", "fullName", "activeUsernames"];
  }

  /** A field of the full user, group or channel, if that has it. */
  #full<Name extends keyof FullFields>(name: Name): FullFields[Name] {
    const { full } = this.#details;
    // The three constructors give the field, where they have it, the same type.
    return full === undefined ? undefined : (Reflect.get(full, name) as FullFields[Name]);
  }

  #has(flag: string): boolean {
    return Reflect.get(this.raw, flag) === true;
  }
}

type FullFields = Partial<Pick<tl.RawChannelFull, "exportedInvite" | "wallpaper" | "stickerset" | "canSetStickers" | "participantsHidden" | "availableReactions">>;
