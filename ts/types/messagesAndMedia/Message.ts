import type { tl } from "../../tl/index.js";
import type { EditTextOptions, SendMessageOptions } from "../options/index.js";
import { MessageBase } from "./MessageBase.js";

/** A message: a thin view of the TL object, which stays at hand as `raw`. Bound methods act on it and in its chat. */
export class Message extends MessageBase {
  /** The text; null for a message with media (whose words are its `caption`) and for a service message. */
  get text(): string | null {
    return this.raw._ === "message" && !carriesMedia(this.raw) && this.raw.message !== "" ? this.raw.message : null;
  }

  /** The words under a photo, video or other media; null when there are none. */
  get caption(): string | null {
    return this.raw._ === "message" && carriesMedia(this.raw) && this.raw.message !== "" ? this.raw.message : null;
  }

  /** Answers in the same chat and topic. */
  reply(text: string, options: SendMessageOptions = {}): Promise<Message> {
    return this.client.sendMessage(this.chat.id, text, { ...options, replyToMessageId: options.replyToMessageId ?? this.id });
  }

  /** Changes the text. */
  edit(text: string, options: EditTextOptions = {}): Promise<Message> {
    return this.client.editMessageText(this.chat.id, this.id, text, options);
  }

  /** Deletes it, by default for everybody. */
  delete(): Promise<void> {
    return this.client.deleteMessages(this.chat.id, this.id);
  }
}

/** A preview of a link is no media: its message is a text. */
function carriesMedia({ media }: tl.RawMessage): boolean {
  return media !== undefined && media._ !== "messageMediaEmpty" && media._ !== "messageMediaWebPage";
}
