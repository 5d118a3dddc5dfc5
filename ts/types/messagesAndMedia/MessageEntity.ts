import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";
import type { User } from "../userAndChats/User.js";

export type MessageEntityType = (typeof MESSAGE_ENTITY_TYPES)[number];

export const MESSAGE_ENTITY_TYPES = [
  "mention",
  "hashtag",
  "cashtag",
  "botCommand",
  "url",
  "email",
  "phoneNumber",
  "bold",
  "italic",
  "underline",
  "strikethrough",
  "spoiler",
  "code",
  "pre",
  "blockquote",
  "textLink",
  "textMention",
  "bankCard",
  "customEmoji",
  "unknown",
] as const;

const TYPES: Readonly<Partial<Record<tl.MessageEntity["_"], MessageEntityType>>> = {
  messageEntityMention: "mention",
  messageEntityHashtag: "hashtag",
  messageEntityCashtag: "cashtag",
  messageEntityBotCommand: "botCommand",
  messageEntityUrl: "url",
  messageEntityEmail: "email",
  messageEntityPhone: "phoneNumber",
  messageEntityBold: "bold",
  messageEntityItalic: "italic",
  messageEntityUnderline: "underline",
  messageEntityStrike: "strikethrough",
  messageEntitySpoiler: "spoiler",
  messageEntityCode: "code",
  messageEntityPre: "pre",
  messageEntityBlockquote: "blockquote",
  messageEntityTextUrl: "textLink",
  messageEntityMentionName: "textMention",
  inputMessageEntityMentionName: "textMention",
  messageEntityBankCard: "bankCard",
  messageEntityCustomEmoji: "customEmoji",
};

/** A formatted part of a text, or one that means something: a link, a command, a mention. */
export class MessageEntity extends TlView {
  readonly raw: tl.MessageEntity;
  readonly #findUser: (id: number) => User | null;

  /** @param findUser finds the users of mentions */
  constructor(raw: tl.MessageEntity, findUser: (id: number) => User | null = () => null) {
    super();
    this.raw = raw;
    this.#findUser = findUser;
  }

  get type(): MessageEntityType {
    return TYPES[this.raw._] ?? "unknown";
  }

  /** Where it begins, in UTF-16 code units, as indices of JavaScript strings are. */
  get offset(): number {
    return this.raw.offset;
  }

  /** In UTF-16 code units. */
  get length(): number {
    return this.raw.length;
  }

  /** Where a `textLink` leads. */
  get url(): string | null {
    return this.raw._ === "messageEntityTextUrl" ? this.raw.url : null;
  }

  /** Whom a `textMention` means, when that user came along. */
  get user(): User | null {
    return this.raw._ === "messageEntityMentionName" ? this.#findUser(this.raw.userId) : null;
  }

  /** Programming language of a `pre`. */
  get language(): string | null {
    return this.raw._ === "messageEntityPre" && this.raw.language !== "" ? this.raw.language : null;
  }

  get customEmojiId(): bigint | null {
    return this.raw._ === "messageEntityCustomEmoji" ? this.raw.documentId : null;
  }
}
