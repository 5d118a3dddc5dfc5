import { PeerKindError, RpcError, UnknownPeerError } from "../errors/index.js";
import { LazyMap } from "../network/index.js";
import type { tl } from "../tl/index.js";
import { toInputChannel, toInputUser } from "./inputPeers.js";
import { markedId, parseMarkedId, type ParsedId } from "./markedId.js";
import type { PeerCache } from "./PeerCache.js";
import type { PeerCalls } from "./PeerCalls.js";
import { peerName, type PeerLike } from "./PeerLike.js";
import { parseLink } from "./parseLink.js";
import { resolveLink, type ResolvedLink } from "./resolveLink.js";
import { ResolveBudget } from "./ResolveBudget.js";
import { SingleFlight } from "./SingleFlight.js";
import { isUsername } from "./username.js";

export interface PeerResolverOptions {
  readonly cache: PeerCache;
  readonly calls: PeerCalls;
  /** Clock in milliseconds. @default Date.now */
  readonly now?: () => number;
}

/** How long Telegram's "there is none" is believed. */
const NEGATIVE_MS = 10 * 60 * 1000;
/** Names that somebody makes up without end must not fill the memory. */
const MAX_NEGATIVE = 1000;

/**
 * Finds what Telegram wants instead of an id, a name or a link (spec/client.md §3.3, §3.4): from what
 * was met before, and only then by a call. Names are looked up once at a time, within a budget, and
 * names that do not exist are remembered for 10 minutes.
 */
export class PeerResolver {
  readonly #cache: PeerCache;
  readonly #calls: PeerCalls;
  readonly #now: () => number;
  readonly #budget: ResolveBudget;
  readonly #flights = new SingleFlight<string, tl.InputPeer>();
  /** Until when a name or id counts as nobody's. */
  readonly #negative = new LazyMap<string, number>();

  constructor({ cache, calls, now = Date.now }: PeerResolverOptions) {
    this.#cache = cache;
    this.#calls = calls;
    this.#now = now;
    this.#budget = new ResolveBudget(now);
  }

  /**
   * @throws TypeError when `like` names nothing, RangeError for an id that no peer can have
   * @throws UnknownPeerError when it was never met and Telegram does not find it
   * @throws PeerKindError for secret chats
   * @throws ResolveLimitError when too many names were looked up
   * @throws RpcError when Telegram refuses
   */
  async resolvePeer(like: PeerLike, parameter = "peer"): Promise<tl.InputPeer> {
    const name = peerName(like, parameter);
    switch (name.by) {
      case "input":
        return name.peer;
      case "self":
        return { _: "inputPeerSelf" };
      case "id":
        return this.#byId(name.id, parameter);
      case "text":
        return this.#byText(name.text, parameter);
    }
  }

  /** Like `resolvePeer`, for what must be a user. @throws PeerKindError when it is none */
  async resolveUser(like: PeerLike, parameter = "user"): Promise<tl.InputUser> {
    return toInputUser(await this.resolvePeer(like, parameter));
  }

  /** Like `resolvePeer`, for what must be a channel or supergroup. @throws PeerKindError when it is none */
  async resolveChannel(like: PeerLike, parameter = "channel"): Promise<tl.InputChannel> {
    return toInputChannel(await this.resolvePeer(like, parameter));
  }

  /** What a link leads to. @throws TypeError when it is no link of Telegram's, and everything that `resolvePeer` throws */
  async resolveLink(text: string): Promise<ResolvedLink> {
    const link = parseLink(text);
    if (link === null) throw new TypeError("link must be a t.me or tg:// link of a known kind");
    return resolveLink(link, { resolvePeer: (like) => this.resolvePeer(like, "link"), invoke: (request) => this.#calls.invoke(request) });
  }

  async #byId(id: number | bigint, parameter: string): Promise<tl.InputPeer> {
    const parsed = parseMarkedId(id);
    if (parsed === null) throw new RangeError(`${parameter} must be the id of a user, group or channel, got ${id}`);
    const marked = Number(id);
    switch (parsed.kind) {
      case "group":
        return { _: "inputPeerChat", chatId: parsed.bareId };
      case "secret":
        throw new PeerKindError("secret chats cannot be reached through the cloud's calls");
    }
    if (marked === this.#calls.selfId) return { _: "inputPeerSelf" };
    const known = (await this.#withHash(parsed, marked)) ?? (await this.#fromMessage(parsed, marked));
    return known ?? this.#flights.run(`id ${marked}`, () => this.#fetchById(parsed, marked));
  }

  async #withHash({ kind, bareId }: ParsedId, marked: number): Promise<tl.InputPeer | null> {
    const accessHash = await this.#cache.accessHash(marked);
    if (accessHash === null) return null;
    return kind === "user" ? { _: "inputPeerUser", userId: bareId, accessHash } : { _: "inputPeerChannel", channelId: bareId, accessHash };
  }

  async #fromMessage({ kind, bareId }: ParsedId, marked: number): Promise<tl.InputPeer | null> {
    const context = await this.#cache.context(marked);
    const chat = context === null ? null : parseMarkedId(context.chatId);
    if (context === null || chat === null) return null;
    // Only a chat that has its own hash will do: no chain of messages.
    const peer: tl.InputPeer | null =
      chat.kind === "group" ? { _: "inputPeerChat", chatId: chat.bareId } : await this.#withHash(chat, context.chatId);
    if (peer === null) return null;
    const msgId = context.messageId;
    return kind === "user"
      ? { _: "inputPeerUserFromMessage", peer, msgId, userId: bareId }
      : { _: "inputPeerChannelFromMessage", peer, msgId, channelId: bareId };
  }

  /** Telegram answers a hash of 0 for whom the account has met lately, and to bots for whom they have met at all. */
  async #fetchById(parsed: ParsedId, marked: number): Promise<tl.InputPeer> {
    const { kind, bareId } = parsed;
    const key = `id ${marked}`;
    const shown = `${kind === "user" ? "user" : "channel"} ${marked}`;
    this.#checkNegative(key, shown, [...KNOWN_PLACES, "Telegram, a short while ago"], MEET_FIRST);
    try {
      const answer =
        kind === "user"
          ? await this.#calls.invoke({ _: "users.getUsers", id: [{ _: "inputUser", userId: bareId, accessHash: 0n }] })
          : await this.#calls.invoke({ _: "channels.getChannels", id: [{ _: "inputChannel", channelId: bareId, accessHash: 0n }] });
      const found = await this.#withHash(parsed, marked);
      if (found !== null) return found;
      const isMet = Array.isArray(answer) ? answer.some((user) => user._ === "user") : answer.chats.some((chat) => chat.id === bareId);
      // Telegram knows it by 0, so 0 will do in further calls, too.
      if (isMet && this.#calls.isBot) {
        return kind === "user"
          ? { _: "inputPeerUser", userId: bareId, accessHash: 0n }
          : { _: "inputPeerChannel", channelId: bareId, accessHash: 0n };
      }
    } catch (error) {
      if (!(error instanceof RpcError) || error.code !== 400) throw error;
    }
    this.#remember(key);
    throw new UnknownPeerError(shown, [...KNOWN_PLACES, "Telegram"], MEET_FIRST);
  }

