import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { DEMO, TestServer } from "../../ts/testing/index.js";
import type { Figure } from "../measure.js";
import { FULL, summarise } from "../measure.js";
import type { ServerAddress } from "../Peer.js";
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

function rpcRow(name: string, unit: Row["unit"], better: Row["better"], pick: (figures: RpcFigures) => number): Row {
  return {
    name,
    unit,
    better,
    async measure(peers, { rounds }) {
      const isFull = rounds >= FULL.rounds;
      const names = peers.filter(({ connectBot }) => connectBot !== undefined).map((peer) => peer.name);
      const samples = new Map<string, number[]>();
      await using server = await TestServer.start({ dcs: 1 });
      server.addBot({ token: DEMO.botToken, username: "bench_bot", firstName: "Bench" });
      const [dc] = server.dcOptions;
      const [publicKey] = server.rsaKeys;
      if (dc === undefined || publicKey === undefined) throw new Error("the server has no address");
      const address: ServerAddress = { host: dc.host, port: dc.port, dcId: dc.id, publicKey };
      for (let round = 0; round < (isFull ? 5 : 2); round++) {
        for (const peer of names) {
          const figures = await runClient(peer, address, isFull ? 20_000 : 2_000);
          samples.set(peer, [...(samples.get(peer) ?? []), pick(figures)]);
        }
      }
      return new Map([...samples].map(([peer, list]): [string, Figure] => [peer, summarise(list)]));
    },
  };
}

async function runClient(name: string, address: ServerAddress, count: number): Promise<RpcFigures> {
  const args = [CLIENT, name, JSON.stringify(address), DEMO.botToken, String(count)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}
