import { Client } from "heliogram";

const apiId = 12345;
const apiHash = "0123456789abcdef0123456789abcdef";
const botToken = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11";

const app = new Client("my_bot", { apiId, apiHash, botToken });

await app.run();
