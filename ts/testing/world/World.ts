import { TlFault, hexId } from "../codec/index.js";
import { HANDLERS } from "../handlers/index.js";
import { unwrap, type Unwrapped } from "../handlers/wrappers.js";
import { RpcFault, type RpcService, type ServerPeer } from "../session/RpcService.js";
import type { Account } from "./Account.js";
import type { BasicGroup } from "./BasicGroup.js";
import type { Channel } from "./Channel.js";
import type { NewFile, StoredFile } from "./Files.js";
import { checkNewBot, checkNewUser } from "./checkNewAccounts.js";
import { checkNewChannel, checkNewGroup } from "./checkNewChats.js";
import { KeyRecord, type SessionRecord } from "./KeyRecord.js";
import type { StoredMessage } from "./StoredMessage.js";
import { resolveWorldOptions, type WorldDc, type WorldOptions } from "./options.js";
import type { NewBot, NewUser } from "./newAccounts.js";
import type { NewChannel, NewGroup } from "./newChats.js";
import { passwordFromText } from "./Password.js";
import { Person } from "./Person.js";
import { phoneDigits } from "./phone.js";
import type { PushGate } from "./PushGate.js";
import type { RpcScript, SeenCall } from "./RpcScript.js";
import type { CodeDesk } from "./CodeDesk.js";
import { voiceOf } from "./voiceOf.js";
import type { Voice } from "./Voice.js";
import { WorldState, type SentMail } from "./WorldState.js";

/**
 * A small Telegram without a network: calls go in as TL bytes, results come out, updates go to the
 * sessions that are concerned. `createWorld` makes one; the network half of the test server feeds it.
 */
export class World implements RpcService {
  /** What the handlers work on; for tests that need more than the methods here. */
  readonly state: WorldState;
  readonly #voice: Voice;

  /** @throws TypeError when the schema text is missing */
  constructor(options: WorldOptions) {
    this.state = new WorldState(resolveWorldOptions(options));
    this.#voice = voiceOf(this.state);
  }

  /** How sign-in codes are sent, and which are on their way. */
  get codes(): CodeDesk {
    return this.state.codes;
  }

  /** Errors on order, and the calls that were seen. */
  get rpc(): RpcScript {
    return this.state.rpc;
  }

  /** E-mails that would have been sent, oldest first. */
  get mails(): readonly SentMail[] {
    return this.state.mails;
  }

  /**
   * Puts a person into the world.
   *
   * @throws TypeError, RangeError naming the field that no account can have, or that another one has
   */
  addUser(user: NewUser): Person {
    checkNewUser(user);
    const account = new Person(user.id ?? this.state.newUserId(), "user", this.#dc(user.dc), {
      firstName: user.firstName,
      lastName: user.lastName ?? "",
      username: user.username ?? null,
      phone: phoneDigits(user.phone),
      code: user.code ?? this.state.options.code,
    }, this.state.boxLimits);
    account.about = user.about ?? "";
    account.loginEmail = user.loginEmail ?? null;
    if (user.password !== undefined) {
      account.password = passwordFromText(user.password, user.passwordHint ?? "", user.recoveryEmail ?? null);
    }
    this.state.accounts.add(account);
    return account.speakBy(this.#voice);
  }

