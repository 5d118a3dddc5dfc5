import type { TlObject } from "../codec/index.js";

/** Flags of chatAdminRights, in camelCase. */
export const ADMIN_RIGHTS = [
  "changeInfo",
  "postMessages",
  "editMessages",
  "deleteMessages",
  "banUsers",
  "inviteUsers",
  "pinMessages",
  "addAdmins",
  "anonymous",
  "manageCall",
  "other",
  "manageTopics",
  "postStories",
  "editStories",
  "deleteStories",
  "manageDirectMessages",
  "manageRanks",
  "manageLinkedPeers",
  "manageWelcomeMessages",
] as const;

/** Flags of chatBannedRights, in camelCase: each takes something away. */
export const BANNED_RIGHTS = [
  "viewMessages",
  "sendMessages",
  "sendMedia",
  "sendStickers",
  "sendGifs",
  "sendGames",
  "sendInline",
  "embedLinks",
  "sendPolls",
  "changeInfo",
  "inviteUsers",
  "pinMessages",
  "manageTopics",
  "sendPhotos",
  "sendVideos",
  "sendRoundvideos",
  "sendAudios",
  "sendVoices",
  "sendDocs",
  "sendPlain",
  "editRank",
  "sendReactions",
  "manageLinkedPeers",
] as const;

export type AdminRight = (typeof ADMIN_RIGHTS)[number];
export type BannedRight = (typeof BANNED_RIGHTS)[number];

/** What somebody may not do, and until when. */
export interface Restriction {
  readonly rights: ReadonlySet<BannedRight>;
  /** Seconds since 1970; 0 for ever. */
  readonly untilSec: number;
}

/** What creators have: everything but hiding their name. */
export const CREATOR_RIGHTS: ReadonlySet<AdminRight> = new Set(ADMIN_RIGHTS.filter((right) => right !== "anonymous"));

/** What admins of basic groups have. */
export const BASIC_ADMIN_RIGHTS: ReadonlySet<AdminRight> = new Set<AdminRight>([
  "changeInfo",
  "deleteMessages",
  "banUsers",
  "inviteUsers",
  "pinMessages",
  "manageCall",
  "other",
]);

/** What nobody is refused in a new group. */
export const NO_RESTRICTION: Restriction = Object.freeze({ rights: new Set<BannedRight>(), untilSec: 0 });

/** chatAdminRights. */
export function adminRightsView(rights: ReadonlySet<AdminRight>): TlObject {
  return { _: "chatAdminRights", ...flags(rights) };
}

/** chatBannedRights. */
export function bannedRightsView({ rights, untilSec }: Restriction): TlObject {
  return { _: "chatBannedRights", ...flags(rights), untilDate: untilSec };
}

/** The flags that are set in a chatAdminRights. */
export function readAdminRights(rights: TlObject): Set<AdminRight> {
  return new Set(ADMIN_RIGHTS.filter((right) => rights[right] === true));
}

/** A chatBannedRights as it came. */
export function readRestriction(rights: TlObject): Restriction {
  const until = rights["untilDate"];
  return { rights: new Set(BANNED_RIGHTS.filter((right) => rights[right] === true)), untilSec: typeof until === "number" ? until : 0 };
}

function flags(rights: ReadonlySet<string>): Record<string, true> {
  return Object.fromEntries([...rights].map((right) => [right, true]));
}
