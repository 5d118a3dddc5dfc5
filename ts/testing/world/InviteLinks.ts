import { randomBytes } from "node:crypto";

import type { TlObject } from "../codec/index.js";

/** A link that lets people into a group or channel. */
export interface InviteLink {
  readonly hash: string;
  readonly adminId: bigint;
  readonly dateSec: number;
  /** The one that every admin has without asking for it. */
  readonly isPermanent: boolean;
  title: string | null;
  /** Seconds since 1970; null for never. */
  expiresAtSec: number | null;
  /** How many may join; null for any number. */
  usageLimit: number | null;
  /** Whether an admin must let people in. */
  needsApproval: boolean;
  isRevoked: boolean;
  /** Who joined by it, with the date in seconds. */
  readonly joined: Map<bigint, number>;
}

/** Somebody who waits to be let in. */
export interface JoinRequest {
  readonly userId: bigint;
  readonly dateSec: number;
  /** Null for a public channel with join requests. */
  readonly link: InviteLink | null;
}

/** The choices for a link. */
export type NewInviteLink = Partial<Pick<InviteLink, "title" | "expiresAtSec" | "usageLimit" | "needsApproval" | "isPermanent">>;

const PREFIX = "https://t.me/+";

/** The invite links of one group or channel, and the people who wait before it. */
export class InviteLinks {
  readonly #byHash = new Map<string, InviteLink>();
  /** By user id, the earliest first. */
  readonly requests = new Map<bigint, JoinRequest>();

  /** Makes a link. */
  create(adminId: bigint, dateSec: number, choices: NewInviteLink = {}): InviteLink {
    const link: InviteLink = {
      hash: randomBytes(12).toString("base64url"),
      adminId,
      dateSec,
      isPermanent: choices.isPermanent ?? false,
      title: choices.title ?? null,
      expiresAtSec: choices.expiresAtSec ?? null,
      usageLimit: choices.usageLimit ?? null,
      needsApproval: choices.needsApproval ?? false,
      isRevoked: false,
      joined: new Map(),
    };
    this.#byHash.set(link.hash, link);
    return link;
  }

  /** Links of one admin, the newest first. */
  of(adminId: bigint): InviteLink[] {
    return [...this.#byHash.values()].filter((link) => link.adminId === adminId).reverse();
  }

  /** The permanent link of an admin that is in force; made when there is none. */
  permanent(adminId: bigint, dateSec: number): InviteLink {
    return this.of(adminId).find((link) => link.isPermanent && !link.isRevoked) ?? this.create(adminId, dateSec, { isPermanent: true });
  }

  /** @param link - a hash, or a link in any of its forms */
  find(link: string): InviteLink | undefined {
    return this.#byHash.get(link.replace(/^.*(?:\/\+|joinchat\/|invite=)/, ""));
  }

  delete(link: InviteLink): void {
    this.#byHash.delete(link.hash);
  }
}

/** The link as people pass it on. */
export function inviteUrl(link: InviteLink): string {
  return PREFIX + link.hash;
}

/** chatInviteExported. */
export function inviteView(link: InviteLink, links: InviteLinks): TlObject {
  const requested = [...links.requests.values()].filter((request) => request.link === link).length;
  return {
    _: "chatInviteExported",
    revoked: link.isRevoked,
    permanent: link.isPermanent,
    requestNeeded: link.needsApproval,
    link: inviteUrl(link),
    adminId: link.adminId,
    date: link.dateSec,
    expireDate: link.expiresAtSec ?? undefined,
    usageLimit: link.usageLimit ?? undefined,
    usage: link.joined.size === 0 ? undefined : link.joined.size,
    requested: requested === 0 ? undefined : requested,
    title: link.title ?? undefined,
  };
}
