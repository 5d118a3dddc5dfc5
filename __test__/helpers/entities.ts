import type { tl } from "../../ts/index.js";

/** Short names for entities, offset and length first. */
export const entity = {
  bold: (offset: number, length: number): tl.MessageEntity => ({ _: "messageEntityBold", offset, length }),
  italic: (offset: number, length: number): tl.MessageEntity => ({ _: "messageEntityItalic", offset, length }),
  underline: (offset: number, length: number): tl.MessageEntity => ({ _: "messageEntityUnderline", offset, length }),
  strike: (offset: number, length: number): tl.MessageEntity => ({ _: "messageEntityStrike", offset, length }),
  spoiler: (offset: number, length: number): tl.MessageEntity => ({ _: "messageEntitySpoiler", offset, length }),
  code: (offset: number, length: number): tl.MessageEntity => ({ _: "messageEntityCode", offset, length }),
  pre: (offset: number, length: number, language = ""): tl.MessageEntity => ({ _: "messageEntityPre", offset, length, language }),
  quote: (offset: number, length: number): tl.MessageEntity => ({ _: "messageEntityBlockquote", offset, length }),
  expandable: (offset: number, length: number): tl.MessageEntity => ({ _: "messageEntityBlockquote", offset, length, collapsed: true }),
  link: (offset: number, length: number, url: string): tl.MessageEntity => ({ _: "messageEntityTextUrl", offset, length, url }),
  mention: (offset: number, length: number, userId: number): tl.MessageEntity => ({ _: "messageEntityMentionName", offset, length, userId }),
  emoji: (offset: number, length: number, documentId: bigint): tl.MessageEntity => ({ _: "messageEntityCustomEmoji", offset, length, documentId }),
} as const;
