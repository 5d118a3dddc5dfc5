import type { Contestant, Figure, Sampling } from "./measure.js";
import { race } from "./measure.js";
import type { Peer } from "./Peer.js";

/** One line of the tables. */
export interface Row {
  readonly name: string;
  readonly unit: "MB/s" | "msg/s" | "calls/s" | "updates/s" | "ns" | "us" | "ms" | "KiB" | "MiB";
  readonly better: "higher" | "lower";
  /** Figures in `unit` by the name of the peer; `ours` is one of them. */
  measure(peers: readonly Peer[], sampling: Sampling): Promise<Map<string, Figure>>;
}

/** How nanoseconds for one run become the figure that a row shows. */
interface Scale {
  readonly unit: Row["unit"];
  readonly better: Row["better"];
  readonly convert: (ns: number) => number;
}

/** @param byteLength of what one run works on */
export function megabytesPerSecond(byteLength: number): Scale {
  return { unit: "MB/s", better: "higher", convert: (ns) => (byteLength * 1e3) / ns };
}

export const MESSAGES_PER_SECOND: Scale = {
  unit: "msg/s",
  better: "higher",
  convert: (ns) => 1e9 / ns,
};
export const NANOSECONDS: Scale = { unit: "ns", better: "lower", convert: (ns) => ns };
export const MICROSECONDS: Scale = { unit: "us", better: "lower", convert: (ns) => ns / 1e3 };

/**
 * A row whose contestants are timed in turns.
 * @param enter gives what a peer runs, or null when it has no such thing
 */
export function timedRow(
  name: string,
  scale: Scale,
  enter: (peer: Peer) => Promise<Contestant["run"] | null> | Contestant["run"] | null,
): Row {
  return {
    name,
    unit: scale.unit,
    better: scale.better,
    async measure(peers, sampling) {
      const contestants: Contestant[] = [];
      for (const peer of peers) {
        const run = await enter(peer);
        if (run !== null) contestants.push({ name: peer.name, run });
      }
      const times = await race(contestants, sampling);
      return new Map(
        [...times].map(([peer, { value, spread }]) => [peer, { value: scale.convert(value), spread }]),
      );
    },
  };
}
