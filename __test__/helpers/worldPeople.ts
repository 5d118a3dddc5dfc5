import type { TlObject, TlValue } from "../../ts/testing/codec/index.js";
import type { Account, WorldOptions } from "../../ts/testing/world/index.js";
import { API, WorldClient } from "./WorldClient.js";
import { testWorld, type TestWorld } from "./testWorld.js";

/** Somebody with a client that listens. */
export interface Somebody {
  readonly account: Account;
  readonly client: WorldClient;
}

/** A world with three people and a bot, all signed in. */
export interface People extends TestWorld {
  readonly anna: Somebody;
  readonly ben: Somebody;
  readonly carl: Somebody;
  readonly bot: Somebody;
}

/** Signs everybody in. */
export async function people(options: Partial<WorldOptions> = {}): Promise<People> {
  const base = testWorld(options);
  const person = async (phone: string, firstName: string): Promise<Somebody> => {
    const account = base.world.addUser({ phone, firstName, username: `${firstName.toLowerCase()}_user` });
    const client = new WorldClient(base.world);
    await client.signIn(phone);
    await client.call("updates.getState");
    return { account, client };
  };
  const botAccount = base.world.addBot({ token: "987654:ABC-DEF1234ghIkl-zyx57W2v1u123ew11", username: "helper_bot", firstName: "Helper" });
  const bot = new WorldClient(base.world);
  await bot.call("auth.importBotAuthorization", { flags: 0, ...API, botAuthToken: "987654:ABC-DEF1234ghIkl-zyx57W2v1u123ew11" });
  await bot.call("updates.getState");
  return {
    ...base,
    anna: await person("15550001111", "Anna"),
    ben: await person("15550002222", "Ben"),
    carl: await person("15550003333", "Carl"),
    bot: { account: botAccount, client: bot },
  };
}

/** inputUser, as somebody may use it. */
export function inputUser({ world }: TestWorld, viewer: Somebody, target: Somebody): TlObject {
  return { _: "inputUser", userId: target.account.id, accessHash: world.state.accounts.accessHash(viewer.account, target.account) };
}

/** inputPeerUser, as somebody may use it. */
export function inputPeerUser(base: TestWorld, viewer: Somebody, target: Somebody): TlObject {
  return { ...inputUser(base, viewer, target), _: "inputPeerUser" };
}

/** inputChannel, as somebody may use it. */
export function inputChannel({ world }: TestWorld, viewer: Somebody, channelId: bigint): TlObject {
  const channel = world.state.chats.channels.get(channelId);
  if (channel === undefined) throw new Error(`no channel ${channelId}`);
  return { _: "inputChannel", channelId, accessHash: world.state.chats.accessHash(viewer.account, channel) };
}

/** inputPeerChannel, as somebody may use it. */
export function inputPeerChannel(base: TestWorld, viewer: Somebody, channelId: bigint): TlObject {
  return { ...inputChannel(base, viewer, channelId), _: "inputPeerChannel" };
}

/** The updates of Updates, whatever their form. */
export function updatesIn(object: TlObject): TlObject[] {
  const inner = object["updates"];
  if (Array.isArray(inner)) return inner as TlObject[];
  if (inner !== undefined) return updatesIn(inner as TlObject);
  return [(object["update"] ?? object) as TlObject];
}

/** All updates of one kind that were pushed to somebody, oldest first. */
export function pushedTo({ client }: Somebody, kind: string): TlObject[] {
  return client.pushed.flatMap(updatesIn).filter(({ _ }) => _ === kind);
}

/** Fields of messages.getHistory and messages.search that nobody cares for. */
export const PAGE = { offsetId: 0, offsetDate: 0, addOffset: 0, limit: 100, maxId: 0, minId: 0, hash: 0n } satisfies Record<string, TlValue>;

let lastRandomId = 0n;

/** A random_id that was not used before. */
export function randomId(): bigint {
  return ++lastRandomId;
}
