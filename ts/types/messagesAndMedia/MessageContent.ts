import { unparseText, type ParseMode } from "../../text/index.js";
import type { tl } from "../../tl/index.js";
import { readReplyMarkup } from "../botsAndKeyboards/readReplyMarkup.js";
import type { ReplyMarkup } from "../botsAndKeyboards/ReplyMarkup.js";
import { Restriction } from "../userAndChats/Restriction.js";
import type { User } from "../userAndChats/User.js";
import type { Animation } from "./Animation.js";
import type { Audio } from "./Audio.js";
import type { Contact } from "./Contact.js";
import type { Dice } from "./Dice.js";
import type { Document } from "./Document.js";
import type { Game } from "./Game.js";
import type { Location } from "./Location.js";
import type { MessageEntity } from "./MessageEntity.js";
import { MessageOrigin } from "./MessageOrigin.js";
import { MessageReactions } from "./MessageReactions.js";
import type { Photo } from "./Photo.js";
import type { Poll } from "./Poll.js";
import { readMedia, type MediaContent, type MessageMediaType } from "./readMedia.js";
import type { Sticker } from "./Sticker.js";
import type { Venue } from "./Venue.js";
import type { Video } from "./Video.js";
import type { VideoNote } from "./VideoNote.js";
import type { Voice } from "./Voice.js";
import type { WebPage } from "./WebPage.js";

/** What a message says and carries. Exactly one of the kinds of media is not null, or none. */
export abstract class MessageContent extends MessageOrigin {
  #media: MediaContent | null | undefined;

  /** The text; null for a message with media (whose words are its `caption`) and for a service message. */
  get text(): string | null {
    return this.#words(false);
  }

  /** The formatting of `text`. */
  get entities(): readonly MessageEntity[] {
    return this.text === null ? [] : this.#entities;
  }

  /** The words under a photo, video or other media; null when there are none. */
  get caption(): string | null {
    return this.#words(true);
  }

  /** The formatting of `caption`. */
  get captionEntities(): readonly MessageEntity[] {
    return this.caption === null ? [] : this.#entities;
  }

  /** Text or caption in Hydrogram's Markdown, as `parseMode: "markdown"` reads it; empty when it has neither. */
  get markdown(): string {
    return this.#unparse("markdown");
  }

  /** Text or caption in HTML, as `parseMode: "html"` reads it; empty when it has neither. */
  get html(): string {
    return this.#unparse("html");
  }

  /** What kind of media it carries; null when none. The preview of a link is `webPage`. */
  get media(): MessageMediaType | null {
    return this.#content?.type ?? null;
  }

  get audio(): Audio | null {
    const content = this.#content;
    return content?.type === "audio" ? content.value : null;
  }

  get document(): Document | null {
    const content = this.#content;
    return content?.type === "document" ? content.value : null;
  }

  get photo(): Photo | null {
    const content = this.#content;
    return content?.type === "photo" ? content.value : null;
  }

  get sticker(): Sticker | null {
    const content = this.#content;
    return content?.type === "sticker" ? content.value : null;
  }

  get animation(): Animation | null {
    const content = this.#content;
    return content?.type === "animation" ? content.value : null;
  }

  get game(): Game | null {
    const content = this.#content;
    return content?.type === "game" ? content.value : null;
  }

  get video(): Video | null {
    const content = this.#content;
    return content?.type === "video" ? content.value : null;
  }

  get voice(): Voice | null {
    const content = this.#content;
    return content?.type === "voice" ? content.value : null;
  }

  get videoNote(): VideoNote | null {
    const content = this.#content;
    return content?.type === "videoNote" ? content.value : null;
  }

  get contact(): Contact | null {
    const content = this.#content;
    return content?.type === "contact" ? content.value : null;
  }

  get location(): Location | null {
    const content = this.#content;
    return content?.type === "location" ? content.value : null;
  }

  get venue(): Venue | null {
    const content = this.#content;
    return content?.type === "venue" ? content.value : null;
  }

  get webPage(): WebPage | null {
    const content = this.#content;
    return content?.type === "webPage" ? content.value : null;
  }

