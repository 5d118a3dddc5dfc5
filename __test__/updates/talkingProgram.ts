import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { Client, filters, RpcError } from "../../ts/index.js";

// Answers every message of four chats with one of its own, and writes both down, until it is killed. A message that it
// may have sent before it was killed is sent again under the same random_id.

/** Name and address of a chat: a username or a marked id. */
type Place = readonly [name: string, address: string | number];

const [journal = "", places = "[]", perChat = "0"] = process.argv.slice(2);
const client = new Client("my_account", { workdir: "." });

/** What was handled and sent in one chat before, and the queue of what is to be said in it. */
interface Talk {
  readonly heard: Set<number>;
  sent: number;
  sending: Promise<void>;
}

function note(kind: string, name: string, ...facts: (string | number)[]): void {
  appendFileSync(journal, `${[kind, name, ...facts].join(" ")}\n`);
  process.stdout.write(`${kind}\n`);
}

function remembered(name: string): Talk {
  const lines = existsSync(journal) ? readFileSync(journal, "utf8").split("\n") : [];
  const mine = lines.map((line) => line.split(" ")).filter(([, chat]) => chat === name);
  const heard = new Set(mine.filter(([kind]) => kind === "heard").map(([, , id]) => Number(id)));
  return { heard, sent: mine.filter(([kind]) => kind === "sent").length, sending: Promise.resolve() };
}

/** Says as much as was heard: answers follow each other, those of a killed process first. */
async function answer(index: number, [name]: Place, peer: Awaited<ReturnType<Client["resolvePeer"]>>, talk: Talk): Promise<void> {
  while (talk.sent < Math.min(talk.heard.size, Number(perChat))) {
    const number = talk.sent + 1;
    const randomId = BigInt(index * 1_000_000 + number);
    note("trying", name, number, String(randomId));
    try {
      await client.invoke({ _: "messages.sendMessage", peer, message: `answer ${number}`, randomId });
    } catch (error) {
      // Its answer was lost with the process before.
      if (!(error instanceof RpcError && error.is("RANDOM_ID_DUPLICATE"))) throw error;
    }
    talk.sent = number;
    note("sent", name, number);
  }
}

let isStopping = false;
process.once("SIGTERM", () => {
  isStopping = true;
  void client.stop();
});
const chats = JSON.parse(places) as Place[];
const talks = chats.map(([name]) => remembered(name));
const say = new Map<number, () => void>();

client.onMessage(filters.incoming, (message) => {
  const [first = "", number = ""] = (message.text ?? "").split(" ");
  const index = chats.findIndex(([name]) => name === first);
  const [place, talk] = [chats[index], talks[index]];
  if (place === undefined || talk === undefined) return;
  note("heard", place[0], message.id, number);
  talk.heard.add(message.id);
  say.get(index)?.();
});

try {
  await client.start();
  for (const [index, place] of chats.entries()) await begin(index, place);
} catch (error) {
  stopped(error);
}

async function begin(index: number, place: Place): Promise<void> {
  const talk = talks[index];
  if (talk === undefined) return;
  const peer = await client.resolvePeer(place[1]);
  const speak = (): void => {
    talk.sending = talk.sending.then(() => answer(index, place, peer, talk)).catch(stopped);
  };
  say.set(index, speak);
  speak();
}

/** A call that a stop interrupts comes again in the next life; anything else is a failure of the program. */
function stopped(error: unknown): void {
  if (!isStopping) throw error;
}
