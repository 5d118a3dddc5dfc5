import test from "ava";

import type { TlObject } from "../../ts/testing/codec/index.js";
import { fault } from "../helpers/WorldClient.js";
import { inputPeerUser, inputUser, people, pushedTo, randomId, type People } from "../helpers/worldPeople.js";
import type { Person } from "../../ts/testing/world/index.js";

/** A markup with one callback button. */
function oneButton(data: string): TlObject {
  const type = { _: "inlineButtonTypeCallback", data: Buffer.from(data) };
  return { _: "replyInlineMarkup", rows: [{ _: "keyboardInlineButtonRow", buttons: [{ _: "keyboardInlineButton", text: "Press", type }] }] };
}

/** Anna has started the bot, which has sent her a button. */
async function withButton(): Promise<People & { readonly msgId: number; readonly peer: TlObject }> {
  const all = await people();
  const { anna, bot } = all;
  const peer = inputPeerUser(all, anna, bot);
  await anna.client.call("messages.startBot", { bot: inputUser(all, anna, bot), peer, randomId: randomId(), startParam: "ref_1" });
  await bot.client.call("messages.sendMessage", { peer: { _: "inputPeerUser", userId: anna.account.id, accessHash: 0n }, message: "choose", randomId: randomId(), replyMarkup: oneButton("yes") });
  return { ...all, peer, msgId: anna.account.mailbox.lastId };
}

test("a start parameter arrives as the command's word", async (t) => {
  const { bot } = await withButton();
  t.like(pushedTo(bot, "updateNewMessage"), [{ message: { message: "/start ref_1", entities: [{ _: "messageEntityBotCommand", length: 6 }] } }]);
});

test("a pressed button waits for the bot's answer", async (t) => {
  const { anna, bot, peer, msgId } = await withButton();
  const pressed = anna.client.call("messages.getBotCallbackAnswer", { peer, msgId, data: Buffer.from("yes") });
  await t.notThrowsAsync(Promise.resolve());
  const [query] = pushedTo(bot, "updateBotCallbackQuery");
  t.like(query, { userId: anna.account.id, msgId: bot.account.mailbox.lastId, peer: { userId: anna.account.id } });
  const answer = { queryId: query?.["queryId"], message: "done", alert: true, cacheTime: 0 };
  t.true(await bot.client.value("messages.setBotCallbackAnswer", answer));
  t.like(await pressed, { _: "messages.botCallbackAnswer", message: "done", alert: true });
  await t.throwsAsync(bot.client.value("messages.setBotCallbackAnswer", answer), fault(400, "QUERY_ID_INVALID"));
});

test("a bot that stays silent times out by the world's clock", async (t) => {
  const { anna, peer, msgId, pass, world } = await withButton();
  const pressed = anna.client.call("messages.getBotCallbackAnswer", { peer, msgId, data: Buffer.from("yes") });
  const failed = t.throwsAsync(pressed, fault(400, "BOT_RESPONSE_TIMEOUT"));
  pass(11);
  world.runDue();
  await failed;
});

test("a button that is not there cannot be pressed", async (t) => {
  const { anna, peer, msgId } = await withButton();
  await t.throwsAsync(anna.client.call("messages.getBotCallbackAnswer", { peer, msgId, data: Buffer.from("no") }), fault(400, "DATA_INVALID"));
  await t.throwsAsync(anna.client.call("messages.getBotCallbackAnswer", { peer, msgId: 99, data: Buffer.from("yes") }), fault(400, "MESSAGE_ID_INVALID"));
});

test("people send no buttons, and bots none that are too long", async (t) => {
  const { anna, bot, peer } = await withButton();
  await anna.client.call("messages.sendMessage", { peer, message: "mine", randomId: randomId(), replyMarkup: oneButton("x") });
  t.is(anna.account.mailbox.newestFirst()[0]?.replyMarkup, null);
  const send = bot.client.call("messages.sendMessage", { peer: { _: "inputPeerUser", userId: anna.account.id, accessHash: 0n }, message: "x", randomId: randomId(), replyMarkup: oneButton("x".repeat(65)) });
  await t.throwsAsync(send, fault(400, "BUTTON_DATA_INVALID"));
});

