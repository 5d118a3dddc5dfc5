import type { tl } from "../../tl/index.js";
import { dateFormat } from "../links.js";
import type { Dialect, Marks } from "../unparse/Dialect.js";
import { encodeReferences } from "./characterReferences.js";

/** The tags of the Bot API. */
export const htmlDialect: Dialect = {
  prepare: (entities) => [...entities],
  marks: tagsOf,
  escape: encodeReferences,
};

function tagsOf(entity: tl.MessageEntity): Marks | null {
  switch (entity._) {
    case "messageEntityBold":
      return element("b");
    case "messageEntityItalic":
      return element("i");
    case "messageEntityUnderline":
      return element("u");
    case "messageEntityStrike":
      return element("s");
    case "messageEntitySpoiler":
      return element("tg-spoiler");
    case "messageEntityCode":
      return element("code");
    case "messageEntityPre":
      if (entity.language === "") return element("pre");
      return { open: `<pre><code class="language-${encodeReferences(entity.language)}">`, close: "</code></pre>" };
    case "messageEntityBlockquote":
      return element("blockquote", entity.collapsed === true ? " expandable" : "");
    case "messageEntityTextUrl":
      return link(entity.url);
    case "messageEntityMentionName":
      return link(`tg://user?id=${entity.userId}`);
    case "inputMessageEntityMentionName":
      return "userId" in entity.userId ? link(`tg://user?id=${entity.userId.userId}`) : null;
    case "messageEntityCustomEmoji":
      return element("tg-emoji", ` emoji-id="${entity.documentId}"`);
    case "messageEntityFormattedDate": {
      const format = dateFormat(entity);
      return element("tg-time", ` unix="${entity.date}"${format === "" ? "" : ` format="${format}"`}`);
    }
    default:
      return null;
  }
}

function element(name: string, attributes = ""): Marks {
  return { open: `<${name}${attributes}>`, close: `</${name}>` };
}

function link(address: string): Marks {
  return element("a", ` href="${encodeReferences(address)}"`);
}
