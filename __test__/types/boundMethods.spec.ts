import test, { type ExecutionContext } from "ava";
import type { tl } from "../../ts/tl/index.js";
import { ContinuePropagation, StopPropagation } from "../../ts/updates/dispatch/index.js";
import { CallbackQuery, Chat, ChatJoinRequest, InlineQuery, Message, PeerIndex, User, type ObjectClient } from "../../ts/types/index.js";

const anna: tl.RawUser = { _: "user", id: 7, firstName: "Anna" };
const group: tl.RawChannel = { _: "channel", id: 5, title: "G", megagroup: true, photo: { _: "chatPhotoEmpty" }, date: 0 };
const peers = PeerIndex.of({ users: [anna], chats: [group] });
const GROUP = -1_000_000_000_005;

/** A client that writes down what is called. */
function recorder(answer?: unknown): { readonly client: ObjectClient; readonly calls: unknown[][] } {
  const calls: unknown[][] = [];
  const client = new Proxy({ me: null } as ObjectClient, {
    get: (target, name) => (name === "me" ? target.me : (...args: unknown[]) => (calls.push([name, ...args]), Promise.resolve(answer))),
  });
  return { client, calls };
}

const inGroup: tl.RawMessage = { _: "message", id: 3, peerId: { _: "peerChannel", channelId: 5 }, fromId: { _: "peerUser", userId: 7 }, date: 1, message: "words" };
const topic = { messageThreadId: undefined, replyToMessageId: 3 };
const options = { disableNotification: true };

type Case = readonly [name: string, act: (view: never) => unknown, call: readonly unknown[]];