test("an inline query is answered, a result sent, and the choice told", async (t) => {
  const all = await people();
  const { anna, ben, bot } = all;
  Object.assign(bot.account.botProfile, { inlinePlaceholder: "search", wantsInlineFeedback: true });
  const peer = inputPeerUser(all, anna, ben);
  const asked = anna.client.call("messages.getInlineBotResults", { bot: inputUser(all, anna, bot), peer, query: "cats", offset: "" });
  await Promise.resolve();
  const [query] = pushedTo(bot, "updateBotInlineQuery");
  t.like(query, { userId: anna.account.id, query: "cats", peerType: { _: "inlineQueryPeerTypePM" } });
  const result = { _: "inputBotInlineResult", id: "1", type: "article", title: "Cats", sendMessage: { _: "inputBotInlineMessageText", message: "meow", replyMarkup: oneButton("more") } };
  const twice = { queryId: query?.["queryId"], results: [result, result], cacheTime: 0 };
  await t.throwsAsync(bot.client.value("messages.setInlineBotResults", twice), fault(400, "RESULT_ID_DUPLICATE"));
  t.true(await bot.client.value("messages.setInlineBotResults", { ...twice, results: [result], nextOffset: "2" }));
  const results = await asked;
  t.like(results, { _: "messages.botResults", nextOffset: "2", results: [{ id: "1", title: "Cats", sendMessage: { _: "botInlineMessageText", message: "meow" } }] });
  await anna.client.call("messages.sendInlineBotResult", { peer, randomId: randomId(), queryId: results["queryId"], id: "1" });
  t.like(pushedTo(ben, "updateNewMessage"), [{ message: { message: "meow", viaBotId: bot.account.id, replyMarkup: { _: "replyInlineMarkup" } } }]);
  const [chosen] = pushedTo(bot, "updateBotInlineSend");
  t.like(chosen, { userId: anna.account.id, query: "cats", id: "1" });
  const pressed = ben.client.call("messages.getBotCallbackAnswer", { peer: inputPeerUser(all, ben, anna), msgId: ben.account.mailbox.lastId, data: Buffer.from("more") });
  await Promise.resolve();
  const [press] = pushedTo(bot, "updateInlineBotCallbackQuery");
  t.like(press, { userId: ben.account.id, msgId: chosen?.["msgId"] as TlObject });
  await bot.client.value("messages.editInlineBotMessage", { id: chosen?.["msgId"], message: "purr" });
  t.like(pushedTo(ben, "updateEditMessage"), [{ message: { message: "purr" } }]);
  await bot.client.value("messages.setBotCallbackAnswer", { queryId: press?.["queryId"], cacheTime: 0 });
  await pressed;
  await t.throwsAsync(anna.client.call("messages.sendInlineBotResult", { peer, randomId: randomId(), queryId: results["queryId"], id: "9" }), fault(400, "RESULT_ID_INVALID"));
});

test("a bot without inline mode cannot be asked", async (t) => {
  const all = await people();
  const asked = all.anna.client.call("messages.getInlineBotResults", { bot: inputUser(all, all.anna, all.bot), peer: { _: "inputPeerSelf" }, query: "x", offset: "" });
  await t.throwsAsync(asked, fault(400, "BOT_INLINE_DISABLED"));
});

test("commands and the menu button are kept by scope", async (t) => {
  const all = await people();
  const { anna, bot } = all;
  const scope = { _: "botCommandScopeDefault" };
  const commands = [{ _: "botCommand", command: "help", description: "Helps" }];
  t.true(await bot.client.value("bots.setBotCommands", { scope, langCode: "", commands }));
  t.like(await bot.client.value("bots.getBotCommands", { scope, langCode: "" }), commands);
  t.deepEqual(await bot.client.value("bots.getBotCommands", { scope: { _: "botCommandScopeChats" }, langCode: "" }), []);
  t.like(await anna.client.call("users.getFullUser", { id: inputUser(all, anna, bot) }), { fullUser: { botInfo: { commands } } });
  await t.throwsAsync(bot.client.value("bots.setBotCommands", { scope, langCode: "", commands: [{ _: "botCommand", command: "No!", description: "x" }] }), fault(400, "BOT_COMMAND_INVALID"));
  t.true(await bot.client.value("bots.setBotMenuButton", { userId: { _: "inputUserEmpty" }, button: { _: "botMenuButtonCommands" } }));
  t.like(await bot.client.call("bots.getBotMenuButton", { userId: { _: "inputUserEmpty" } }), { _: "botMenuButtonCommands" });
  await t.throwsAsync(anna.client.value("bots.getBotCommands", { scope, langCode: "" }), fault(400, "USER_BOT_INVALID"));
});

test("a bot that is stopped hears so by qts, and may not write", async (t) => {
  const { anna, bot } = await withButton();
  const person = anna.account as Person;
  await person.blocks(bot.account);
  t.like(pushedTo(bot, "updateBotStopped"), [{ userId: person.id, stopped: true, qts: 1 }]);
  const peer = { _: "inputPeerUser", userId: person.id, accessHash: 0n };
  await t.throwsAsync(bot.client.call("messages.sendMessage", { peer, message: "x", randomId: randomId() }), fault(403, "USER_IS_BLOCKED"));
  const { pts, date } = await bot.client.call("updates.getState");
  t.like(await bot.client.call("updates.getDifference", { pts, date, qts: 0 }), { otherUpdates: [{ _: "updateBotStopped", qts: 1 }], state: { qts: 1 } });
});
