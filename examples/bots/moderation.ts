// Guards a supergroup: answers join requests, deletes advertising, mutes who goes on with it, and whom admins name.
import { Client, filters, type Message } from "heliogram";

const apiId = 12345;
const apiHash = "0123456789abcdef0123456789abcdef";
const botToken = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11";

const app = new Client("moderation_bot", { apiId, apiHash, botToken });

const advertising = /casino|crypto|t\.me\/\+/i;
const hour = 3_600_000;
/** How often people were warned, by chat and user. */
const warnings = new Map<string, number>();

const byAdmin = filters.create(async ({ chat, fromUser, senderChat }: Message) => {
  // Anonymous admins write in the name of the group.
  if (fromUser === null) return senderChat?.id === chat.id;
  return ["owner", "administrator"].includes((await chat.getMember(fromUser.id)).status);
});

app.onChatJoinRequest(async (request) => {
  if (advertising.test(request.bio ?? "")) return request.decline();
  await request.approve();
  return app.sendMessage(request.chat.id, `Welcome, ${request.fromUser.mention}!`);
});

// In reply to somebody: /mute, or /mute 5 for five hours.
app.onMessage(filters.and(filters.command("mute"), filters.group, filters.reply, byAdmin), async (message) => {
  const guilty = (await message.getReplyToMessage())?.fromUser;
  if (!guilty) return message.reply("I cannot see who wrote that.");
  return mute(message, guilty.id, Number(message.command[1] ?? 1));
});

app.onMessage(filters.and(filters.group, filters.regex(advertising), filters.not(byAdmin)), async (message) => {
  await message.delete();
  const { chat, fromUser } = message;
  if (fromUser === null) return;
  const count = (warnings.get(`${chat.id} ${fromUser.id}`) ?? 0) + 1;
  warnings.set(`${chat.id} ${fromUser.id}`, count);
  if (count < 3) await app.sendMessage(chat.id, `${fromUser.mention}, no advertising here, please.`);
  else await mute(message, fromUser.id, 24);
});

async function mute({ chat }: Message, userId: number, hours: number): Promise<void> {
  const untilDate = new Date(Date.now() + hours * hour);
  await chat.restrictMember(userId, { canSendMessages: false }, { untilDate });
  await app.sendMessage(chat.id, `Muted for ${hours} h.`);
}

await app.run();
