import { Client } from "heliogram";

const apiId = 12345;
const apiHash = "0123456789abcdef0123456789abcdef";

const app = new Client("my_account", { apiId, apiHash });

await app.run();
