import type { tl } from "../../tl/index.js";
import { dateFormat } from "../links.js";
import type { Marks } from "./Dialect.js";

/** Links and images as both Markdowns write them; `escape` is for addresses, in which no white space is. */
export function linkMarks(entity: tl.MessageEntity, escape: (address: string) => string): Marks | null {
  switch (entity._) {
    case "messageEntityTextUrl":
      return { open: "[", close: `](${escape(entity.url)})` };
    case "messageEntityMentionName":
      return { open: "[", close: `](tg://user?id=${entity.userId})` };
    case "inputMessageEntityMentionName":
      return "userId" in entity.userId ? { open: "[", close: `](tg://user?id=${entity.userId.userId})` } : null;
    case "messageEntityCustomEmoji":
      return { open: "![", close: `](tg://emoji?id=${entity.documentId})` };
    case "messageEntityFormattedDate": {
      const format = dateFormat(entity);
      return { open: "![", close: `](tg://time?unix=${entity.date}${format === "" ? "" : `&format=${format}`})` };
    }
    default:
      return null;
  }
}
