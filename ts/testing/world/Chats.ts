import { createHash } from "node:crypto";

import type { Account } from "./Account.js";
import { BasicGroup } from "./BasicGroup.js";
import { Channel } from "./Channel.js";
import type { InviteLink } from "./InviteLinks.js";
import type { BoxLimits } from "./MessageBox.js";
import { unmarked } from "./marked.js";

/** First id of basic groups. */
const FIRST_CHAT_ID = 4_000_000_001n;
/** First id of channels: more than 31 bits, as new ones are. */
const FIRST_CHANNEL_ID = 2_200_000_001n;

/** The directory of groups and channels, and what each account may know of them. */
export class Chats {
  readonly groups = new Map<bigint, BasicGroup>();
  readonly channels = new Map<bigint, Channel>();
  readonly #secret: string;
  readonly #limits: BoxLimits;
  #nextChatId = FIRST_CHAT_ID;
  #nextChannelId = FIRST_CHANNEL_ID;

  /** @param secret - makes the access hashes of this world differ from those of another */
  constructor(secret: string, limits: BoxLimits) {
    this.#secret = secret;
    this.#limits = limits;
  }

  addGroup(title: string, creator: Account, dateSec: number): BasicGroup {
    const group = new BasicGroup(this.#nextChatId++, title, creator.id, dateSec);
    this.groups.set(group.id, group);
    return group;
  }

  addChannel(title: string, creator: Account, dateSec: number, isBroadcast: boolean): Channel {
    const channel = new Channel(this.#nextChannelId++, isBroadcast, title, creator.id, dateSec, this.#limits);
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** The group or channel with a marked id. */
  byMarkedId(marked: bigint): BasicGroup | Channel | undefined {
    const { kind, id } = unmarked(marked);
    return kind === "channel" ? this.channels.get(id) : kind === "chat" ? this.groups.get(id) : undefined;
  }

  byUsername(username: string): Channel | undefined {
    const wanted = username.toLowerCase();
    return [...this.channels.values()].find((channel) => channel.username?.toLowerCase() === wanted && !channel.isDeleted);
  }

  /** The group or channel that a link leads into. */
  byInvite(hash: string): { chat: BasicGroup | Channel; link: InviteLink } | undefined {
    for (const chat of [...this.groups.values(), ...this.channels.values()]) {
      const link = chat.links.find(hash);
      if (link !== undefined) {
        return { chat, link };
      }
    }
    return undefined;
  }

  /** Groups and channels of which somebody is a member. */
  of(userId: bigint): { groups: BasicGroup[]; channels: Channel[] } {
    return {
      groups: [...this.groups.values()].filter((group) => group.isMember(userId)),
      channels: [...this.channels.values()].filter((channel) => channel.isMember(userId) && !channel.isDeleted),
    };
  }

  /** The access hash under which `viewer` may speak of a channel; the one of a `min` object opens nothing. */
  accessHash(viewer: Account, channel: Channel, kind: "full" | "min" = "full"): bigint {
    const digest = createHash("sha256").update(`${this.#secret}|${kind}|channel|${viewer.id}|${channel.id}`).digest();
    return digest.readBigInt64LE(0);
  }
}
