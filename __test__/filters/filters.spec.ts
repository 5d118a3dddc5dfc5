import test from "ava";
import { filters, type Filter, type FilterClient } from "../../ts/filters/index.js";
import type { tl } from "../../ts/tl/index.js";
import { CallbackQuery, InlineQuery, Message, PeerIndex, User, type ObjectClient, type Photo } from "../../ts/types/index.js";

const me = new User({ _: "user", self: true, id: 1, username: "MyBot", firstName: "Me" });
const nobody = Object.freeze({ me }) as ObjectClient;
const client: FilterClient = nobody;
const anna: tl.RawUser = { _: "user", id: 7, firstName: "Anna", usernames: [{ _: "username", active: true, username: "Anna" }, { _: "username", username: "gone" }] };
const helper: tl.RawUser = { _: "user", id: 8, bot: true, firstName: "Helper" };
const channel: tl.RawChannel = { _: "channel", id: 5, title: "C", broadcast: true, username: "news", photo: { _: "chatPhotoEmpty" }, date: 0 };
const group: tl.RawChannel = { ...channel, id: 6, broadcast: undefined, megagroup: true, username: undefined };
const peers = PeerIndex.of({ users: [anna, helper], chats: [channel, group] });

const messageOf = (fields: Partial<tl.RawMessage> = {}, relations = {}): Message =>
  new Message({ _: "message", id: 3, peerId: { _: "peerUser", userId: 7 }, date: 1, message: "words", ...fields }, peers, nobody, relations);
const happened = (action: tl.MessageAction): Message => new Message({ _: "messageService", id: 4, peerId: { _: "peerChannel", channelId: 6 }, date: 1, action }, peers, nobody);
const query = (fields: Partial<tl.RawUpdateBotCallbackQuery> = {}): CallbackQuery =>
  new CallbackQuery({ _: "updateBotCallbackQuery", queryId: 1n, userId: 7, peer: { _: "peerChannel", channelId: 6 }, msgId: 3, chatInstance: 2n, ...fields }, peers, nobody);
const inline = new CallbackQuery({ _: "updateInlineBotCallbackQuery", queryId: 1n, userId: 7, msgId: { _: "inputBotInlineMessageID", dcId: 2, id: 3n, accessHash: 4n }, chatInstance: 2n }, peers, nobody);

const photo: tl.MessageMedia = { _: "messageMediaPhoto", spoiler: true, photo: { _: "photo", id: 1n, accessHash: 1n, fileReference: new Uint8Array(), date: 1, sizes: [], dcId: 2 } };
const document = (...attributes: tl.DocumentAttribute[]): tl.MessageMedia => ({
  _: "messageMediaDocument",
  document: { _: "document", id: 1n, accessHash: 2n, fileReference: new Uint8Array(), date: 1, mimeType: "a/b", size: 9, dcId: 2, attributes },
});
const videoAttribute: tl.DocumentAttribute = { _: "documentAttributeVideo", duration: 1, w: 1, h: 1 };
const geo: tl.GeoPoint = { _: "geoPoint", long: 1, lat: 2, accessHash: 0n };
const game: tl.Game = { _: "game", id: 1n, accessHash: 1n, shortName: "g", title: "G", description: "", photo: { _: "photoEmpty", id: 1n } };
const poll: tl.RawPoll = { _: "poll", id: 1n, question: { _: "textWithEntities", text: "?", entities: [] }, answers: [], hash: 0n };
const call: tl.InputGroupCall = { _: "inputGroupCall", id: 1n, accessHash: 1n };

