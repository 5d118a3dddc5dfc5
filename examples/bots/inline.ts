// Writes in other styles, in any chat: type the bot's username and a text.
import { Client, filters, InlineQueryResultArticle, InputTextMessageContent, md, type FormattedText } from "heliogram";

const apiId = 12345;
const apiHash = "0123456789abcdef0123456789abcdef";
const botToken = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11";

const app = new Client("inline_bot", { apiId, apiHash, botToken });

// What people write is inserted as it is: stars and brackets in it stay what they are.
const styles: Record<string, (text: string) => FormattedText> = {
  Bold: (text) => md`**${text}**`,
  Spoiler: (text) => md`||${text}||`,
  Code: (text) => md`\`${text}\``,
  "Up and down": (text) => md`${[...text].map((letter, i) => (i % 2 === 0 ? letter.toUpperCase() : letter.toLowerCase())).join("")}`,
};

app.onInlineQuery(async (query) => {
  const text = query.query.trim();
  if (text === "") return query.answer([], { switchPmText: "How does this work?", switchPmParameter: "inline" });
  const results = Object.entries(styles).map(([name, write]) => {
    const content = new InputTextMessageContent(write(text));
    return new InlineQueryResultArticle({ id: name, title: name, description: text, inputMessageContent: content });
  });
  return query.answer(results, { cacheTime: 3600 });
});

// The button above the empty list leads here, as /start inline.
app.onMessage(filters.command("start").and(filters.private), (message) =>
  message.reply(`In any chat, type @${app.me?.username} and a text, then choose how it shall look.`),
);

await app.run();
