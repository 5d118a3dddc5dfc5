import test from "ava";
import { runBot } from "../helpers/runBot.js";
import { until } from "../helpers/runProgram.js";

test("the commands bot tells apps its commands", async (t) => {
  const { server, bot, person, end } = await runBot(t, "commands");
  await until(() => server.world.rpc.methods().includes("bots.setBotCommands"));
  const anna = person("Anna");
  const profile: unknown = await anna.calls("users.getFullUser", { id: anna.inputUser(bot) });
  t.like(profile, { fullUser: { botInfo: { commands: [{ command: "menu" }, { command: "order" }] } } });
  await end();
});

test("the commands bot takes an order by a command with arguments", async (t) => {
  const { bot, person, end } = await runBot(t, "commands");
  const anna = person("Anna");
  const says = async (text: string): Promise<string> => {
    await anna.writes(text, { to: bot });
    return (await anna.hears(bot)).text;
  };
  t.is(await says("/order"), "What shall it be? For example: /order Latte Tea");
  t.is(await says("/order Latte Cola"), "We have no Cola.");
  t.is(await says("/order@commands_bot Latte Tea"), "Your order: Latte, Tea");
  t.is(await says("/help"), "/menu shows what we have, /order Latte orders it at once.");
  await end();
});

test("the commands bot takes an order by buttons, of each person apart", async (t) => {
  const { bot, person, end } = await runBot(t, "commands");
  const anna = person("Anna");
  const ben = person("Ben");
  await anna.writes("/menu", { to: bot });
  await ben.writes("/menu", { to: bot });
  const menu = await anna.hears(bot, "What would you like?");
  const bensMenu = await ben.hears(bot, "What would you like?");
  t.like(await anna.presses(menu, "That's all"), { alert: true, message: "You have not ordered anything yet." });
  await anna.presses(menu, "Tea");
  await ben.presses(bensMenu, "Latte");
  await anna.presses(menu, "Espresso");
  t.is(menu.text, "Your order: Tea, Espresso");
  t.is(bensMenu.text, "Your order: Latte");
  t.like(await anna.presses(menu, "That's all"), { message: "Thank you!" });
  t.is(menu.text, "Coming: Tea, Espresso");
  t.is(menu.replyMarkup, null);
  await end();
});