  async #byText(text: string, parameter: string): Promise<tl.InputPeer> {
    const link = parseLink(text);
    if (link !== null) {
      const { peer } = await this.resolveLink(text);
      if (peer !== undefined) return peer;
      if (link.kind === "invite") throw new UnknownPeerError("the chat of this invite link", ["Telegram"], "join it first");
      throw new TypeError(`${parameter} must name a chat, and this link is of the kind ${link.kind}`);
    }
    if (text.startsWith("+")) return this.#byPhone(text, parameter);
    const username = text.startsWith("@") ? text.slice(1) : text;
    if (!isUsername(username)) {
      throw new TypeError(`${parameter} must be an id, a username, a phone number with +, or a link`);
    }
    return this.#byUsername(username.toLowerCase());
  }

  async #byUsername(username: string): Promise<tl.InputPeer> {
    const stored = await this.#cache.byUsername(username);
    if (stored !== null) return this.#byId(stored.id, "peer");
    return this.#flights.run(`@${username}`, async () => {
      const shown = `@${username}`;
      this.#checkNegative(shown, shown, ["session file", "Telegram, a short while ago"], "look at its spelling");
      const resolved = await this.#lookUp({ _: "contacts.resolveUsername", username }, ["USERNAME_NOT_OCCUPIED", "USERNAME_INVALID"]);
      if (resolved === null) {
        this.#remember(shown);
        await this.#cache.forgetUsername(username);
        throw new UnknownPeerError(shown, ["session file", "Telegram"], "look at its spelling");
      }
      const id = markedId(resolved.peer);
      await this.#cache.addUsername(username, id);
      return this.#byId(id, "peer");
    });
  }

  async #byPhone(text: string, parameter: string): Promise<tl.InputPeer> {
    const phone = text.replace(/[\s().-]/g, "").slice(1);
    if (!/^\d{5,20}$/.test(phone)) throw new RangeError(`${parameter} must be a phone number of 5 to 20 digits after the +`);
    const stored = await this.#cache.byPhone(phone);
    if (stored !== null) return this.#byId(stored.id, "peer");
    // Errors get copied around: no more of the number than its beginning.
    const shown = `+${phone.slice(0, 2)}…`;
    return this.#flights.run(`+${phone}`, async () => {
      this.#checkNegative(`+${phone}`, shown, ["session file", "Telegram, a short while ago"], NO_PHONE);
      const resolved = await this.#lookUp({ _: "contacts.resolvePhone", phone }, ["PHONE_NOT_OCCUPIED"]);
      if (resolved !== null) return this.#byId(markedId(resolved.peer), "peer");
      this.#remember(`+${phone}`);
      throw new UnknownPeerError(shown, ["session file", "Telegram"], NO_PHONE);
    });
  }

  /** @returns null when Telegram says that there is none */
  async #lookUp(
    request: tl.ContactsResolveUsernameRequest | tl.ContactsResolvePhoneRequest,
    absent: readonly string[],
  ): Promise<tl.RawContactsResolvedPeer | null> {
    this.#budget.take();
    try {
      return await this.#calls.invoke(request);
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      if (error.is("FLOOD_WAIT_%d")) this.#budget.block(error.value ?? 0);
      if (absent.includes(error.text)) return null;
      throw error;
    }
  }

  #checkNegative(key: string, shown: string, tried: readonly string[], advice: string): void {
    const until = this.#negative.get(key);
    if (until === undefined) return;
    if (this.#now() < until) throw new UnknownPeerError(shown, tried, advice);
    this.#negative.delete(key);
  }

  #remember(key: string): void {
    if (this.#negative.size >= MAX_NEGATIVE) this.#negative.clear();
    this.#negative.set(key, this.#now() + NEGATIVE_MS);
  }
}

const KNOWN_PLACES = ["memory", "session file", "messages that mention it"] as const;
const MEET_FIRST = "use its username or a link, or meet it first: in a message, a common chat, or the list of dialogs";
const NO_PHONE = "nobody has this number, or its owner does not want to be found by it";