/** For each ready filter an update that it lets pass, and one that it does not. */
const READY: Readonly<Record<string, readonly [passes: unknown, fails: unknown]>> = {
  me: [messageOf({ out: true }), messageOf()],
  bot: [messageOf({ fromId: { _: "peerUser", userId: 8 } }), messageOf()],
  incoming: [messageOf(), messageOf({ out: true })],
  outgoing: [messageOf({ out: true }), messageOf()],
  text: [messageOf(), messageOf({ media: photo })],
  reply: [messageOf({ replyTo: { _: "messageReplyHeader", replyToMsgId: 2 } }), messageOf()],
  forwarded: [messageOf({ fwdFrom: { _: "messageFwdHeader", date: 5 } }), messageOf()],
  caption: [messageOf({ media: photo }), messageOf()],
  audio: [messageOf({ media: document({ _: "documentAttributeAudio", duration: 1 }) }), messageOf({ media: document() })],
  document: [messageOf({ media: document() }), messageOf({ media: photo })],
  photo: [messageOf({ media: photo }), messageOf({ media: document() })],
  sticker: [messageOf({ media: document({ _: "documentAttributeSticker", alt: "", stickerset: { _: "inputStickerSetEmpty" } }) }), messageOf()],
  animation: [messageOf({ media: document(videoAttribute, { _: "documentAttributeAnimated" }) }), messageOf({ media: document(videoAttribute) })],
  game: [messageOf({ media: { _: "messageMediaGame", game } }), messageOf()],
  video: [messageOf({ media: document(videoAttribute) }), messageOf({ media: document() })],
  mediaGroup: [messageOf({ groupedId: 5n }), messageOf()],
  voice: [messageOf({ media: document({ _: "documentAttributeAudio", duration: 1, voice: true }) }), messageOf({ media: document({ _: "documentAttributeAudio", duration: 1 }) })],
  videoNote: [messageOf({ media: document({ ...videoAttribute, roundMessage: true }) }), messageOf({ media: document(videoAttribute) })],
  contact: [messageOf({ media: { _: "messageMediaContact", phoneNumber: "1", firstName: "a", lastName: "", vcard: "", userId: 0 } }), messageOf()],
  location: [messageOf({ media: { _: "messageMediaGeo", geo } }), messageOf({ media: { _: "messageMediaGeo", geo: { _: "geoPointEmpty" } } })],
  venue: [messageOf({ media: { _: "messageMediaVenue", geo, title: "t", address: "a", provider: "", venueId: "", venueType: "" } }), messageOf()],
  webPage: [messageOf({ media: { _: "messageMediaWebPage", webpage: { _: "webPage", id: 1n, url: "u", displayUrl: "u", hash: 0 } } }), messageOf()],
  poll: [messageOf({ media: { _: "messageMediaPoll", poll, results: { _: "pollResults" } } }), messageOf()],
  dice: [messageOf({ media: { _: "messageMediaDice", value: 1, emoticon: "🎲" } }), messageOf()],
  mediaSpoiler: [messageOf({ media: photo }), messageOf({ media: { ...photo, spoiler: undefined } as tl.MessageMedia })],
  private: [messageOf(), messageOf({ peerId: { _: "peerChannel", channelId: 6 } })],
  group: [query(), inline],
  channel: [messageOf({ peerId: { _: "peerChannel", channelId: 5 } }), messageOf({ peerId: { _: "peerChannel", channelId: 6 } })],
  newChatMembers: [happened({ _: "messageActionChatAddUser", users: [7] }), messageOf()],
  leftChatMember: [happened({ _: "messageActionChatDeleteUser", userId: 7 }), messageOf()],
  newChatTitle: [happened({ _: "messageActionChatEditTitle", title: "" }), messageOf()],
  newChatPhoto: [happened({ _: "messageActionChatEditPhoto", photo: (photo as tl.RawMessageMediaPhoto).photo ?? { _: "photoEmpty", id: 1n } }), messageOf()],
  deleteChatPhoto: [happened({ _: "messageActionChatDeletePhoto" }), messageOf()],
  groupChatCreated: [happened({ _: "messageActionChatCreate", title: "", users: [] }), messageOf()],
  supergroupChatCreated: [happened({ _: "messageActionChannelCreate", title: "" }), messageOf()],
  channelChatCreated: [new Message({ _: "messageService", id: 1, peerId: { _: "peerChannel", channelId: 5 }, date: 1, action: { _: "messageActionChannelCreate", title: "" } }, peers, nobody), happened({ _: "messageActionChannelCreate", title: "" })],
  migrateToChatId: [happened({ _: "messageActionChatMigrateTo", channelId: 1 }), messageOf()],
  migrateFromChatId: [happened({ _: "messageActionChannelMigrateFrom", title: "", chatId: 1 }), messageOf()],
  pinnedMessage: [happened({ _: "messageActionPinMessage" }), messageOf()],
  gameHighScore: [happened({ _: "messageActionGameScore", gameId: 1n, score: 0 }), messageOf()],
  replyKeyboard: [messageOf({ replyMarkup: { _: "replyKeyboardMarkup", rows: [] } }), messageOf({ replyMarkup: { _: "replyInlineMarkup", rows: [] } })],
  inlineKeyboard: [messageOf({ replyMarkup: { _: "replyInlineMarkup", rows: [] } }), messageOf({ replyMarkup: { _: "replyKeyboardMarkup", rows: [] } })],
  mentioned: [messageOf({ mentioned: true }), messageOf()],
  viaBot: [messageOf({ viaBotId: 99 }), messageOf()],
  videoChatStarted: [happened({ _: "messageActionGroupCall", call }), happened({ _: "messageActionGroupCall", call, duration: 0 })],
  videoChatEnded: [happened({ _: "messageActionGroupCall", call, duration: 0 }), happened({ _: "messageActionGroupCall", call })],
  videoChatMembersInvited: [happened({ _: "messageActionInviteToGroupCall", call, users: [7] }), messageOf()],
  service: [happened({ _: "messageActionCustomAction", message: "" }), messageOf()],
  media: [messageOf({ media: photo }), messageOf()],
  scheduled: [messageOf({}, { isScheduled: true }), messageOf()],
  fromScheduled: [messageOf({ fromScheduled: true }), messageOf()],
  linkedChannel: [
    messageOf({ peerId: { _: "peerChannel", channelId: 6 }, fromId: { _: "peerChannel", channelId: 5 }, fwdFrom: { _: "messageFwdHeader", date: 1, fromId: { _: "peerChannel", channelId: 5 } } }),
    messageOf({ fwdFrom: { _: "messageFwdHeader", date: 1, fromId: { _: "peerChannel", channelId: 5 } } }),
  ],
};
for (const [name, [passes, fails]] of Object.entries(READY)) {
  test(`filters.${name} lets pass what is one, and nothing else`, (t) => {
    const filter = Reflect.get(filters, name) as Filter<unknown>;
    t.is(filter(passes, client), true);
    t.is(filter(fails, client), false);
  });
}

