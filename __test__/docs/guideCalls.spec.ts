import test from "ava";
import { filters, html, InlineQueryResultArticle, InputMediaPhoto, InputTextMessageContent, md, MessageHandler, NotSupportedError, stopPropagation, type Message } from "../../ts/index.js";
import { DEMO } from "../../ts/testing/index.js";
import { until } from "../helpers/runProgram.js";
import { createClient, demoPerson, startServer } from "../helpers/clientHarness.js";

test("what the guide for newcomers tells people to call works against a server", async (t) => {
  const server = await startServer(t);
  const ada = server.addUser({ phone: DEMO.phone, firstName: "Ada" });
  const durov = server.addUser({ phone: "+1-555-000-1111", firstName: "Pavel", username: "durov" });
  const group = await server.createChannel({ title: "Friends", kind: "supergroup", creator: durov, members: [ada] });
  const app = createClient(t, server, { prompter: demoPerson() });
  const heard: Message[] = [];
  app.onMessage(filters.incoming, (message) => void heard.push(message));
  await app.start();

  const sent = await app.sendMessage("@durov", "hello, **you**");
  t.is((await durov.hears(ada)).text, "hello, you");
  const answer = await app.sendMessage("@durov", "again", { replyToMessageId: sent.id });
  t.is(answer.replyToMessageId, sent.id);
  await sent.edit("hello, all");
  t.deepEqual(durov.reads(ada).map(({ text }) => text), ["hello, all", "again"]);
  await sent.delete();
  t.deepEqual(durov.reads(ada).map(({ text }) => text), ["again"]);
  const forwarded = await app.forwardMessages("me", "@durov", answer.id);
  t.is(forwarded.forwardFrom?.id, app.me?.id);

  await durov.writes("who?", { to: group });
  await until(() => heard.length > 0);
  const [message] = heard;
  if (message === undefined) return t.fail();
  await message.reply(md`**${"<b>"}** ||${message.text ?? ""}||`);
  const reply = await durov.hears(group);
  t.is(reply.text, "<b> who?");
  t.like(reply.entities, [{ _: "messageEntityBold" }, { _: "messageEntitySpoiler" }]);
  await message.reply(html`<blockquote>${"x"}</blockquote>`, { quote: false });
  t.like((await durov.hears(group)).entities, [{ _: "messageEntityBlockquote" }]);

  const photo = await app.sendPhoto("me", "https://example.com/a.jpg", { caption: md`*${"a"}*` });
  t.truthy(photo.photo);
  t.is(photo.caption, "*a*");
  const again = await app.sendPhoto("me", photo.photo?.fileId ?? "");
  t.truthy(again.photo);
  const album = await app.sendMediaGroup("me", [new InputMediaPhoto("https://example.com/b.jpg"), new InputMediaPhoto("https://example.com/c.jpg")]);
  t.is(album.length, 2);
  await t.throwsAsync(app.sendPhoto("me", "a.jpg"), { instanceOf: NotSupportedError });
  await t.throwsAsync(photo.download(), { instanceOf: NotSupportedError });

  const history = await app.getChatHistory("@durov", { limit: 100 }).collect();
  t.deepEqual(history.map(({ text }) => text), ["again"]);
  const members = await app.getChatMembers(message.chat.id).collect();
  t.deepEqual(new Set(members.map(({ user }) => user?.firstName)), new Set(["Ada", "Pavel"]));
  const found = await app.searchMessages(message.chat.id, { query: "who" }).collect(10);
  t.deepEqual(found.map(({ id }) => id), [reply.id, message.id]);
  const read = await app.invoke({ _: "messages.readHistory", peer: await app.resolvePeer("@durov"), maxId: 0 });
  t.is(read._, "messages.affectedMessages");
});

test("what the guide to handlers says of groups, propagation and errors holds", async (t) => {
  const server = await startServer(t);
  const bot = server.addBot({ token: DEMO.botToken, username: "guide_bot", firstName: "Guide", inlinePlaceholder: "x" });
  const ada = server.addUser({ phone: DEMO.phone, firstName: "Ada", username: "ada" });
  const app = createClient(t, server, { botToken: DEMO.botToken });
  const seen: string[] = [];
  const all: string[] = [];
  const banned = filters.user([]);
  app.onMessage((message) => void all.push(message.text ?? ""), { group: -3 });
  app.onMessage((message) => void seen.push(message.text ?? ""), { group: -1 });
  app.onMessage(banned, () => stopPropagation, { group: -2 });
  app.onMessage(filters.command("add"), (message) => message.reply(String(message.command.slice(1).map(Number).reduce((a, b) => a + b, 0))));
  app.onMessage(filters.regex(/(\d+)\s*€/), (message) => message.reply(`${message.matches.length} prices, the first is ${message.matches[0][1]}`));
  app.addHandler(new MessageHandler((message: Message) => message.reply("noted"), filters.text));
  app.onInlineQuery((query) => query.answer([new InlineQueryResultArticle({ title: "Upper", inputMessageContent: new InputTextMessageContent(query.query.toUpperCase()) })]));
  await app.start();
  const says = async (text: string): Promise<string> => {
    await ada.writes(text, { to: bot });
    return (await ada.hears(bot)).text;
  };
  t.is(await says("/add 1 2 3"), "6");
  t.is(await says("5 € or 7€"), "2 prices, the first is 5");
  t.is(await says("well"), "noted");
  banned.add("@ada");
  await ada.writes("are you there?", { to: bot });
  await until(() => all.length === 4);
  banned.delete("@ada");
  t.is(await says("and now?"), "noted");
  t.deepEqual(seen, ["/add 1 2 3", "5 € or 7€", "well", "and now?"]);
  t.like(await ada.asks(bot, "loud"), { results: [{ title: "Upper", sendMessage: { message: "LOUD" } }] });
});
