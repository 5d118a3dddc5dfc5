// Sends back whatever it is sent: texts with their formatting, photos, stickers and all else.
import { Client, filters } from "heliogram";

const apiId = 12345;
const apiHash = "0123456789abcdef0123456789abcdef";
const botToken = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11";

const app = new Client("echo_bot", { apiId, apiHash, botToken });

// The first handler that fits gets a message: what is a command is not echoed.
app.onMessage(filters.command("start"), (message) => message.reply("Hello! Whatever you send me, I send back."));

app.onMessage(filters.private.and(filters.service.not()), (message) => message.copy(message.chat.id));

await app.run();
