import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { TestServer } from "../../ts/testing/index.js";
import { FULL, type Sampling } from "../measure.js";
import type { Peer, ServerAddress } from "../Peer.js";
import type { Row } from "../Row.js";
import { sharedRows, type Samples } from "../sharedRows.js";

const CLIENT = fileURLToPath(new URL("exchangeCrowdClient.js", import.meta.url));

/** What a client's process tells of the exchanges that it ran at once. */
export interface CrowdFigures {
  /** The longest time in which the event loop did nothing else. */
  readonly pauseMs: number;
  /** The most resident memory, above that before. */
  readonly grownMib: number;
}

const crowdRow = sharedRows(measureAll);

/**
 * Key exchanges begun all at once, as by a server whose accounts all come back. We begin a thousand; the others, whose
 * powers run on the event loop, a tenth of that.
 */
export const exchangeCrowdRows: readonly Row[] = [
  crowdRow("key-exchange-1000-pause", "ms", ({ pauseMs }) => pauseMs),
  crowdRow("key-exchange-1000-memory", "MiB", ({ grownMib }) => grownMib),
];

async function measureAll(peers: readonly Peer[], { rounds }: Sampling): Promise<Samples<CrowdFigures>> {
  const isFull = rounds >= FULL.rounds;
  await using server = await TestServer.start({ dcs: 1 });
  const [dc] = server.dcOptions;
  const [publicKey] = server.rsaKeys;
  if (dc === undefined || publicKey === undefined) throw new Error("the server has no address");
  const address: ServerAddress = { host: dc.host, port: dc.port, dcId: dc.id, publicKey };
  const samples = new Map<string, CrowdFigures[]>();
  for (const { name } of peers.filter(({ makeKey }) => makeKey !== undefined)) {
    const count = (isFull ? 1000 : 200) / (name === "ours" ? 1 : 10);
    samples.set(name, [await runClient(name, address, count)]);
  }
  return samples;
}

async function runClient(name: string, address: ServerAddress, count: number): Promise<CrowdFigures> {
  const { stdout } = await promisify(execFile)(process.execPath, [CLIENT, name, JSON.stringify(address), String(count)]);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}
