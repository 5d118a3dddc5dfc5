import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { DEMO, TestServer } from "../../ts/testing/index.js";
import { FULL, type Sampling } from "../measure.js";
import type { Peer, ServerAddress } from "../Peer.js";
import type { Row } from "../Row.js";
import { sharedRows, type Samples } from "../sharedRows.js";

const CLIENT = fileURLToPath(new URL("accountsClient.js", import.meta.url));

/** What a client's process tells of its accounts. */
export interface AccountFigures {
  /** Seconds until every account was signed in, sixteen at a time. */
  readonly startSec: number;
  /** Resident memory for each account, once all are idle. */
  readonly memoryKib: number;
  /** CPU time of an idle account in a minute, which has its pings in it. */
  readonly idleCpuMs: number;
}

const accountRow = sharedRows(measureAll);

/**
 * Many bots signed in by one process, each on a connection of its own; the server is in this one. We sign in a
 * thousand; the others a fifth of that, as each of their keys costs so much more. All start
 * times are for one account: the numbers of accounts differ.
 */
export const accountRows: readonly Row[] = [
  accountRow("account-memory", "KiB", ({ memoryKib }) => memoryKib),
  accountRow("account-idle-cpu", "ms", ({ idleCpuMs }) => idleCpuMs),
  accountRow("account-start", "ms", ({ startSec }) => 1e3 * startSec),
];

async function measureAll(peers: readonly Peer[], { rounds }: Sampling): Promise<Samples<AccountFigures>> {
  const isFull = rounds >= FULL.rounds;
  const samples = new Map<string, readonly AccountFigures[]>();
  for (const { name } of peers.filter(({ connectBot }) => connectBot !== undefined)) {
    const count = (isFull ? 1000 : 200) / (name === "ours" ? 1 : 5);
    // A server of its own for each: what it remembers of the others must not slow it.
    await using server = await TestServer.start({ dcs: 1 });
    const [dc] = server.dcOptions;
    const [publicKey] = server.rsaKeys;
    if (dc === undefined || publicKey === undefined) throw new Error("the server has no address");
    for (let index = 0; index < count; index++) {
      server.addBot({ token: tokenOf(index), username: `bench_${index}_bot`, firstName: `Bench ${index}` });
    }
    samples.set(name, [await runClient(name, { host: dc.host, port: dc.port, dcId: dc.id, publicKey }, count, isFull)]);
  }
  return samples;
}

/** A bot's token: its number, then what is secret of it. */
export function tokenOf(index: number): string {
  return `${100_000 + index}${DEMO.botToken.slice(DEMO.botToken.indexOf(":"))}`;
}

async function runClient(name: string, address: ServerAddress, count: number, isFull: boolean): Promise<AccountFigures> {
  const args = ["--expose-gc", CLIENT, name, JSON.stringify(address), String(count), isFull ? "60" : "2"];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}
