import type { tl } from "../tl/index.js";

/**
 * A full user with what a `min` one may change (spec/client.md §3.2). What is relative to the
 * account (contact, phone, access hash) and what min objects leave out stays.
 */
export function mergeMinUser(full: tl.RawUser, min: tl.RawUser): tl.RawUser {
  const { self, contact, mutualContact, closeFriend, accessHash, firstName, lastName, username, usernames, phone } = full;
  return {
    ...min,
    min: undefined,
    self,
    contact,
    mutualContact,
    closeFriend,
    accessHash,
    firstName,
    lastName,
    username,
    usernames,
    phone,
    photo: min.applyMinPhoto === true ? min.photo : full.photo,
    status: full.status ?? min.status,
    storiesHidden: full.storiesHidden,
    storiesUnavailable: full.storiesUnavailable,
    storiesMaxId: full.storiesMaxId,
    langCode: full.langCode,
    attachMenuEnabled: full.attachMenuEnabled,
    botCanEdit: full.botCanEdit,
  };
}

/** A full channel with what a `min` one may change. */
export function mergeMinChannel(full: tl.RawChannel, min: tl.RawChannel): tl.RawChannel {
  const { title, username, usernames, photo, defaultBannedRights } = min;
  const { verified, scam, fake, broadcast, megagroup, gigagroup, forum, noforwards, hasLink, hasGeo, slowmodeEnabled } = min;
  return {
    ...full,
    title,
    username,
    usernames,
    photo,
    defaultBannedRights: defaultBannedRights ?? full.defaultBannedRights,
    verified,
    scam,
    fake,
    broadcast,
    megagroup,
    gigagroup,
    forum,
    noforwards,
    hasLink,
    hasGeo,
    slowmodeEnabled,
  };
}
