import test, { type ExecutionContext } from "ava";
import type { Channel, Person } from "../../ts/testing/index.js";
import { runBot, type RunningBot } from "../helpers/runBot.js";
import { until } from "../helpers/runProgram.js";

interface Guarded extends RunningBot {
  readonly owner: Person;
  readonly anna: Person;
  readonly group: Channel;
}

/** A supergroup that the bot guards, of which Anna is a member. */
async function guarded(t: ExecutionContext): Promise<Guarded> {
  const running = await runBot(t, "moderation");
  const owner = running.person("Owner");
  const anna = running.person("Anna");
  const group = await running.server.createChannel({ title: "Friends", kind: "supergroup", creator: owner, members: [anna, running.bot] });
  await owner.promotes(running.bot, group, ["deleteMessages", "banUsers", "inviteUsers"]);
  return { ...running, owner, anna, group };
}

test("the moderation bot lets people in, and turns those away who advertise", async (t) => {
  const { owner, group, person, end } = await guarded(t);
  const link = await owner.makesLink(group, { requestNeeded: true });
  const ben = person("Ben", { about: "I like cats" });
  const carl = person("Carl", { about: "Win at my CASINO" });
  await t.throwsAsync(ben.joins(link), { message: /INVITE_REQUEST_SENT/ });
  await t.throwsAsync(carl.joins(link), { message: /INVITE_REQUEST_SENT/ });
  const welcome = await owner.hears(group, "Welcome, Ben!");
  t.like(welcome.entities, [{ _: "messageEntityMentionName", userId: ben.id }]);
  await until(() => group.links.requests.size === 0);
  t.true(group.members.has(ben.id));
  t.false(group.members.has(carl.id));
  await end();
});

test("the moderation bot deletes advertising, warns twice, then mutes; admins may write what they like", async (t) => {
  const { owner, anna, group, end } = await guarded(t);
  await owner.writes("our casino night is on Friday", { to: group });
  for (const warning of [1, 2]) {
    const spam = await anna.writes(`crypto! ${warning}`, { to: group });
    await owner.hears(group, "Anna, no advertising here, please.");
    t.false(group.box.messages.has(spam.id));
  }
  await anna.writes("t.me/+abcdef", { to: group });
  await owner.hears(group, "Muted for 24 h.");
  await t.throwsAsync(anna.writes("may I?", { to: group }), { message: /USER_BANNED_IN_CHANNEL/ });
  t.deepEqual(owner.reads(group).filter(({ content }) => /casino|crypto|t\.me/.test(content.text)).map(({ text }) => text), ["our casino night is on Friday"]);
  await end();
});

test("the moderation bot mutes whom an admin names, for so long; nobody else can", async (t) => {
  const { server, owner, anna, group, person, end } = await guarded(t);
  const ben = person("Ben");
  await owner.invites(ben, group);
  const rude = await anna.writes("you fool", { to: group });
  await ben.writes("/mute", { to: group, replyTo: rude });
  await owner.writes("/mute 5", { to: group, replyTo: rude });
  await owner.hears(group, "Muted for 5 h.");
  await t.throwsAsync(anna.writes("what?", { to: group }), { message: /USER_BANNED_IN_CHANNEL/ });
  server.clock.advance(5 * 3_600_000 + 1000);
  await t.notThrowsAsync(anna.writes("sorry", { to: group }));
  t.deepEqual(owner.reads(group).filter(({ text }) => text.startsWith("Muted")).length, 1);
  await end();
});
