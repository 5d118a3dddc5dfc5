import type * as types from "../types/index.js";
import { filterOf, type Filter } from "./Filter.js";

type Message = types.Message;

/** Messages of which something is known to be there. */
type Has<Name extends keyof Message> = Filter<Message, { readonly [N in Name]: NonNullable<Message[N]> }>;
type Is = Filter<Message>;

const has = <Name extends keyof Message>(name: Name): Has<Name> => filterOf((message) => message[name] !== null && message[name] !== undefined && message[name] !== false);

export const all: Filter<unknown> = filterOf(() => true);
export const incoming: Is = filterOf((message) => !message.outgoing);
export const outgoing: Is = filterOf((message) => message.outgoing);
/** Messages without media; the preview of a link is none. */
export const text: Has<"text"> = has("text");
/** Messages that answer another. */
export const reply: Has<"replyToMessageId"> = has("replyToMessageId");
export const forwarded: Has<"forwardDate"> = has("forwardDate");
/** Messages with words under their media. */
export const caption: Has<"caption"> = has("caption");
export const audio: Has<"audio"> = has("audio");
export const document: Has<"document"> = has("document");
export const photo: Has<"photo"> = has("photo");
export const sticker: Has<"sticker"> = has("sticker");
export const animation: Has<"animation"> = has("animation");
export const game: Has<"game"> = has("game");
export const video: Has<"video"> = has("video");
/** Messages of an album. */
export const mediaGroup: Has<"mediaGroupId"> = has("mediaGroupId");
export const voice: Has<"voice"> = has("voice");
export const videoNote: Has<"videoNote"> = has("videoNote");
export const contact: Has<"contact"> = has("contact");
export const location: Has<"location"> = has("location");
export const venue: Has<"venue"> = has("venue");
/** Messages with the preview of a link. */
export const webPage: Has<"webPage"> = has("webPage");
export const poll: Has<"poll"> = has("poll");
export const dice: Has<"dice"> = has("dice");
/** Media that are covered until they are tapped. */
export const mediaSpoiler: Is = filterOf((message) => message.hasMediaSpoiler);
/** Messages with media of any kind. */
export const media: Has<"media"> = has("media");
export const scheduled: Is = filterOf((message) => message.scheduled);
/** Messages that were sent at a time that was chosen before. */
export const fromScheduled: Is = filterOf((message) => message.fromScheduled);
/** Messages that mention the account or answer it. */
export const mentioned: Is = filterOf((message) => message.mentioned);
/** Messages that were written with an inline bot. */
export const viaBot: Has<"viaBot"> = has("viaBot");
/** Messages that bring a keyboard. */
export const replyKeyboard: Filter<Message, { readonly replyMarkup: types.ReplyKeyboardMarkup }> = filterOf(({ replyMarkup }) => replyMarkup !== null && "keyboard" in replyMarkup);
/** Messages with buttons. */
export const inlineKeyboard: Filter<Message, { readonly replyMarkup: types.InlineKeyboardMarkup }> = filterOf(
  ({ replyMarkup }) => replyMarkup !== null && "inlineKeyboard" in replyMarkup,
);
/** Posts of the linked channel, as they appear in its discussion group. */
export const linkedChannel: Has<"forwardFromChat"> = filterOf((message) => message.forwardFromChat !== null && message.fromUser === null);
