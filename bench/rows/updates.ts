import { fork } from "node:child_process";
import { setImmediate as turn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { DEMO, TestServer, type Person } from "../../ts/testing/index.js";
import { FULL, summarise, type Figure, type Sampling } from "../measure.js";
import type { Peer, ServerAddress } from "../Peer.js";
import type { Row } from "../Row.js";

const CLIENT = fileURLToPath(new URL("updatesClient.js", import.meta.url));

/** People who write to the bot: messages of one chat are handled one after the other. */
const PEOPLE = 20;
/** Messages that the server writes before it looks at its sockets again. */
const BURST = 50;

/** What a client's process tells of a batch of messages that it heard. */
export interface HearingFigures {
  readonly updatesPerSecond: number;
  /** CPU time of the client for one update, all threads. */
  readonly cpuUs: number;
}

/** Said when the first message has come, and when the client counts those of the next batch. */
export const READY: HearingFigures = { updatesPerSecond: 0, cpuUs: 0 };
const FIRST_BATCH = 100;

/** Written until the client has heard it: some are signed in before they hear. */
export const HELLO = "Hello!";
const HELLO_EVERY_MS = 100;

/**
 * Twenty people write to a bot as fast as the server can; the time until its handler has seen all messages. The bot
 * runs in a process of its own; the server, in this one, is TypeScript: what the bot spends tells more than how many
 * there are. With 500 handlers, 499 of them are for other texts.
 */
export const updateRows: readonly Row[] = [
  updateRow("updates-throughput", "updates/s", "higher", 1, ({ updatesPerSecond }) => updatesPerSecond),
  updateRow("updates-cpu", "us", "lower", 1, ({ cpuUs }) => cpuUs),
  updateRow("updates-cpu-500-handlers", "us", "lower", 500, ({ cpuUs }) => cpuUs),
];

type Samples = ReadonlyMap<string, readonly HearingFigures[]>;

/** By number of handlers: one measurement gives all rows of it. */
const measured = new Map<number, Promise<Samples>>();

function updateRow(name: string, unit: Row["unit"], better: Row["better"], handlers: number, pick: (figures: HearingFigures) => number): Row {
  return {
    name,
    unit,
    better,
    async measure(peers, sampling) {
      const samples = measured.get(handlers) ?? measureAll(peers, sampling, handlers);
      measured.set(handlers, samples);
      return new Map([...(await samples)].map(([peer, list]): [string, Figure] => [peer, summarise(list.map(pick))]));
    },
  };
}

async function measureAll(peers: readonly Peer[], { rounds }: Sampling, handlers: number): Promise<Samples> {
  const isFull = rounds >= FULL.rounds;
  const samples = new Map<string, readonly HearingFigures[]>();
  for (const { name, connectHearingBot } of peers) {
    if (connectHearingBot !== undefined) samples.set(name, await hear(name, handlers, isFull ? { batches: 5, seconds: 0.6 } : { batches: 2, seconds: 0.2 }));
  }
  return samples;
}

interface Hearing {
  /** Those that count; as many again go before. */
  readonly batches: number;
  /** How long one takes, about: gramjs hears a hundredth of what others do, with many handlers. */
  readonly seconds: number;
}

/** What a bot tells of some batches, once its code is compiled. */
async function hear(name: string, handlers: number, { batches, seconds }: Hearing): Promise<HearingFigures[]> {
  // A server of its own for each: what it remembers of the others must not slow it.
  await using server = await TestServer.start({ dcs: 1 });
  const bot = server.addBot({ token: DEMO.botToken, username: "bench_bot", firstName: "Bench" });
  const people = Array.from({ length: PEOPLE }, (_, index) => server.addUser({ phone: `+1-123-456-78${10 + index}`, firstName: `Person ${index}` }));
  const [dc] = server.dcOptions;
  const [publicKey] = server.rsaKeys;
  if (dc === undefined || publicKey === undefined) throw new Error("the server has no address");
  const address: ServerAddress = { host: dc.host, port: dc.port, dcId: dc.id, publicKey };
  const client = fork(CLIENT, [name, JSON.stringify(address), DEMO.botToken, String(handlers)]);
  const ended = new Promise<never>((_, reject) => client.once("exit", (code) => reject(new Error(`the client of ${name} ended: ${code}`))));
  const next = (): Promise<HearingFigures> => Promise.race([ended, new Promise<HearingFigures>((resolve) => client.once("message", resolve))]);
  try {
    const [someone] = people;
    const greeting = setInterval(() => someone && server.world.sendMessage(someone, bot, HELLO), HELLO_EVERY_MS);
    await next().finally(() => clearInterval(greeting));
    const list: HearingFigures[] = [];
    let count = FIRST_BATCH;
    while (list.length < 2 * batches) {
      const counts = next();
      client.send(count);
      await counts;
      const heard = next();
      await writeAll(server, people, bot, count);
      const figures = await heard;
      list.push(figures);
      count = Math.max(FIRST_BATCH, Math.round(figures.updatesPerSecond * seconds));
    }
    return list.slice(batches);
  } finally {
    ended.catch(() => {});
    client.disconnect();
  }
}

async function writeAll(server: TestServer, people: readonly Person[], bot: Person, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const person = people[index % people.length];
    if (person === undefined) throw new RangeError("nobody writes");
    server.world.sendMessage(person, bot, `Message number ${index}, of about the usual length.`);
    if (index % BURST === BURST - 1) await turn();
  }
}
