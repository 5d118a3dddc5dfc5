import { unparseText, type TextLike } from "../../text/index.js";
import type { tl } from "../../tl/index.js";
import { dateOf } from "../dateOf.js";
import type { Message } from "../messagesAndMedia/Message.js";
import { needClient } from "../needClient.js";
import type { ObjectClient } from "../ObjectClient.js";
import type { SendMessageOptions } from "../options/index.js";
import type { ListenOptions } from "../pyromod/ListenOptions.js";
import { UpdateObject } from "../UpdateObject.js";
import type { Chat } from "./Chat.js";
import { ChatPhoto } from "./ChatPhoto.js";
import { EmojiStatus } from "./EmojiStatus.js";
import { Restriction } from "./Restriction.js";
import { mainUsername, Username } from "./Username.js";

/** When somebody was seen last, as exactly as Telegram tells. */
export type UserStatus = "online" | "offline" | "recently" | "lastWeek" | "lastMonth" | "longAgo";

const STATUS: Readonly<Record<tl.UserStatus["_"], UserStatus>> = {
  userStatusOnline: "online",
  userStatusOffline: "offline",
  userStatusRecently: "recently",
  userStatusLastWeek: "lastWeek",
  userStatusLastMonth: "lastMonth",
  userStatusEmpty: "longAgo",
};

/** A person or a bot: a thin view of the TL object, which stays at hand as `raw`. */
export class User extends UpdateObject {
  readonly raw: tl.RawUser;
  readonly #client: ObjectClient | undefined;

  /** @param client what the bound methods call; without it they throw ClientStateError */
  constructor(raw: tl.RawUser, client?: ObjectClient) {
    super();
    this.raw = raw;
    this.#client = client;
  }

  /** Identifier, the same in every account. */
  get id(): number {
    return this.raw.id;
  }

  /** Whether this is the account of the client itself. */
  get isSelf(): boolean {
    return this.raw.self === true;
  }

  get isContact(): boolean {
    return this.raw.contact === true;
  }

  get isMutualContact(): boolean {
    return this.raw.mutualContact === true;
  }

  get isDeleted(): boolean {
    return this.raw.deleted === true;
  }

  get isBot(): boolean {
    return this.raw.bot === true;
  }

  get isVerified(): boolean {
    return this.raw.verified === true;
  }

  /** Whether it may not be shown on some platforms: see `restrictions`. */
  get isRestricted(): boolean {
    return this.raw.restricted === true;
  }

  get isScam(): boolean {
    return this.raw.scam === true;
  }

  /** Whether it pretends to be somebody else. */
  get isFake(): boolean {
    return this.raw.fake === true;
  }

  /** Whether it belongs to Telegram's support. */
  get isSupport(): boolean {
    return this.raw.support === true;
  }

  get isPremium(): boolean {
    return this.raw.premium === true;
  }

  /** Whether only a part of it is known, as a channel post's mention shows it. */
  get isMin(): boolean {
    return this.raw.min === true;
  }

  /** Empty for a deleted account. */
  get firstName(): string {
    return this.raw.firstName ?? "";
  }

  get lastName(): string | null {
    return this.raw.lastName ?? null;
  }

  /** First and last name with a space between. */
  get fullName(): string {
    return this.lastName === null || this.lastName === "" ? this.firstName : `${this.firstName} ${this.lastName}`;
  }

  /** Null for bots, which have none. */
  get status(): UserStatus | null {
    if (this.isBot) return null;
    return this.raw.status === undefined ? "longAgo" : STATUS[this.raw.status._];
  }

  /** When somebody who is offline was seen last; null when Telegram does not tell. */
  get lastOnlineDate(): Date | null {
    return this.raw.status?._ === "userStatusOffline" ? dateOf(this.raw.status.wasOnline) : null;
  }

  /** When somebody who is online will be taken for offline. */
  get nextOfflineDate(): Date | null {
    return this.raw.status?._ === "userStatusOnline" ? dateOf(this.raw.status.expires) : null;
  }

  /** Main username without `@`; null when there is none. */
  get username(): string | null {
    return mainUsername(this.raw);
  }

  /** All that lead here, collectible ones included; empty when there are none besides `username`. */
  get usernames(): readonly Username[] {
    return (this.raw.usernames ?? []).map((username) => new Username(username));
  }

  /** The active ones of `usernames`, without `@`. */
  get activeUsernames(): readonly string[] {
    return this.usernames.filter(({ active }) => active).map(({ username }) => username);
  }

  /** Language of the app as an IETF tag; only known of users that talk to a bot. */
  get languageCode(): string | null {
    return this.raw.langCode ?? null;
  }

  get emojiStatus(): EmojiStatus | null {
    return EmojiStatus.of(this.raw.emojiStatus);
  }

  /** Number of the DC that holds the profile photo; null when there is none. */
  get dcId(): number | null {
    return this.raw.photo?._ === "userProfilePhoto" ? this.raw.photo.dcId : null;
  }

  get photo(): ChatPhoto | null {
    return ChatPhoto.of(this.raw.photo, this.id, this.raw.accessHash);
  }

  /** Digits only, with the country code; null when the account may not see it. */
  get phoneNumber(): string | null {
    return this.raw.phone ?? null;
  }

  /** Why it may not be shown on some platforms. */
  get restrictions(): readonly Restriction[] {
    return (this.raw.restrictionReason ?? []).map((reason) => new Restriction(reason));
  }

  /** The name as a link to the account, in HTML: what modes `default` and `html` read as a mention. */
  get mention(): string {
    return unparseText("html", this.fullName || "?", [{ _: "messageEntityMentionName", offset: 0, length: (this.fullName || "?").length, userId: this.id }]);
  }

  async archive(): Promise<void> {
    await this.client.archiveChats(this.id);
  }

  async unarchive(): Promise<void> {
    await this.client.unarchiveChats(this.id);
  }

  async block(): Promise<void> {
    await this.client.blockUser(this.id);
  }

  async unblock(): Promise<void> {
    await this.client.unblockUser(this.id);
  }

  /** The groups that the account and this user are both in. */
  getCommonChats(): Promise<Chat[]> {
    return this.client.getCommonChats(this.id);
  }

  /** Sends a text to this user and waits for the answer. */
  ask(text: TextLike, options: ListenOptions & SendMessageOptions = {}): Promise<Message> {
    return this.client.ask(this.id, text, { ...options, userId: this.id });
  }

  /** Waits for the next message of this user, anywhere. */
  listen(options: ListenOptions = {}): Promise<Message> {
    return this.client.listen({ ...options, userId: this.id });
  }

  /** Ends what waits for this user. */
  stopListening(): Promise<void> {
    return this.client.stopListening({ userId: this.id });
  }

  protected get client(): ObjectClient {
    return needClient(this.#client, this);
  }

  protected override mask(name: string, value: unknown): unknown {
    return name === "phoneNumber" && typeof value === "string" ? `${value.slice(0, 2)}…` : value;
  }

  protected override get hidden(): readonly string[] {
    return ["client", "fullName", "activeUsernames", "mention"];
  }
}
