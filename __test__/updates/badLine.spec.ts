import test, { type ExecutionContext } from "ava";
import type { Client } from "../../ts/index.js";
import { DEMO, type TestServer } from "../../ts/testing/index.js";
import { createClient, demoPerson, nobody, startServer, workdir } from "../helpers/clientHarness.js";
import { Random } from "./Random.js";

/** Texts that a client's handlers saw, by chat, over all its lives. */
type Record = Map<string, string[]>;

function listen(client: Client, record: Record): void {
  client.onRawUpdate((update) => {
    if (update._ !== "updateNewMessage" && update._ !== "updateNewChannelMessage") return;
    const { message } = update;
    if (message._ !== "message" || message.out === true) return;
    const chat = JSON.stringify(Object.values(message.peerId));
    record.set(chat, [...(record.get(chat) ?? []), message.message]);
  });
}

/** Pushes are lost, doubled and late, whoever they are for. */
function spoilPushes(server: TestServer, random: Random): void {
  for (const action of ["drop", "duplicate", "hold"] as const) {
    server.world.pushes.add({ action, skip: random.below(5), times: 1 + random.below(3), behind: 1 + random.below(3) });
  }
}

async function until(condition: () => boolean, client: Client): Promise<void> {
  while (!condition()) {
    // A lost push shows with the next one, or with the next look; the test does not wait 15 minutes for that.
    await client.invoke({ _: "help.getNearestDc" });
    await new Promise((resolve) => setImmediate(resolve));
  }
}

for (const seed of [1, 2, 3]) {
  test(`private chats, groups and channels arrive whole and in order over lost, doubled and late pushes and restarts (seed ${seed})`, async (t: ExecutionContext) => {
    t.timeout(120_000);
    const random = new Random(seed);
    const server = await startServer(t);
    const ada = server.addUser({ phone: DEMO.phone, firstName: "Ada" });
    const anna = server.addUser({ phone: "+1-123-456-7891", firstName: "Anna" });
    const group = await server.createGroup({ title: "Friends", creator: anna, members: [ada] });
    const talk = await server.createChannel({ title: "Talk", creator: anna, members: [ada] });
    const news = await server.createChannel({ title: "News", creator: anna, kind: "channel", members: [ada] });
    const folder = workdir(t);
    const record: Record = new Map();
    const chats = [ada, group, talk, news];
    let sent = 0;
    const write = async (count: number): Promise<void> => {
      for (let index = 0; index < count; index++) await anna.writes(`${(sent += 1)}`, { to: random.pick(chats) });
    };
    for (let life = 0; life < 4; life++) {
      const client = createClient(t, server, { workdir: folder, prompter: life === 0 ? demoPerson() : nobody });
      listen(client, record);
      await client.start();
      if (life === 0) for (const to of chats) await anna.writes(`${(sent += 1)}`, { to });
      await write(10);
      spoilPushes(server, random);
      await write(40);
      server.world.pushes.clear();
      server.faults.add({ kind: "call", method: "help.getNearestDc", action: "closeAfterAnswer" });
      await until(() => [...record.values()].flat().length >= sent, client);
      await client.stop();
      await write(30);
    }
    const last = createClient(t, server, { workdir: folder });
    listen(last, record);
    await last.start();
    await until(() => [...record.values()].flat().length >= sent, last);
    for (const texts of record.values()) t.deepEqual(texts, texts.toSorted((one, other) => Number(one) - Number(other)));
    t.deepEqual(
      [...record.values()].flat().map(Number).toSorted((one, other) => one - other),
      Array.from({ length: sent }, (_, index) => index + 1),
    );
    t.is(last.updatesHealth.lostGaps, 0);
  });
}
