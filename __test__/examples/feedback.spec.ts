import test, { type ExecutionContext } from "ava";
import type { Person } from "../../ts/testing/index.js";
import { runBot, type RunningBot } from "../helpers/runBot.js";

async function feedback(t: ExecutionContext): Promise<RunningBot & { readonly owner: Person; readonly anna: Person }> {
  const running = await runBot(t, "feedback");
  const owner = running.person("Owner", { username: "bot_owner" });
  await owner.starts(running.bot);
  await owner.hears(running.bot);
  return { ...running, owner, anna: running.person("Anna") };
}

test("the feedback bot asks one question after the other, and tells the owner", async (t) => {
  const { bot, owner, anna, end } = await feedback(t);
  await anna.writes("/feedback", { to: bot });
  const question = await anna.hears(bot, "How do you like us?");
  await anna.presses(question, "2 ★");
  await anna.hears(bot, "What should be better?");
  t.is(question.text, "How do you like us? 2 ★");
  await anna.writes("The *tea*", { to: bot });
  await anna.hears(bot, "May we write to you? (yes or no)");
  // What is no answer is passed over.
  await anna.writes("hm", { to: bot });
  await anna.writes("YES", { to: bot });
  await anna.hears(bot, "Thank you!");
  const told = await owner.hears(bot, "2 ★ from Anna");
  t.like(told.entities, [{ _: "messageEntityMentionName", userId: anna.id }]);
  t.is((await owner.hears(bot)).text, "The *tea*");
  await end();
});

test("the feedback bot keeps the conversations of several people apart", async (t) => {
  const { bot, owner, anna, person, end } = await feedback(t);
  const ben = person("Ben");
  for (const somebody of [anna, ben]) await somebody.writes("/feedback", { to: bot });
  const annas = await anna.hears(bot);
  const bens = await ben.hears(bot);
  await ben.presses(bens, "5 ★");
  await anna.presses(annas, "1 ★");
  await ben.hears(bot, "What do you like most?");
  await anna.hears(bot, "What should be better?");
  await ben.writes("the cake", { to: bot });
  await ben.hears(bot, /^May we/);
  await ben.writes("no", { to: bot });
  await owner.hears(bot, "5 ★ from somebody");
  await owner.hears(bot, "the cake");
  await anna.writes("all of it", { to: bot });
  await anna.hears(bot, /^May we/);
  await end();
});

test("the feedback bot lets people out, whichever question they are at", async (t) => {
  const { bot, anna, end } = await feedback(t);
  await anna.writes("/feedback", { to: bot });
  const question = await anna.hears(bot, "How do you like us?");
  await anna.writes("/cancel", { to: bot });
  await anna.hears(bot, "Another time, then: /feedback");
  await anna.writes("/feedback", { to: bot });
  await anna.presses(await anna.hears(bot, "How do you like us?"), "4 ★");
  await anna.hears(bot, "What do you like most?");
  await anna.writes("/cancel", { to: bot });
  await anna.hears(bot, "Another time, then: /feedback");
  t.is(question.text, "How do you like us?");
  await end();
});