  /**
   * Puts a bot into the world.
   *
   * @throws TypeError, RangeError naming the field that no account can have, or that another one has
   */
  addBot(bot: NewBot): Person {
    const id = checkNewBot(bot);
    const { token, username, firstName } = bot;
    const account = new Person(id, "bot", this.#dc(bot.dc), { firstName, username, token }, this.state.boxLimits);
    account.about = bot.about ?? "";
    account.botProfile.inlinePlaceholder = bot.inlinePlaceholder ?? null;
    account.botProfile.wantsInlineFeedback = bot.wantsInlineFeedback ?? false;
    account.botProfile.joinsGroups = bot.joinsGroups ?? true;
    this.state.accounts.add(account);
    return account.speakBy(this.#voice);
  }

  /**
   * Makes a basic group, as if its creator had done so with a client.
   *
   * @throws as a promise: TypeError naming a wrong field, RpcFault for what a real server would refuse
   */
  async createGroup(group: NewGroup): Promise<BasicGroup> {
    checkNewGroup(group);
    const { title, creator, members = [] } = group;
    const users = members.map((member) => creator.inputUser(member));
    await creator.calls("messages.createChat", { users, title });
    return newest(this.state.chats.groups);
  }

  /**
   * Makes a channel, a supergroup or a forum, as if its creator had done so with a client.
   *
   * @throws as a promise: TypeError, RangeError naming a wrong field, RpcFault for what a real server would refuse
   */
  async createChannel(channel: NewChannel): Promise<Channel> {
    checkNewChannel(channel);
    const { title, creator, kind = "supergroup", about = "", username, members = [] } = channel;
    const isBroadcast = kind === "channel";
    await creator.calls("channels.createChannel", { title, about, broadcast: isBroadcast, megagroup: !isBroadcast, forum: kind === "forum" });
    const made = newest(this.state.chats.channels);
    const input = { ...creator.input(made), _: "inputChannel" };
    if (username !== undefined) {
      await creator.calls("channels.updateUsername", { channel: input, username });
    }
    const people = members.filter((member) => !(isBroadcast && member.isBot));
    if (people.length > 0) {
      const users = people.map((member) => creator.inputUser(member));
      await creator.calls("channels.inviteToChannel", { channel: input, users });
    }
    return made;
  }

  /** Runs what is due by the world's clock; to be called by whoever moves it. */
  runDue(): void {
    this.state.agenda.runDue();
  }

  /** Forgets what was planned. */
  close(): void {
    this.state.agenda.clear();
  }

  /** What goes wrong with pushes on order. */
  get pushes(): PushGate {
    return this.state.pushes;
  }

  /** Sends a text as if the first account had a client of its own; the sessions of both are told. */
  sendMessage(from: Account, to: Account, text: string): StoredMessage {
    return this.state.post.send(from, to, { text }).message;
  }

  /** The messages of an account, oldest first. */
  messagesOf(account: Account): readonly StoredMessage[] {
    return [...account.mailbox.messages.values()];
  }

  /** Replaces the DCs that help.getConfig tells; whoever is online hears that the configuration changed. */
  setDcs(dcs: readonly WorldDc[]): void {
    const { state } = this;
    state.dcs = [...dcs];
    const changed = { _: "updateShort", update: { _: "updateConfig" }, date: state.nowSec() };
    for (const account of state.accounts.all()) state.push(account, changed, null);
  }

  /**
   * Puts a file into the world, for upload.getFile.
   *
   * @throws RangeError for an impossible DC
   */
  addFile({ bytes, dc, mimeType, fileName }: NewFile): StoredFile {
    return this.state.files.add(bytes, this.#dc(dc), { mimeType, fileName });
  }

  /** Accepts a QR code as if the account had scanned it with another device. */
  acceptLoginToken(account: Account, token: Uint8Array): void {
    const login = this.state.tickets.loginToken(token);
    login.acceptedBy = account;
    this.state.pushToKey(login.key, { _: "updateLoginToken" });
  }

  /** How many active sessions an account has, as account.getAuthorizations lists them. */
  sessionCount(account: Account): number {
    return this.state.homeKeysOf(account).length;
  }

  /** Ends all sessions of an account, as if it had done so on another device. */
  signOutEverywhere(account: Account): void {
    for (const key of this.state.keysOf(account)) {
      this.state.signOut(key, true);
    }
  }

  sessionOpened(peer: ServerPeer): void {
    KeyRecord.of(peer).session(peer);
  }

  sessionClosed(peer: ServerPeer): void {
    KeyRecord.of(peer).sessions.delete(peer.sessionId);
  }

  /** TL name of the method with this constructor id, in whatever layer. */
  methodName(constructorId: number): string | undefined {
    return this.state.codec.methodName(constructorId);
  }

  async call(peer: ServerPeer, body: Uint8Array): Promise<Uint8Array> {
    this.state.agenda.runDue();
    const key = KeyRecord.of(peer);
    const session = key.session(peer);
    const seen: SeenCall = {
      method: "",
      wrappers: [],
      request: null,
      layer: key.layer,
      dcId: key.dcId,
      authKeyId: key.authKeyId,
      sessionId: peer.sessionId,
      userId: key.authorization?.account.id ?? null,
      atMs: this.state.options.now(),
      error: null,
    };
    try {
      return await this.#run(peer, key, session, body, seen);
    } catch (error) {
      const fault = this.#fault(error, key, seen);
      seen.error = fault.text;
      throw fault;
    }
  }

  async #run(peer: ServerPeer, key: KeyRecord, session: SessionRecord, body: Uint8Array, seen: SeenCall): Promise<Uint8Array> {
    const { state } = this;
    let unwrapped: Unwrapped;
    try {
      unwrapped = unwrap(state, key, state.codec.readQuery(body));
    } finally {
      // Also when it could not be read: tests want to see what came.
      state.rpc.record(seen);
    }
    const { query, wrappers, wantsUpdates, takeoutId } = unwrapped;
    Object.assign(seen, { method: query._, wrappers, request: query, layer: key.layer } satisfies Partial<SeenCall>);
    key.touch(session, wantsUpdates);
    if (key.client === null || key.layer === 0) {
      throw new RpcFault(400, "CONNECTION_NOT_INITED");
    }
    const scripted = state.rpc.take(query._);
    if (scripted !== null) {
      throw scripted;
    }
    if (takeoutId !== null && takeoutId !== key.authorization?.account.takeoutId) {
      throw new RpcFault(400, "TAKEOUT_INVALID");
    }
    const handler = HANDLERS.get(query._);
    if (handler === undefined) {
      throw new RpcFault(400, methodInvalid(state.codec.method(query._)?.id ?? 0, key.layer));
    }
    // The layer may change while a handler waits; the answer is for who asked.
    const { layer } = key;
    const result = await handler({ state, key, peer, request: query });
    return state.codec.writeResult(query._, result, layer);
  }

  #fault(error: unknown, key: KeyRecord, seen: SeenCall): RpcFault {
    if (error instanceof RpcFault) {
      return error;
    }
    if (error instanceof TlFault && error.reason !== "unwritable") {
      if (error.reason === "unknown-method" && error.id !== null) {
        Object.assign(seen, { method: `#${hexId(error.id)}` } satisfies Partial<SeenCall>);
        return new RpcFault(400, methodInvalid(error.id, key.layer));
      }
      return new RpcFault(400, error.reason === "malformed" ? "INPUT_FETCH_ERROR" : `INPUT_CONSTRUCTOR_INVALID_${hexId(error.id ?? 0)}`);
    }
    this.state.options.onError?.(error);
    return new RpcFault(500, "INTERNAL");
  }

  #dc(id: number | undefined): number {
    const dcId = id ?? this.state.options.nearestDc;
    if (!this.state.dcs.some((dc) => dc.id === dcId)) {
      throw new RangeError(`dc: this world has no DC ${dcId}`);
    }
    return dcId;
  }
}

/** Makes a world; empty but for Telegram's own account. */
export function createWorld(options: WorldOptions): World {
  return new World(options);
}

/** The last one that was made. */
function newest<T>(chats: ReadonlyMap<bigint, T>): T {
  const chat = [...chats.values()].at(-1);
  if (chat === undefined) {
    throw new Error("nothing was made");
  }
  return chat;
}

/** Decimal, as real servers write it; the layer follows. */
function methodInvalid(id: number, layer: number): string {
  return `INPUT_METHOD_INVALID_${id}_${layer}`;
}