const MESSAGE: readonly Case[] = [
  ["reply", (m: Message) => m.reply("hi"), ["sendMessage", GROUP, "hi", topic]],
  ["replyText", (m: Message) => m.replyText("hi", options), ["sendMessage", GROUP, "hi", { ...options, ...topic }]],
  ["replyPhoto", (m: Message) => m.replyPhoto("f"), ["sendPhoto", GROUP, "f", topic]],
  ["replyAnimation", (m: Message) => m.replyAnimation("f"), ["sendAnimation", GROUP, "f", topic]],
  ["replyVideo", (m: Message) => m.replyVideo("f"), ["sendVideo", GROUP, "f", topic]],
  ["replyVideoNote", (m: Message) => m.replyVideoNote("f"), ["sendVideoNote", GROUP, "f", topic]],
  ["replyAudio", (m: Message) => m.replyAudio("f"), ["sendAudio", GROUP, "f", topic]],
  ["replyVoice", (m: Message) => m.replyVoice("f"), ["sendVoice", GROUP, "f", topic]],
  ["replyDocument", (m: Message) => m.replyDocument("f"), ["sendDocument", GROUP, "f", topic]],
  ["replySticker", (m: Message) => m.replySticker("f"), ["sendSticker", GROUP, "f", topic]],
  ["replyCachedMedia", (m: Message) => m.replyCachedMedia("f"), ["sendCachedMedia", GROUP, "f", topic]],
  ["replyMediaGroup", (m: Message) => m.replyMediaGroup([]), ["sendMediaGroup", GROUP, [], topic]],
  ["replyContact", (m: Message) => m.replyContact("1", "A"), ["sendContact", GROUP, "1", "A", topic]],
  ["replyLocation", (m: Message) => m.replyLocation(1, 2), ["sendLocation", GROUP, 1, 2, topic]],
  ["replyVenue", (m: Message) => m.replyVenue(1, 2, "t", "a"), ["sendVenue", GROUP, 1, 2, "t", "a", topic]],
  ["replyPoll", (m: Message) => m.replyPoll("?", ["a", "b"]), ["sendPoll", GROUP, "?", ["a", "b"], topic]],
  ["replyDice", (m: Message) => m.replyDice(), ["sendDice", GROUP, topic]],
  ["replyGame", (m: Message) => m.replyGame("g"), ["sendGame", GROUP, "g", topic]],
  ["replyInlineBotResult", (m: Message) => m.replyInlineBotResult(1n, "r"), ["sendInlineBotResult", GROUP, 1n, "r", topic]],
  ["replyChatAction", (m: Message) => m.replyChatAction("typing"), ["sendChatAction", GROUP, "typing", { messageThreadId: undefined }]],
  ["getMediaGroup", (m: Message) => m.getMediaGroup(), ["getMediaGroup", GROUP, 3]],
  ["edit", (m: Message) => m.edit("n"), ["editMessageText", GROUP, 3, "n", {}]],
  ["editText", (m: Message) => m.editText("n"), ["editMessageText", GROUP, 3, "n", {}]],
  ["editCaption", (m: Message) => m.editCaption("n"), ["editMessageCaption", GROUP, 3, "n", {}]],
  ["editMedia", (m: Message) => m.editMedia({ type: "photo", media: "f" }), ["editMessageMedia", GROUP, 3, { type: "photo", media: "f" }, {}]],
  ["editReplyMarkup", (m: Message) => m.editReplyMarkup(), ["editMessageReplyMarkup", GROUP, 3, { replyMarkup: undefined }]],
  ["copy", (m: Message) => m.copy("me"), ["copyMessage", "me", GROUP, 3, {}]],
  ["delete", (m: Message) => m.delete({ revoke: false }), ["deleteMessages", GROUP, [3], { revoke: false }]],
  ["react", (m: Message) => m.react("👍", { big: true }), ["sendReaction", GROUP, 3, "👍", { big: true }]],
  ["vote", (m: Message) => m.vote(1), ["votePoll", GROUP, 3, 1]],
  ["retractVote", (m: Message) => m.retractVote(), ["retractVote", GROUP, 3]],
  ["pin", (m: Message) => m.pin(), ["pinChatMessage", GROUP, 3, {}]],
  ["unpin", (m: Message) => m.unpin(), ["unpinChatMessage", GROUP, 3]],
  ["ask", (m: Message) => m.ask("?"), ["ask", GROUP, "?", { userId: 7 }]],
  ["listen", (m: Message) => m.listen({ timeout: 5 }), ["listen", { timeout: 5, chatId: GROUP, userId: 7 }]],
  ["waitForClick", (m: Message) => m.waitForClick({ fromUserId: 8 }), ["waitForClick", { chatId: GROUP, messageId: 3, userId: 8 }]],
  ["stopListening", (m: Message) => m.stopListening(), ["stopListening", { chatId: GROUP, userId: 7 }]],
];
const CHAT: readonly Case[] = [
  ["archive", (c: Chat) => c.archive(), ["archiveChats", GROUP]],
  ["unarchive", (c: Chat) => c.unarchive(), ["unarchiveChats", GROUP]],
  ["setTitle", (c: Chat) => c.setTitle("t"), ["setChatTitle", GROUP, "t"]],
  ["setDescription", (c: Chat) => c.setDescription("d"), ["setChatDescription", GROUP, "d"]],
  ["setPhoto", (c: Chat) => c.setPhoto({ photo: "f" }), ["setChatPhoto", GROUP, { photo: "f" }]],
  ["banMember", (c: Chat) => c.banMember(7), ["banChatMember", GROUP, 7, {}]],
  ["unbanMember", (c: Chat) => c.unbanMember(7), ["unbanChatMember", GROUP, 7]],
  ["restrictMember", (c: Chat) => c.restrictMember(7, { canSendMessages: true }), ["restrictChatMember", GROUP, 7, { canSendMessages: true }, {}]],
  ["promoteMember", (c: Chat) => c.promoteMember(7, { canManageChat: true }), ["promoteChatMember", GROUP, 7, { privileges: { canManageChat: true } }]],
  ["join", (c: Chat) => c.join(), ["joinChat", GROUP]],
  ["leave", (c: Chat) => c.leave(), ["leaveChat", GROUP, {}]],
  ["exportInviteLink", (c: Chat) => c.exportInviteLink(), ["exportChatInviteLink", GROUP]],
  ["getMember", (c: Chat) => c.getMember(7), ["getChatMember", GROUP, 7]],
  ["getMembers", (c: Chat) => c.getMembers({ limit: 2 }), ["getChatMembers", GROUP, { limit: 2 }]],
  ["addMembers", (c: Chat) => c.addMembers([7]), ["addChatMembers", GROUP, [7], {}]],
  ["markUnread", (c: Chat) => c.markUnread(), ["markChatUnread", GROUP]],
  ["setProtectedContent", (c: Chat) => c.setProtectedContent(true), ["setChatProtectedContent", GROUP, true]],
  ["unpinAllMessages", (c: Chat) => c.unpinAllMessages(), ["unpinAllChatMessages", GROUP]],
  ["ask", (c: Chat) => c.ask("?"), ["ask", GROUP, "?", {}]],
  ["listen", (c: Chat) => c.listen(), ["listen", { chatId: GROUP }]],
  ["stopListening", (c: Chat) => c.stopListening(), ["stopListening", { chatId: GROUP }]],
];
const USER: readonly Case[] = [
  ["archive", (u: User) => u.archive(), ["archiveChats", 7]],
  ["unarchive", (u: User) => u.unarchive(), ["unarchiveChats", 7]],
  ["block", (u: User) => u.block(), ["blockUser", 7]],
  ["unblock", (u: User) => u.unblock(), ["unblockUser", 7]],
  ["getCommonChats", (u: User) => u.getCommonChats(), ["getCommonChats", 7]],
  ["ask", (u: User) => u.ask("?"), ["ask", 7, "?", { userId: 7 }]],
  ["listen", (u: User) => u.listen(), ["listen", { userId: 7 }]],
  ["stopListening", (u: User) => u.stopListening(), ["stopListening", { userId: 7 }]],
];
const QUERY: readonly Case[] = [
  ["answer", (q: CallbackQuery) => q.answer("ok", { showAlert: true }), ["answerCallbackQuery", 9n, { showAlert: true, text: "ok" }]],
  ["editMessageText", (q: CallbackQuery) => q.editMessageText("n"), ["editMessageText", GROUP, 3, "n", {}]],
  ["editMessageCaption", (q: CallbackQuery) => q.editMessageCaption("n"), ["editMessageCaption", GROUP, 3, "n", {}]],
  ["editMessageMedia", (q: CallbackQuery) => q.editMessageMedia({ type: "photo", media: "f" }), ["editMessageMedia", GROUP, 3, { type: "photo", media: "f" }, {}]],
  ["editMessageReplyMarkup", (q: CallbackQuery) => q.editMessageReplyMarkup(), ["editMessageReplyMarkup", GROUP, 3, { replyMarkup: undefined }]],
  ["getMessage", (q: CallbackQuery) => q.getMessage().catch(() => null), ["getMessages", GROUP, [3]]],
];
const INLINE = "AgAAAAMAAAAAAAAABAAAAAAAAAA";
const INLINE_MESSAGE: readonly Case[] = [
  ["editMessageText", (q: CallbackQuery) => q.editMessageText("n"), ["editInlineText", INLINE, "n", {}]],
  ["editMessageCaption", (q: CallbackQuery) => q.editMessageCaption("n"), ["editInlineCaption", INLINE, "n", {}]],
  ["editMessageMedia", (q: CallbackQuery) => q.editMessageMedia({ type: "photo", media: "f" }), ["editInlineMedia", INLINE, { type: "photo", media: "f" }, {}]],
  ["editMessageReplyMarkup", (q: CallbackQuery) => q.editMessageReplyMarkup(), ["editInlineReplyMarkup", INLINE, { replyMarkup: undefined }]],
];

