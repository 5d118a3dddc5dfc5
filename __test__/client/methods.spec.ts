import test, { type ExecutionContext } from "ava";

import { ClientStateError, InlineKeyboardMarkup, RpcError, type Chat, type Client, type User } from "../../ts/index.js";
import { DEMO, type Account, type TestServer } from "../../ts/testing/index.js";
import { createClient, demoPerson, startServer } from "../helpers/clientHarness.js";

/** A server with Anna, and a client that is signed in as somebody else. */
async function world(t: ExecutionContext): Promise<{ client: Client; server: TestServer; anna: Account }> {
  const server = await startServer(t);
  server.addUser({ phone: DEMO.phone, firstName: "Demo" });
  const anna = server.addUser({ phone: "+44 20 7946 0000", firstName: "Anna", username: "anna_anna" });
  const client = createClient(t, server, { prompter: demoPerson() });
  await client.start();
  return { client, server, anna };
}

const ids = (messages: readonly { readonly id: number }[]): number[] => messages.map(({ id }) => id);

test("a message is sent, found, changed, answered, copied, forwarded and deleted", async (t) => {
  const { client } = await world(t);
  const sent = await client.sendMessage("@anna_anna", "hello **there**");
  t.is(sent.text, "hello there");
  t.true(sent.outgoing);
  t.like(sent.raw, { entities: [{ _: "messageEntityBold", offset: 6, length: 5 }] });
  t.is((await client.getMessages("@anna_anna", sent.id)).text, "hello there");

  const edited = await client.editMessageText("@anna_anna", sent.id, "hello <b>you</b>", { parseMode: "html" });
  t.is(edited.text, "hello you");
  const reply = await client.sendMessage("@anna_anna", "and this", { replyToMessageId: sent.id });
  t.like(reply.raw, { replyTo: { replyToMsgId: sent.id } });
  const forwarded = await client.forwardMessages("me", "@anna_anna", sent.id);
  t.is(forwarded.text, "hello you");
  const copied = await client.copyMessage("me", "@anna_anna", sent.id);
  t.is(copied.text, "hello you");
  t.false("fwdFrom" in copied.raw && copied.raw.fwdFrom !== undefined);

  t.deepEqual(ids(await client.getChatHistory("@anna_anna").collect()), [reply.id, sent.id]);
  t.is(await client.getChatHistoryCount("@anna_anna"), 2);
  t.deepEqual(ids(await client.searchMessages("@anna_anna", { query: "this" }).collect()), [reply.id]);
  await client.deleteMessages("@anna_anna", [sent.id]);
  t.deepEqual(ids(await client.getChatHistory("@anna_anna").collect()), [reply.id]);
  t.true((await client.getMessages("@anna_anna", sent.id)).empty);
  const refusal = await t.throwsAsync(client.editMessageText("@anna_anna", reply.id, "and this"), { instanceOf: RpcError });
  t.is((refusal as RpcError).text, "MESSAGE_NOT_MODIFIED");
});

test("setParseMode changes how texts are read from then on", async (t) => {
  const { client } = await world(t);
  t.is((await client.sendMessage("me", "**x**")).text, "x");
  client.setParseMode("disabled");
  t.is((await client.sendMessage("me", "**x**")).text, "**x**");
  t.is((await client.sendMessage("me", "**x**", { parseMode: "markdown" })).text, "x");
  // @ts-expect-error as a JavaScript caller may
  t.throws(() => client.setParseMode("bbcode"), { instanceOf: RangeError, message: /parseMode/ });
});

test("messages that nobody waits for arrive in the order of the calls, although the first is slow", async (t) => {
  const { client, server } = await world(t);
  server.faults.add({ kind: "call", method: "messages.sendMessage", action: { delayMs: 100 } });
  const texts = Array.from({ length: 20 }, (_, number) => `message ${number}`);
  await Promise.all(texts.map((text) => client.sendMessage("me", text)));
  const history = await client.getChatHistory("me").collect();
  t.deepEqual(history.map(({ text }) => text).toReversed(), texts);
});

test("a long history comes page by page, each message once", async (t) => {
  const { client } = await world(t);
  const sent: number[] = [];
  for (let number = 0; number < 120; number++) sent.unshift((await client.sendMessage("me", `message ${number}`)).id);
  t.deepEqual(ids(await client.getChatHistory("me").collect()), sent);
  t.deepEqual(ids(await client.getChatHistory("me", { limit: 3, offset: 2 }).collect()), sent.slice(2, 5));
});

