import { Client } from "heliogram";

const app = new Client("my_account");

await app.run();
