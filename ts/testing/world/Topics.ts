import type { TlObject } from "../codec/index.js";

/** A topic of a forum. */
export interface Topic {
  /** Id of the service message that opened it; 1 for "General". */
  readonly id: number;
  readonly creatorId: bigint;
  readonly dateSec: number;
  readonly iconColor: number;
  title: string;
  iconEmojiId: bigint | null;
  isClosed: boolean;
  isHidden: boolean;
  isPinned: boolean;
  /** Read marks by user id. */
  readonly readInbox: Map<bigint, number>;
}

/** Id of the topic that every forum has. */
export const GENERAL_TOPIC = 1;
/** The blue one of the six that Telegram takes. */
const DEFAULT_COLOR = 0x6fb9f0;
/** Colours that the server takes for icons of topics. */
const COLORS: ReadonlySet<number> = new Set([0x6fb9f0, 0xffd67e, 0xcb86db, 0x8eee98, 0xff93b2, 0xfb6f5f]);

/** The topics of a forum, by id. */
export class Topics {
  readonly byId = new Map<number, Topic>();

  /** Opens a topic. */
  create(id: number, creatorId: bigint, dateSec: number, title: string, iconColor: number | null, iconEmojiId: bigint | null): Topic {
    const color = iconColor !== null && COLORS.has(iconColor) ? iconColor : DEFAULT_COLOR;
    const topic: Topic = {
      id,
      creatorId,
      dateSec,
      iconColor: color,
      title,
      iconEmojiId,
      isClosed: false,
      isHidden: false,
      isPinned: false,
      readInbox: new Map(),
    };
    this.byId.set(id, topic);
    return topic;
  }
}

/** messageActionTopicCreate. */
export function topicCreated(topic: Topic): TlObject {
  return { _: "messageActionTopicCreate", title: topic.title, iconColor: topic.iconColor, iconEmojiId: topic.iconEmojiId ?? undefined };
}
