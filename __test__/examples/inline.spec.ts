import test from "ava";
import { runBot } from "../helpers/runBot.js";

test("the inline bot offers a text in four styles, and what is chosen is sent with its formatting", async (t) => {
  const { bot, person, end } = await runBot(t, "inline", { inlinePlaceholder: "Your text" });
  const anna = person("Anna");
  const ben = person("Ben");
  const offered = await anna.asks(bot, " 2 * 3 = **six** ", { chat: ben });
  t.like(offered, { cacheTime: 3600, results: [{ id: "Bold" }, { id: "Spoiler" }, { id: "Code" }, { title: "Up and down", description: "2 * 3 = **six**" }] });
  await anna.picks(offered, "Spoiler", ben);
  const heard = await ben.hears(anna);
  t.is(heard.text, "2 * 3 = **six**");
  t.like(heard.entities, [{ _: "messageEntitySpoiler", offset: 0, length: 15 }]);
  t.is(heard.content.viaBotId, bot.id);
  await anna.picks(await anna.asks(bot, "hello"), "Up and down", ben);
  t.is((await ben.hears(anna)).text, "HeLlO");
  await end();
});

test("the inline bot leads people without a text to where it explains itself", async (t) => {
  const { bot, person, end } = await runBot(t, "inline", { inlinePlaceholder: "Your text" });
  const anna = person("Anna");
  t.like(await anna.asks(bot, " "), { results: [], switchPm: { text: "How does this work?", startParam: "inline" } });
  await anna.starts(bot, "inline");
  t.is((await anna.hears(bot)).text, "In any chat, type @inline_bot and a text, then choose how it shall look.");
  await end();
});
