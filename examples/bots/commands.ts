// Takes orders in a café: commands with arguments, a menu of buttons, and the list of commands in the app.
import { Client, filters, idle, InlineKeyboardMarkup, type User } from "heliogram";

const apiId = 12345;
const apiHash = "0123456789abcdef0123456789abcdef";
const botToken = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11";

const app = new Client("commands_bot", { apiId, apiHash, botToken });

const drinks: readonly string[] = ["Espresso", "Latte", "Tea"];
const menu = new InlineKeyboardMarkup([
  drinks.map((drink) => ({ text: drink, callbackData: `add:${drink}` })),
  [{ text: "That's all", callbackData: "done" }],
]);
/** What people have ordered so far, by user id. */
const orders = new Map<number, string[]>();

app.onMessage(filters.command(["start", "help"]), (message) =>
  message.reply("/menu shows what we have, /order Latte orders it at once."),
);

app.onMessage(filters.command("menu"), (message) => message.reply("What would you like?", { replyMarkup: menu }));

app.onMessage(filters.command("order").and(filters.private), async (message) => {
  const [, ...wanted] = message.command;
  const unknown = wanted.filter((drink) => !drinks.includes(drink));
  if (wanted.length === 0) return message.reply("What shall it be? For example: /order Latte Tea");
  if (unknown.length > 0) return message.reply(`We have no ${unknown.join(" and no ")}.`);
  return message.reply(add(message.fromUser, wanted));
});

app.onCallbackQuery(filters.regex(/^add:(.+)$/), async (query) => {
  await query.editMessageText(add(query.fromUser, [query.matches[0][1] ?? ""]), { replyMarkup: menu });
  await query.answer();
});

app.onCallbackQuery(filters.regex(/^done$/), async (query) => {
  const order = orders.get(query.fromUser.id) ?? [];
  if (order.length === 0) return query.answer("You have not ordered anything yet.", { showAlert: true });
  orders.delete(query.fromUser.id);
  await query.editMessageText(`Coming: **${order.join(", ")}**`);
  return query.answer("Thank you!");
});

function add(user: User | null, wanted: readonly string[]): string {
  const order = [...(orders.get(user?.id ?? 0) ?? []), ...wanted];
  orders.set(user?.id ?? 0, order);
  return `Your order: ${order.join(", ")}`;
}

await app.run(async () => {
  await app.setBotCommands([
    { command: "menu", description: "What we have" },
    { command: "order", description: "Order at once" },
  ]);
  await idle();
});
