import type { tl } from "../tl/index.js";
import { ACCOUNT_BOX, type BoxId } from "./BoxState.js";
import type { Step } from "./counters.js";

/** The counter that an update moves (spec/client.md §4.1). */
export interface Position extends Step {
  readonly boxId: BoxId;
  readonly counter: "pts" | "qts";
}

/**
 * Told by the fields alone, so that kinds of later layers find their box as well.
 *
 * @returns null for an update that moves none
 */
export function positionOf(update: tl.Update): Position | null {
  if ("qts" in update) return { boxId: ACCOUNT_BOX, counter: "qts", at: update.qts, count: 1 };
  if (!("ptsCount" in update)) return null;
  return { boxId: channelOf(update), counter: "pts", at: update.pts, count: update.ptsCount };
}

function channelOf(update: tl.Update): BoxId {
  if (update._ === "updateNewChannelMessage" || update._ === "updateEditChannelMessage") {
    const { peerId } = update.message;
    return peerId?._ === "peerChannel" ? peerId.channelId : ACCOUNT_BOX;
  }
  return "channelId" in update && typeof update.channelId === "number" ? update.channelId : ACCOUNT_BOX;
}
