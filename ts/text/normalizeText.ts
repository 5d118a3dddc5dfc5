import type { tl } from "../tl/index.js";
import { checkText, type FormattedText } from "./FormattedText.js";
import { sentEntities } from "./sentEntities.js";
import { checkEntities } from "./shape/checkEntities.js";
import { cleanText } from "./shape/cleanText.js";
import { nestEntities } from "./shape/nestEntities.js";
import { trimText } from "./shape/trimText.js";

/**
 * The text as the server will have it (spec/client.md §6.2): characters that it removes are gone, entities are sorted,
 * nested and trimmed, those that it finds itself and links to nowhere are dropped, a link to `tg://user?id=N` is a
 * mention. Methods that send do this, so that a message that is sent equals the one that comes back. A text of nothing
 * but blanks becomes empty: whether that is an error is for the method to say. The arguments are left as they are.
 *
 * @throws TypeError for what is no text or no entity, RangeError for an entity that is not wholly in the text
 */
export function normalizeText(text: string, entities: readonly tl.MessageEntity[] = []): FormattedText {
  checkText(text);
  checkEntities(entities, text);
  const clean = cleanText(text, sentEntities(entities));
  const trimmed = trimText(clean.text, nestEntities(clean.entities));
  // Sorted anew: entities that were cut at the end may have come to be equally long.
  return { text: trimmed.text, entities: nestEntities(trimmed.entities) };
}
