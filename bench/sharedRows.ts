import { summarise, type Figure, type Sampling } from "./measure.js";
import type { Peer } from "./Peer.js";
import type { Row } from "./Row.js";

/** What was measured of each peer, once or more often. */
export type Samples<Figures> = ReadonlyMap<string, readonly Figures[]>;

/**
 * For rows that one measurement gives together: it is made when the first of them is asked for.
 *
 * @returns makes a row (the lower, the better) of one of the figures
 */
export function sharedRows<Figures>(
  measureAll: (peers: readonly Peer[], sampling: Sampling) => Promise<Samples<Figures>>,
): (name: string, unit: Row["unit"], pick: (figures: Figures) => number) => Row {
  let measured: Promise<Samples<Figures>> | undefined;
  return (name, unit, pick) => ({
    name,
    unit,
    better: "lower",
    async measure(peers, sampling) {
      const samples = await (measured ??= measureAll(peers, sampling));
      return new Map([...samples].map(([peer, list]): [string, Figure] => [peer, summarise(list.map(pick))]));
    },
  });
}
