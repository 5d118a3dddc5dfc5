import test from "ava";
import { runBot } from "../helpers/runBot.js";

test("the echo bot sends back what it is sent, with its formatting, and greets instead of echoing /start", async (t) => {
  const { bot, person, end } = await runBot(t, "echo");
  const anna = person("Anna");
  await anna.starts(bot);
  t.is((await anna.hears(bot)).text, "Hello! Whatever you send me, I send back.");

  const bold = { _: "messageEntityBold", offset: 0, length: 4 };
  await anna.writes("Four **letters** & <b>", { to: bot, entities: [bold] });
  const echo = await anna.hears(bot);
  t.is(echo.text, "Four **letters** & <b>");
  t.like(echo.entities, [bold]);

  await anna.writes("", { to: bot, media: { _: "inputMediaDice", emoticon: "🎲" } });
  t.like((await anna.hears(bot)).content.media, { _: "messageMediaDice" });
  await end();
});

test("the echo bot serves people side by side, each in order", async (t) => {
  const { bot, person, end } = await runBot(t, "echo");
  const people = ["Anna", "Ben", "Cleo"].map((name) => person(name));
  for (const somebody of people) await somebody.starts(bot);
  for (const count of [1, 2, 3]) for (const somebody of people) await somebody.writes(`${somebody.firstName} ${count}`, { to: bot });
  for (const somebody of people) {
    await somebody.hears(bot, /^Hello/);
    for (const count of [1, 2, 3]) t.is((await somebody.hears(bot)).text, `${somebody.firstName} ${count}`);
  }
  await end();
});