test("filters.all lets everything pass", (t) => {
  t.is(filters.all(null, client), true);
});

const COMMANDS: readonly (readonly [text: string, command: readonly string[] | null])[] = [
  ["/start", ["start"]],
  ["/START now", ["start", "now"]],
  ["/start@MyBot now", ["start", "now"]],
  ["/start@mybot", ["start"]],
  ["/start@other", null],
  ["/startMyBot", null],
  ["/started", null],
  ["start", null],
  [" /start", null],
  ["/", null],
  ['/start "two words" \'and more\' last', ["start", "two words", "and more", "last"]],
  ['/start "a \\"quoted\\" word"', ["start", 'a "quoted" word']],
  ['/start "open', ["start", '"open']],
  ["/start it's fine", ["start", "it's", "fine"]],
  ['/start ""', ["start", ""]],
  ["/start\nnext line", ["start", "next", "line"]],
];
for (const [text, command] of COMMANDS) {
  test(`${JSON.stringify(text)} is ${command === null ? "no command of ours" : `the command ${JSON.stringify(command)}`}`, (t) => {
    const message = messageOf({ message: text });
    t.is(filters.command("start")(message, client), command !== null);
    t.deepEqual(message.command, command);
    t.false("command" in message.raw);
  });
}

test("a command is no regular expression, and neither is its prefix", (t) => {
  const filter = filters.command(["a.c", "(x"], { prefixes: [".", "!?"] });
  const commandIn = (text: string): readonly string[] | null => (filter(messageOf({ message: text }), client), messageOf({ message: text }).command);
  t.is(filter(messageOf({ message: ".abc" }), client), false);
  t.is(filter(messageOf({ message: ".a.c" }), client), true);
  t.is(filter(messageOf({ message: "!?(x" }), client), true);
  t.is(commandIn("xa.c"), null);
});

test("a command may need no prefix, and may be told from another by case", (t) => {
  t.is(filters.command("hi", { prefixes: "" })(messageOf({ message: "Hi there" }), client), true);
  t.is(filters.command("hi", { prefixes: [], caseSensitive: true })(messageOf({ message: "Hi" }), client), false);
});

test("a command is read from a caption, and a long message of quotes is read at once", (t) => {
  t.is(filters.command("go")(messageOf({ message: "/go", media: photo }), client), true);
  const message = messageOf({ message: `/go ${"\\\"' ".repeat(20_000)}` });
  t.is(filters.command("go")(message, client), true);
});

test("filters.regex finds all matches in texts, data and queries, and leaves the expression alone", (t) => {
  const pattern = /\d/gy;
  pattern.lastIndex = 3;
  const digits = filters.regex(pattern);
  const message = messageOf({ message: "a1b2" });
  t.is(digits(message, client), true);
  t.deepEqual(message.matches?.map(([found]) => found), ["1", "2"]);
  t.is(pattern.lastIndex, 3);
  t.is(digits(messageOf(), client), false);
  const pressed = query({ data: new TextEncoder().encode("page:12") });
  t.is(filters.regex(/^page:(\d+)$/)(pressed, client), true);
  t.is(pressed.matches?.[0]?.[1], "12");
  t.is(digits(query({ data: Uint8Array.of(0xff, 0x31) }), client), false);
  const asked = new InlineQuery({ _: "updateBotInlineQuery", queryId: 1n, userId: 7, query: "1", offset: "" }, peers, nobody);
  t.is(digits(asked, client), true);
});

