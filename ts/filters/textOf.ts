import { CallbackQuery, InlineQuery, Message } from "../types/index.js";

/** What has a text that filters look at. */
export type Searched = Message | CallbackQuery | InlineQuery;

/** Text or caption of a message, data of a callback query, text of an inline query; null when it has none. */
export function textOf(update: Searched): string | null {
  if (update instanceof Message) return update.text ?? update.caption;
  if (update instanceof CallbackQuery) return typeof update.data === "string" ? update.data : null;
  return update.query;
}

export function isSearched(update: unknown): update is Searched {
  return update instanceof Message || update instanceof CallbackQuery || update instanceof InlineQuery;
}
