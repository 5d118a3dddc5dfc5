import type { tl } from "../../tl/index.js";

/**
 * What may nest in what (spec/client.md §6.2): a quote holds everything but quotes; `literal` holds nothing and sits
 * only in quotes; `block`s do not nest in each other and are never split; a `style` may be split.
 */
export type EntityFamily = "quote" | "literal" | "block" | "style";

export interface EntityKind {
  readonly family: EntityFamily;
  /** Of two entities over the same text, the lower one is outside. */
  readonly priority: number;
  /** The server finds these itself; they are not sent. */
  readonly automatic?: true;
}

const AUTOMATIC: EntityKind = { family: "block", priority: 50, automatic: true };
const LINK: EntityKind = { family: "block", priority: 49 };

const KINDS: Readonly<Record<tl.MessageEntity["_"], EntityKind>> = {
  messageEntityBlockquote: { family: "quote", priority: 0 },
  messageEntityPre: { family: "literal", priority: 11 },
  messageEntityCode: { family: "literal", priority: 20 },
  messageEntityFormattedDate: { family: "literal", priority: 30 },
  messageEntityTextUrl: LINK,
  messageEntityMentionName: LINK,
  inputMessageEntityMentionName: LINK,
  messageEntityBold: { family: "style", priority: 90 },
  messageEntityItalic: { family: "style", priority: 91 },
  messageEntityUnderline: { family: "style", priority: 92 },
  messageEntityStrike: { family: "style", priority: 93 },
  messageEntitySpoiler: { family: "style", priority: 94 },
  messageEntityCustomEmoji: { family: "block", priority: 99 },
  messageEntityMention: AUTOMATIC,
  messageEntityHashtag: AUTOMATIC,
  messageEntityCashtag: AUTOMATIC,
  messageEntityBotCommand: AUTOMATIC,
  messageEntityUrl: AUTOMATIC,
  messageEntityEmail: AUTOMATIC,
  messageEntityPhone: AUTOMATIC,
  messageEntityBankCard: AUTOMATIC,
  messageEntityTonAddress: AUTOMATIC,
  messageEntityUnknown: AUTOMATIC,
  messageEntityDiffInsert: AUTOMATIC,
  messageEntityDiffReplace: AUTOMATIC,
  messageEntityDiffDelete: AUTOMATIC,
};

/** A kind that a newer schema has is treated as one that the server finds. */
export function kindOf(entity: tl.MessageEntity): EntityKind {
  if (entity._ === "messageEntityPre" && entity.language !== "") return PRE_WITH_LANGUAGE;
  return KINDS[entity._] ?? AUTOMATIC;
}

const PRE_WITH_LANGUAGE: EntityKind = { family: "literal", priority: 10 };

/** Sorts in place: by offset, the longer first, then by priority. */
export function sortEntities(entities: tl.MessageEntity[]): tl.MessageEntity[] {
  return entities.sort((a, b) => a.offset - b.offset || b.length - a.length || kindOf(a).priority - kindOf(b).priority);
}
