import type { MethodClient } from "../../ts/methods/MethodClient.js";
import { PeerCache, PeerResolver, toInputChannel, toInputUser, type PeerLike } from "../../ts/peers/index.js";
import { MemoryStorage } from "../../ts/storage/index.js";
import { encode, type tl, type TlObject, type TlRequest } from "../../ts/tl/index.js";
import type { ObjectClient } from "../../ts/types/index.js";
import { channel, user } from "../peers/fixtures.js";

/** What stands for the server: an answer for each method, an error to throw, or a function of the request. */
export type Answers = Readonly<Record<string, unknown>>;

export interface FakeClient extends MethodClient {
  /** Calls in their order; random ids are replaced by 1, 2, 3 … */
  readonly requests: TlRequest[];
  /** Options of the calls. */
  readonly options: unknown[];
  parseMode: MethodClient["parseMode"];
}

/** Anna, and a supergroup: peers that the fake account has met. */
export const ANNA = user(5, { firstName: "Anna", username: "anna" });
export const GROUP = channel(42, { megagroup: true, username: "group" });
export const ANNA_PEER: tl.RawInputPeerUser = { _: "inputPeerUser", userId: 5, accessHash: 500n };
export const GROUP_PEER: tl.RawInputPeerChannel = { _: "inputPeerChannel", channelId: 42, accessHash: 4200n };
export const GROUP_CHANNEL: tl.RawInputChannel = { _: "inputChannel", channelId: 42, accessHash: 4200n };
export const GROUP_ID = -1_000_000_000_042;
export const SELF_ID = 1;

/**
 * A client whose server is a table. Every request is written as TL before it is answered, so that one with a wrong or
 * missing field fails.
 */
export async function fakeClient(answers: Answers = {}, { isBot = false } = {}): Promise<FakeClient> {
  const storage = new MemoryStorage();
  await storage.open();
  const cache = new PeerCache({ storage, onError: () => {} });
  await cache.learn({ users: [ANNA], chats: [GROUP] });
  const requests: TlRequest[] = [];
  const options: unknown[] = [];
  let randomIds = 0n;
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain);
    if (value instanceof Uint8Array) return new Uint8Array(value);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).filter(([, field]) => field !== undefined);
    return Object.fromEntries(entries.map(([key, field]) => [key, key === "randomId" ? renumber(field) : plain(field)]));
  };
  const renumber = (field: unknown): unknown => (Array.isArray(field) ? field.map(() => ++randomIds) : ++randomIds);
  const invoke = async (request: TlRequest, given?: object): Promise<never> => {
    encode(request);
    requests.push(plain(request) as TlRequest);
    options.push(plain(given ?? {}));
    const answer = answers[request._];
    if (answer === undefined) throw new Error(`nothing answers ${request._}`);
    if (answer instanceof Error) throw answer;
    const result: unknown = typeof answer === "function" ? await answer(request) : answer;
    await cache.learnFrom(result);
    return result as never;
  };
  const resolver = new PeerResolver({ cache, calls: { invoke, selfId: SELF_ID, isBot } });
  const resolvePeer = (peer: PeerLike, parameter?: string): Promise<tl.InputPeer> => resolver.resolvePeer(peer, parameter);
  return {
    requests,
    options,
    invoke,
    resolvePeer,
    resolveUser: async (peer, parameter = "user") => toInputUser(await resolvePeer(peer, parameter)),
    resolveChannel: async (peer, parameter = "channel") => toInputChannel(await resolvePeer(peer, parameter)),
    resolveLink: (link) => resolver.resolveLink(link),
    selfId: SELF_ID,
    isBot,
    parseMode: "default",
    objects: NO_OBJECTS,
  };
}

/** Bound methods are not called in these tests. */
const NO_OBJECTS = new Proxy({ me: null } as Partial<ObjectClient>, {
  get: (target, name) => {
    if (name in target) return Reflect.get(target, name);
    throw new Error(`${String(name)} is not to be called here`);
  },
}) as ObjectClient;

/** A container with these updates, and the usual peers. */
export function updates(...list: tl.Update[]): tl.RawUpdates {
  return { _: "updates", updates: list, users: [ANNA], chats: [GROUP], date: 100, seq: 0 };
}

/** The answer to a message that was sent: its pairing, and the message, for each of them. */
export function sent(...messages: tl.Message[]): (request: TlObject) => tl.RawUpdates {
  return (request) => {
    const fields = request as { readonly randomId?: bigint | readonly bigint[]; readonly multiMedia?: readonly tl.InputSingleMedia[] };
    const given = fields.multiMedia?.map(({ randomId }) => randomId) ?? fields.randomId ?? [];
    const randomIds: readonly bigint[] = typeof given === "bigint" ? [given] : given;
    return updates(
      ...messages.map((message, index): tl.Update => ({ _: "updateMessageID", id: message.id, randomId: randomIds[index] ?? 0n })),
      ...messages.map((message): tl.Update => ({ _: "updateNewMessage", message, pts: 1, ptsCount: 1 })),
    );
  };
}