const query = { queryId: 9n, userId: 7, chatInstance: 1n };
const SUITES: readonly (readonly [string, (client: ObjectClient) => unknown, readonly Case[]])[] = [
  ["Message", (client) => new Message(inGroup, peers, client), MESSAGE],
  ["Chat", (client) => new Chat(group, client), CHAT],
  ["User", (client) => new User(anna, client), USER],
  ["CallbackQuery", (client) => new CallbackQuery({ _: "updateBotCallbackQuery", ...query, peer: inGroup.peerId, msgId: 3 }, peers, client), QUERY],
  ["CallbackQuery of inline mode", (client) => new CallbackQuery({ _: "updateInlineBotCallbackQuery", ...query, msgId: { _: "inputBotInlineMessageID", dcId: 2, id: 3n, accessHash: 4n } }, peers, client), INLINE_MESSAGE],
  ["InlineQuery", (client) => new InlineQuery({ _: "updateBotInlineQuery", queryId: 9n, userId: 7, query: "", offset: "" }, peers, client), [["answer", (q: InlineQuery) => q.answer([], { cacheTime: 1 }), ["answerInlineQuery", 9n, [], { cacheTime: 1 }]]]],
  [
    "ChatJoinRequest",
    (client) => new ChatJoinRequest({ _: "updateBotChatInviteRequester", peer: inGroup.peerId, date: 1, userId: 7, about: "", invite: { _: "chatInvitePublicJoinRequests" }, qts: 1 }, peers, client),
    [
      ["approve", (r: ChatJoinRequest) => r.approve(), ["approveChatJoinRequest", GROUP, 7]],
      ["decline", (r: ChatJoinRequest) => r.decline(), ["declineChatJoinRequest", GROUP, 7]],
    ],
  ],
];

const calls = test.macro({
  title: (_title, view: string, name: string) => `${view}.${name}() calls the client's method`,
  async exec(t: ExecutionContext, _view: string, _name: string, make: (client: ObjectClient) => unknown, act: (view: never) => unknown, call: readonly unknown[]) {
    const { client, calls: made } = recorder();
    await act(make(client) as never);
    t.deepEqual(made, [[...call]]);
  },
});
for (const [view, make, cases] of SUITES) for (const [name, act, call] of cases) test(calls, view, name, make, act, call);

