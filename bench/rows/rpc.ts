import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { DEMO, TestServer } from "../../ts/testing/index.js";
import type { Figure, Sampling } from "../measure.js";
import { FULL, summarise } from "../measure.js";
import type { Peer, ServerAddress } from "../Peer.js";
import type { Row } from "../Row.js";

const CLIENT = fileURLToPath(new URL("rpcClient.js", import.meta.url));

/** What a client's process tells of its calls. */
export interface RpcFigures {
  readonly callsPerSecond: number;
  /** CPU time of the client for one call, all threads. */
  readonly cpuUs: number;
}

/**
 * Small calls of one account, a hundred of them under way at any moment. The client runs in a process of its own; the
 * server, in this one, is TypeScript and the slower end: what the client spends tells more than how many calls there are.
 */
export const rpcRows: readonly Row[] = [
  rpcRow("rpc-small-pipelined", "calls/s", "higher", ({ callsPerSecond }) => callsPerSecond),
  rpcRow("rpc-small-cpu", "us", "lower", ({ cpuUs }) => cpuUs),
];

type Samples = ReadonlyMap<string, readonly RpcFigures[]>;

/** One measurement gives both rows. */
let measured: Promise<Samples> | undefined;

function rpcRow(name: string, unit: Row["unit"], better: Row["better"], pick: (figures: RpcFigures) => number): Row {
  return {
    name,
    unit,
    better,
    async measure(peers, sampling) {
      const samples = await (measured ??= measureAll(peers, sampling));
      return new Map([...samples].map(([peer, list]): [string, Figure] => [peer, summarise(list.map(pick))]));
    },
  };
}

async function measureAll(peers: readonly Peer[], { rounds }: Sampling): Promise<Samples> {
  const isFull = rounds >= FULL.rounds;
  const names = peers.filter(({ connectBot }) => connectBot !== undefined).map((peer) => peer.name);
  const samples = new Map<string, RpcFigures[]>(names.map((name) => [name, []]));
  await using server = await TestServer.start({ dcs: 1 });
  server.addBot({ token: DEMO.botToken, username: "bench_bot", firstName: "Bench" });
  const [dc] = server.dcOptions;
  const [publicKey] = server.rsaKeys;
  if (dc === undefined || publicKey === undefined) throw new Error("the server has no address");
  const address: ServerAddress = { host: dc.host, port: dc.port, dcId: dc.id, publicKey };
  for (let round = 0; round < (isFull ? 5 : 2); round++) {
    for (const [name, list] of samples) list.push(await runClient(name, address, isFull ? 2 : 0.5));
  }
  return samples;
}

async function runClient(name: string, address: ServerAddress, seconds: number): Promise<RpcFigures> {
  const args = [CLIENT, name, JSON.stringify(address), DEMO.botToken, String(seconds)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}
