// Asks people what they think, question by question, and tells the owner.
import { Client, filters, InlineKeyboardMarkup, ListenerStopped, ListenerTimeout, type Message } from "heliogram";

const apiId = 12345;
const apiHash = "0123456789abcdef0123456789abcdef";
const botToken = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11";
/** Who gets the answers; has to have started the bot. */
const owner = "bot_owner";

const app = new Client("feedback_bot", { apiId, apiHash, botToken });

const timeout = 600;
const stars = new InlineKeyboardMarkup([[1, 2, 3, 4, 5].map((count) => ({ text: `${count} ★`, callbackData: `${count}` }))]);
const isAnswer = filters.text.and(filters.not(filters.command("cancel")));

app.onMessage(filters.command("start").and(filters.private), (message) => message.reply("Tell us what you think: /feedback"));

app.onMessage(filters.command("feedback").and(filters.private), async (message) => {
  try {
    const rating = await askRating(message);
    const reason = await message.ask(rating > 3 ? "What do you like most?" : "What should be better?", { filters: isAnswer, timeout });
    const contact = await message.ask("May we write to you? (yes or no)", { filters: filters.regex(/^(yes|no)$/i), timeout });
    const isWelcome = contact.text?.toLowerCase() === "yes";
    await app.sendMessage(owner, `${rating} ★ from ${isWelcome ? message.fromUser?.mention : "somebody"}`);
    await reason.copy(owner);
    await message.reply("Thank you!");
  } catch (error) {
    if (!(error instanceof ListenerTimeout || error instanceof ListenerStopped)) throw error;
    await message.reply("Another time, then: /feedback");
  }
});

// Whoever is in the middle of it is let out: what waits for their answer ends with ListenerStopped.
app.onMessage(filters.command("cancel").and(filters.private), (message) => message.stopListening());

async function askRating(message: Message): Promise<number> {
  const question = await message.reply("How do you like us?", { replyMarkup: stars });
  const click = await question.waitForClick({ fromUserId: message.fromUser?.id, timeout });
  const rating = Number(click.data);
  await click.editMessageText(`How do you like us? ${rating} ★`);
  await click.answer();
  return rating;
}

await app.run();