  get poll(): Poll | null {
    const content = this.#content;
    return content?.type === "poll" ? content.value : null;
  }

  get dice(): Dice | null {
    const content = this.#content;
    return content?.type === "dice" ? content.value : null;
  }

  /** Photos and videos that cost stars, as Telegram sends them. */
  get paidMedia(): tl.RawMessageMediaPaidMedia | null {
    const content = this.#content;
    return content?.type === "paidMedia" ? content.value : null;
  }

  /** A story that was forwarded, as Telegram sends it. */
  get story(): tl.RawMessageMediaStory | null {
    const content = this.#content;
    return content?.type === "story" ? content.value : null;
  }

  /** Something to be paid, as Telegram sends it. */
  get invoice(): tl.RawMessageMediaInvoice | null {
    const content = this.#content;
    return content?.type === "invoice" ? content.value : null;
  }

  /** Whether the media is to be covered until it is tapped. */
  get hasMediaSpoiler(): boolean {
    const media = this.#message?.media;
    return media !== undefined && "spoiler" in media && media.spoiler === true;
  }

  /** The same for all messages of an album; null outside of albums. */
  get mediaGroupId(): bigint | null {
    return this.#message?.groupedId ?? null;
  }

  /** Who signed a channel post, or the title of an anonymous administrator. */
  get authorSignature(): string | null {
    return this.#message?.postAuthor ?? null;
  }

  /** Whether forwarding and saving it is switched off. */
  get hasProtectedContent(): boolean {
    return this.#message?.noforwards === true;
  }

  /** Whether it was sent at a time that its sender chose before. */
  get fromScheduled(): boolean {
    return this.#message?.fromScheduled === true;
  }

  /** How often a channel post was seen; null where that is not counted. */
  get views(): number | null {
    return this.#message?.views ?? null;
  }

  /** How often a channel post was forwarded; null where that is not counted. */
  get forwards(): number | null {
    return this.#message?.forwards ?? null;
  }

  /** The inline bot that it was written with. */
  get viaBot(): User | null {
    const id = this.#message?.viaBotId;
    return id === undefined ? null : this.namedUser(id);
  }

  /** Buttons under it, or the keyboard that it brings. */
  get replyMarkup(): ReplyMarkup | null {
    const markup = this.#message?.replyMarkup;
    return markup === undefined ? null : readReplyMarkup(markup);
  }

  get reactions(): MessageReactions | null {
    const reactions = this.raw._ === "messageEmpty" ? undefined : this.raw.reactions;
    return reactions === undefined ? null : new MessageReactions(reactions);
  }

  /** Why it may not be shown on some platforms. */
  get restrictions(): readonly Restriction[] {
    return (this.#message?.restrictionReason ?? []).map((reason) => new Restriction(reason));
  }

  protected override get hidden(): readonly string[] {
    return [...super.hidden, "markdown", "html"];
  }

  protected override mask(name: string, value: unknown): unknown {
    // A web app's data, a game's and an invoice's payload are for the bot alone.
    return name === "webAppData" ? "…" : value;
  }

  get #message(): tl.RawMessage | null {
    return this.raw._ === "message" ? this.raw : null;
  }

  get #content(): MediaContent | null {
    if (this.#media === undefined) {
      const media = this.#message?.media;
      this.#media = media === undefined ? null : readMedia(media);
    }
    return this.#media;
  }

  get #entities(): readonly MessageEntity[] {
    return (this.#message?.entities ?? []).map((entity) => this.entityOf(entity));
  }

  #unparse(mode: ParseMode): string {
    const message = this.#message;
    return message === null ? "" : unparseText(mode, message.message, message.entities ?? []);
  }

  #words(areCaption: boolean): string | null {
    const message = this.#message;
    return message === null || message.message === "" || carriesMedia(message) !== areCaption ? null : message.message;
  }
}

/** A preview of a link is no media: its message is a text. */
function carriesMedia({ media }: tl.RawMessage): boolean {
  return media !== undefined && media._ !== "messageMediaEmpty" && media._ !== "messageMediaWebPage";
}