test("a supergroup is made, filled, changed, and its members promoted and banned", async (t) => {
  const { client, anna } = await world(t);
  const annaId = Number(anna.id);
  const group = await client.createSupergroup("Club", { description: "ours" });
  t.is(group.type, "supergroup");
  await client.resolvePeer("@anna_anna");
  t.deepEqual(await client.addChatMembers(group.id, annaId), []);
  t.is(await client.getChatMembersCount(group.id), 2);
  await client.setChatTitle(group.id, "The club");
  const chat = (await client.getChat(group.id)) as Chat;
  t.is(chat.title, "The club");
  t.is(chat.description, "ours");

  await client.promoteChatMember(group.id, annaId, { privileges: { canDeleteMessages: true } });
  t.is((await client.getChatMember(group.id, annaId)).status, "administrator");
  t.is((await client.getChatMember(group.id, "me")).status, "owner");
  await client.promoteChatMember(group.id, annaId, { privileges: {} });
  await client.banChatMember(group.id, annaId);
  t.is((await client.getChatMember(group.id, annaId)).status, "banned");
  await client.unbanChatMember(group.id, annaId);

  const message = await client.sendMessage(group.id, "to all");
  await client.pinChatMessage(group.id, message.id);
  const dialogs = await client.getDialogs().collect();
  t.true(dialogs.some((dialog) => dialog.chat.id === group.id));
  const link = await client.exportChatInviteLink(group.id);
  t.is((await client.resolveLink(link)).kind, "invite");
});

test("users are found, and blocked and unblocked", async (t) => {
  const { client, anna } = await world(t);
  const user: User = await client.getUsers("@anna_anna");
  t.is(user.firstName, "Anna");
  t.deepEqual((await client.getUsers(["me", Number(anna.id)])).map(({ firstName }) => firstName), ["Demo", "Anna"]);
});

test("a poll is sent, voted in and closed", async (t) => {
  const { client } = await world(t);
  const group = await client.createSupergroup("Club");
  const { id } = await client.sendPoll(group.id, "Tea or coffee?", ["Tea", "Coffee"]);
  t.is((await client.votePoll(group.id, id, 1)).totalVoterCount, 1);
  t.is((await client.retractVote(group.id, id)).totalVoterCount, 0);
  t.true((await client.stopPoll(group.id, id)).isClosed);
});

test("a bot sends buttons to whoever has begun a chat with it", async (t) => {
  const { client, server } = await world(t);
  server.addBot({ token: DEMO.botToken, username: "demo_bot", firstName: "Demo bot" });
  await client.sendMessage("@demo_bot", "/start");
  const bot = createClient(t, server, { botToken: DEMO.botToken }, "bot");
  await bot.start();
  const me = await client.getMe();
  const sent = await bot.sendMessage(me.id, "choose", { replyMarkup: new InlineKeyboardMarkup([[{ text: "yes", callbackData: "y" }]]) });
  t.like(sent.raw, { replyMarkup: { _: "replyInlineMarkup" } });
  const [newest] = await client.getChatHistory("@demo_bot", { limit: 1 }).collect();
  t.is(newest?.text, "choose");
  await bot.setBotCommands([{ command: "start", description: "Begin" }]);
  t.deepEqual((await bot.getBotCommands()).map(({ command }) => command), ["start"]);
});

test("two-step verification is switched on, changed and switched off", async (t) => {
  const { client } = await world(t);
  await t.throwsAsync(client.removeCloudPassword("first"), { instanceOf: ClientStateError });
  await client.enableCloudPassword("first", { hint: "one" });
  t.is(await client.getPasswordHint(), "one");
  await t.throwsAsync(client.enableCloudPassword("again"), { instanceOf: ClientStateError });
  const wrong = await t.throwsAsync(client.changeCloudPassword("wrong", "second"), { instanceOf: RpcError });
  t.is((wrong as RpcError).text, "PASSWORD_HASH_INVALID");
  await client.changeCloudPassword("first", "second", { newHint: "two" });
  t.is(await client.getPasswordHint(), "two");
  await client.removeCloudPassword("second");
  await t.throwsAsync(client.removeCloudPassword("second"), { instanceOf: ClientStateError });
  await t.throwsAsync(client.enableCloudPassword(""), { instanceOf: RangeError, message: /password/ });
  // @ts-expect-error as a JavaScript caller may
  await t.throwsAsync(client.changeCloudPassword(5, "x"), { instanceOf: TypeError, message: /currentPassword/ });
});
