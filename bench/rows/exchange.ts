import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Figure } from "../measure.js";
import { FULL, summarise } from "../measure.js";
import type { ServerAddress } from "../Peer.js";
import type { Row } from "../Row.js";
import { TestServer } from "../../ts/testing/index.js";

const CLIENT = fileURLToPath(new URL("exchangeClient.js", import.meta.url));

/**
 * A whole key exchange against the embedded server: CPU time of the client's process, all threads.
 * The client runs in a process of its own; the server in this one.
 */
export const exchangeRow: Row = {
  name: "key-exchange-cpu",
  unit: "ms",
  better: "lower",
  async measure(peers, { rounds }) {
    const count = rounds < FULL.rounds ? 3 : 20;
    const names = peers.filter(({ makeKey }) => makeKey !== undefined).map(({ name }) => name);
    const samples = new Map<string, number[]>();
    await using server = await TestServer.start({});
    const dc = server.dcOptions[0];
    const publicKey = server.rsaKeys[0];
    if (dc === undefined || publicKey === undefined) throw new Error("the server has no address");
    const address: ServerAddress = { host: dc.host, port: dc.port, dcId: dc.id, publicKey };
    for (let round = 0; round < Math.min(rounds, 5); round++) {
      for (const name of names) {
        const cpuMs = await runClient(name, address, count);
        samples.set(name, [...(samples.get(name) ?? []), cpuMs]);
      }
    }
    return new Map([...samples].map(([name, list]): [string, Figure] => [name, summarise(list)]));
  },
};

/** Milliseconds for one exchange, the mean of `count`: factorisation varies with its number. */
async function runClient(name: string, address: ServerAddress, count: number): Promise<number> {
  const args = [CLIENT, name, JSON.stringify(address), String(count)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return Number(stdout.trim().split("\n").at(-1));
}
