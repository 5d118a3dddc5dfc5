import type { tl, TlRequest } from "../tl/index.js";
import type { Fetch } from "./EngineEvent.js";
import { CHANNEL_PIECE } from "./fetchLimits.js";

/** How to name a channel to the server; null when its access hash is not known. */
export type InputChannelOf = (channelId: number) => tl.InputChannel | null | Promise<tl.InputChannel | null>;

/** The call that fetches what the engine wants. `ptsTotalLimit`: more updates than that are skipped, as one gap. */
export async function fetchRequest(fetch: Fetch, inputChannelOf: InputChannelOf, ptsTotalLimit: number): Promise<TlRequest> {
  switch (fetch.kind) {
    case "state":
      return { _: "updates.getState" };
    case "difference":
      return { _: "updates.getDifference", pts: fetch.pts, qts: fetch.qts, date: fetch.date, ptsTotalLimit };
    case "channelDifference": {
      const { channelId, pts } = fetch;
      // Bots may ask with hash 0, and so may people where the server knows them to be members (spec/client.md §3.2).
      const channel = (await inputChannelOf(channelId)) ?? { _: "inputChannel", channelId, accessHash: 0n };
      // Nothing is known of the channel: one update is enough to learn where it stands (§4.5).
      const from = pts > 0 ? { pts, limit: CHANNEL_PIECE } : { pts: 1, limit: 1 };
      return { _: "updates.getChannelDifference", force: true, channel, filter: { _: "channelMessagesFilterEmpty" }, ...from };
    }
    default:
      return fetch satisfies never;
  }
}
