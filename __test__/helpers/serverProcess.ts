// A TestServer in a process of its own, for tests that measure the client's process. Prints one line of JSON and
// ends when its standard input does, so that it never outlives the test.
import { DEMO, TestServer } from "../../ts/testing/index.js";

await using server = await TestServer.start();
server.addUser({ phone: DEMO.phone, firstName: "Ada" });
server.addBot({ token: DEMO.botToken, username: "seed_bot", firstName: "Seed" });
console.log(JSON.stringify({ dcOptions: server.dcOptions, rsaKeys: server.rsaKeys }));
for await (const _ of process.stdin);
