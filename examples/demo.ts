// `npm start`: the whole chain against a Telegram that runs in this process. Signs in, sends a message, receives
// it on a second device, and starts again from the session file without a question.
import { mkdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { callbackPrompter, Client, type ClientOptions, type Prompter } from "heliogram";
import { DEMO, TestServer } from "heliogram/testing";

const isAutomatic = process.argv.includes("--auto") || !process.stdin.isTTY;
const workdir = ".cache/demo";
const sessionFile = join(workdir, "my_account.session");

/** Steps are told on standard error: standard output is the sign-in's transcript alone. */
const tell = (text: string): void => console.error(text);

rmSync(workdir, { recursive: true, force: true });
mkdirSync(workdir, { recursive: true });

await using server = await TestServer.start();
server.addUser({ phone: DEMO.phone, code: DEMO.code, firstName: "Ada", lastName: "Lovelace" });
const access: ClientOptions = {
  apiId: 12345,
  apiHash: "0123456789abcdef0123456789abcdef",
  dcOptions: server.dcOptions,
  rsaKeys: server.rsaKeys,
};
tell(`A test server is up: ${server.dcOptions.map((dc) => `DC ${dc.id} on port ${dc.port}`).join(", ")}.`);
tell(`Sign in with the phone number ${DEMO.phone} and the code ${DEMO.code}.\n`);

const client = new Client("my_account", { ...access, workdir, prompter: isAutomatic ? typist() : undefined });
await client.start();
tell(`\nSigned in as ${client.me?.fullName}. The session is kept in ${relative(".", sessionFile)}.`);

// The same account on a second device, which only listens.
await using tablet = new Client("tablet", {
  ...access,
  inMemory: true,
  phoneNumber: DEMO.phone,
  phoneCode: DEMO.code,
  prompter: callbackPrompter({}),
});
await tablet.start();
const received = new Promise<string>((resolve) => {
  tablet.onRawUpdate((update) => {
    if (update._ === "updateNewMessage" && update.message._ === "message") resolve(update.message.message);
  });
});

const text = "Hello from Heliogram";
await client.invoke({ _: "messages.sendMessage", peer: { _: "inputPeerSelf" }, message: text, randomId: 1n });
tell(`Sent to Saved Messages: "${text}"`);
tell(`Received as an update on the second device: "${await received}"`);
await client.stop();

const again = new Client("my_account", { workdir });
await again.start();
tell(`Started again from ${relative(".", sessionFile)} without a question, as ${again.me?.fullName}.`);
await again.stop();

/** Types the demo's answers, so that the transcript looks as if a person had. */
function typist(): Prompter {
  const type = <T>(prompt: string, shown: string, answer: T): Promise<T> => {
    console.log(prompt + shown);
    return Promise.resolve(answer);
  };
  return callbackPrompter({
    phoneNumber: () => type("Enter phone number: ", DEMO.phone, DEMO.phone),
    confirmPhone: ({ phoneNumber }) => type(`Is "${phoneNumber}" correct? (y/n): `, "y", true),
    phoneCode: () => type("Enter phone code: ", DEMO.code, DEMO.code),
    notify: tell,
    signedIn: () => console.log("Logged in successfully"),
  });
}