test("filters.user knows ids, usernames and me, and changes while it is used", (t) => {
  const filter = filters.user([9, "@ANNA"]);
  t.is(filter(messageOf(), client), true);
  t.true(filter.delete("anna"));
  t.is(filter(messageOf(), client), false);
  t.is(filter.add(7n)(messageOf(), client), true);
  t.true(filter.has("7"));
  t.is(filters.user("gone")(messageOf(), client), false);
  t.is(filters.user("me")(messageOf({ out: true }), client), true);
  t.is(filters.user("me")(messageOf({ peerId: { _: "peerChannel", channelId: 5 } }), client), false);
});

test("filters.chat knows marked ids and usernames", (t) => {
  const post = messageOf({ peerId: { _: "peerChannel", channelId: 5 } });
  t.is(filters.chat(-1_000_000_000_005)(post, client), true);
  t.is(filters.chat("@News")(post, client), true);
  t.is(filters.chat(5)(post, client), false);
  t.is(filters.chat(7)(inline, client), false);
});

test("filters are joined in order, and the later ones are asked only if they matter", (t) => {
  const asked: string[] = [];
  const filter = (name: string, verdict: boolean): Filter<unknown> => filters.create(() => (asked.push(name), verdict), name);
  t.is(filters.and(filter("a", true), filter("b", false), filter("c", true))(null, client), false);
  t.is(filters.or(filter("d", false), filter("e", true), filter("f", false))(null, client), true);
  t.is(filters.not(filter("g", true))(null, client), false);
  t.is(filter("h", true).and(filter("i", true)).not().or(filter("j", true))(null, client), true);
  t.deepEqual(asked, ["a", "b", "d", "e", "g", "h", "i", "j"]);
  t.is(filter("named", true).name, "named");
});

test("joined filters wait for those that take their time", async (t) => {
  const slow = (verdict: boolean): Filter<unknown> => filters.create(() => Promise.resolve(verdict));
  t.is(await filters.and(slow(true), filters.all, slow(false))(null, client), false);
  t.is(await filters.or(slow(false), filters.all)(null, client), true);
  t.is(await filters.not(slow(false))(null, client), true);
});

const WRONG: readonly (readonly [string, () => unknown, RegExp])[] = [
  ["command()", () => filters.command(undefined as never), /a command must be a string/],
  ["command([])", () => filters.command([]), /at least one command/],
  ['command("")', () => filters.command(""), /must be a word/],
  ['command("a b")', () => filters.command("a b"), /must be a word/],
  ['command("a", {prefixes: 1})', () => filters.command("a", { prefixes: 1 as never }), /a prefix must be a string/],
  ['regex("a")', () => filters.regex("a" as never), /pattern must be a RegExp/],
  ["user(null)", () => filters.user(null as never), /named by ids and usernames/],
  ["user(NaN)", () => filters.user(Number.NaN), /NaN is no id/],
  ['chat("@")', () => filters.chat("@"), /must not be empty/],
  ["create(1)", () => filters.create(1 as never), /must be a function/],
  ["and()", () => (filters.and as (...args: never[]) => unknown)(), /at least one filter/],
  ["or(f, null)", () => filters.or(filters.all, null as never), /must be a function, not null/],
  ["not(undefined)", () => filters.not(undefined as never), /must be a function/],
  ["f.and(1)", () => filters.all.and(1 as never), /must be a function/],
];
for (const [what, act, message] of WRONG) {
  test(`filters refuse ${what}`, (t) => {
    t.throws(act, { message });
  });
}

/** Compiles only if what a filter adds is what is expected: the compiler is the test. */
type Adds<F> = F extends Filter<never, infer A> ? A : never;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const isSame = <A, B>(same: Same<A, B>): boolean => same;

test("filters tell the compiler what is there", (t) => {
  const photoFromBot = filters.and(filters.photo, filters.bot);
  const photoOrText = filters.or(filters.photo, filters.text);
  t.true(isSame<Adds<typeof filters.photo>, { readonly photo: Photo }>(true));
  t.true(isSame<Adds<typeof photoFromBot>["photo"], Photo>(true));
  t.true(isSame<Adds<typeof photoFromBot>["fromUser"], User>(true));
  t.true(isSame<Adds<typeof photoOrText>, { readonly photo: Photo } | { readonly text: string }>(true));
  const notPhoto = filters.not(filters.photo);
  t.true(isSame<Adds<typeof notPhoto>, unknown>(true));
  const guarded = filters.create((update: Message | CallbackQuery): update is Message => update instanceof Message);
  t.true(isSame<Adds<typeof guarded>, Message>(true));
});