test("message.forward() gives the one message that was made, and says when it is gone", async (t) => {
  const made = {};
  const { client, calls: sent } = recorder([made]);
  t.is(await new Message(inGroup, peers, client).forward("me"), made as Message);
  t.deepEqual(sent, [["forwardMessages", "me", GROUP, [3], {}]]);
  await t.throwsAsync(new Message(inGroup, peers, recorder([]).client).forward("me"), { instanceOf: RangeError, message: /it is gone/ });
});

test("an answer stays in its topic, and quotes only outside of private chats unless told", async (t) => {
  const { client, calls: made } = recorder();
  await new Message({ ...inGroup, replyTo: { _: "messageReplyHeader", forumTopic: true, replyToMsgId: 2 } }, peers, client).reply("a");
  const direct = new Message({ ...inGroup, peerId: { _: "peerUser", userId: 7 } }, peers, client);
  await direct.reply("b");
  await direct.reply("c", { quote: true });
  await direct.reply("d", { replyToMessageId: 1 });
  t.deepEqual(made.map(([, , text, sent]) => [text, sent]), [
    ["a", { messageThreadId: 2, replyToMessageId: 3 }],
    ["b", { messageThreadId: undefined, replyToMessageId: undefined }],
    ["c", { messageThreadId: undefined, replyToMessageId: 3 }],
    ["d", { messageThreadId: undefined, replyToMessageId: 1 }],
  ]);
});

test("getReplyToMessage asks once, and only where there is something to ask for", async (t) => {
  const { client, calls: made } = recorder([]);
  t.is(await new Message(inGroup, peers, client).getReplyToMessage(), null);
  t.is(await new Message({ ...inGroup, replyTo: { _: "messageReplyHeader", replyToMsgId: 2 } }, peers, client).getReplyToMessage(), null);
  t.deepEqual(made, [["getMessages", GROUP, [2]]]);
});

const button = (text: string, type: tl.InlineButtonType): tl.KeyboardInlineButton => ({ _: "keyboardInlineButton", text, type });
const buttons: tl.ReplyMarkup = {
  _: "replyInlineMarkup",
  rows: [
    { _: "keyboardInlineButtonRow", buttons: [button("a", { _: "inlineButtonTypeCallback", data: new TextEncoder().encode("x") }), button("b", { _: "inlineButtonTypeUrl", url: "https://a.b" })] },
    { _: "keyboardInlineButtonRow", buttons: [button("c", { _: "inlineButtonTypeBuy" })] },
  ],
};

test("click presses buttons by text, number and place", async (t) => {
  const { client, calls: made } = recorder("answer");
  const message = new Message({ ...inGroup, replyMarkup: buttons }, peers, client);
  t.is(await message.click(), "answer");
  t.is(await message.click("b"), "https://a.b");
  t.is(await message.click([1, 0]), "https://a.b");
  t.deepEqual(made, [["requestCallbackAnswer", GROUP, 3, "x", {}]]);
  await t.throwsAsync(message.click("nowhere"), { message: /has no button "nowhere"/ });
  await t.throwsAsync(message.click(2), { message: /cannot be pressed by a program/ });
  await t.throwsAsync(message.click(9), { instanceOf: RangeError });
  await t.throwsAsync(message.click({} as never), { instanceOf: TypeError });
});

test("click on a keyboard sends the button's text", async (t) => {
  const { client, calls: made } = recorder();
  const replyMarkup: tl.ReplyMarkup = { _: "replyKeyboardMarkup", rows: [{ _: "keyboardButtonRow", buttons: [{ _: "keyboardButton", text: "yes", type: { _: "buttonTypeDefault" } }] }] };
  await new Message({ ...inGroup, replyMarkup }, peers, client).click();
  t.deepEqual(made, [["sendMessage", GROUP, "yes", topic]]);
});

test("message.download() hands the message itself to the client", async (t) => {
  const { client, calls: made } = recorder("path");
  const message = new Message(inGroup, peers, client);
  t.is(await message.download({ inMemory: true }), "path");
  t.deepEqual(made, [["downloadMedia", message, { inMemory: true }]]);
});

test("an update object ends its handler by throwing", (t) => {
  const message = new Message(inGroup, peers, recorder().client);
  t.throws(() => message.stopPropagation(), { instanceOf: StopPropagation });
  t.throws(() => message.continuePropagation(), { instanceOf: ContinuePropagation });
});
