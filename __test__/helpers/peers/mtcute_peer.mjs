// Signs mtcute in to a test server and tells what it sees, one JSON object per line.
//
// The only argument is a JSON object: dcs, rsaKeys, packages (a package.json next to whose
// node_modules mtcute is installed), perhaps usesTemporaryKeys, and either token, or phone, code and
// perhaps password.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const options = JSON.parse(process.argv[2]);
const require = createRequire(options.packages);
// The ES modules stand beside the CommonJS ones that require finds.
const load = (name) => import(pathToFileURL(require.resolve(name).replace(/\.cjs$/, ".js")).href);
const { MemoryStorage, TelegramClient } = await load("@mtcute/node");
const { NodeCryptoProvider, addPublicKey } = await load("@mtcute/node/utils.js");

function tell(step, facts = {}) {
  console.log(JSON.stringify({ step, ...facts }));
}

function newClient() {
  const [{ id, host, port }] = options.dcs;
  const dc = { id, ipAddress: host, port };
  return new TelegramClient({
    apiId: 12345,
    apiHash: "0123456789abcdef0123456789abcdef",
    storage: new MemoryStorage(),
    defaultDcs: { main: dc, media: { ...dc, mediaOnly: true } },
    logLevel: 1,
    network: { usePfs: options.usesTemporaryKeys === true },
  });
}

async function tellMe(client, step) {
  const me = await client.getMe();
  const dc = await client.getPrimaryDcId();
  tell(step, { id: me.id, firstName: me.firstName, username: me.username, bot: me.isBot, dc });
}

async function hear(client) {
  const heard = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("nothing was heard for 20 s")), 20_000).unref();
    client.onNewMessage.add((message) => {
      // The service account writes too when a code is asked for.
      if (message.sender.id !== 777000 && !message.isOutgoing && message.text === "ping") resolve(message);
    });
  });
  await client.startUpdatesLoop();
  tell("listening");
  const message = await heard;
  tell("heard", { text: message.text, from_: message.sender.firstName });
  await client.answerText(message, "pong");
}

async function main() {
  const crypto = new NodeCryptoProvider();
  await crypto.initialize();
  for (const key of options.rsaKeys) addPublicKey(crypto, key);
  const client = newClient();
  const isUser = options.token === undefined;
  await client.start(
    isUser
      ? {
          phone: options.phone,
          code: () => options.code,
          password: () => {
            tell("password");
            return options.password;
          },
        }
      : { botToken: options.token },
  );
  await tellMe(client, "me");
  if (isUser) {
    const sent = await client.sendText("me", "note to myself");
    tell("sent", { id: sent.id, text: sent.text });
    const texts = (await client.getHistory("me", { limit: 5 })).map((message) => message.text);
    const dialogs = [];
    for await (const dialog of client.iterDialogs({ limit: 10 })) dialogs.push(dialog.peer.displayName);
    tell("history", { texts, dialogs });
  }
  await hear(client);
  const session = await client.exportSession();
  await client.destroy();

  const again = newClient();
  await again.importSession(session);
  await again.connect();
  tell("authorized", { authorized: true });
  await tellMe(again, "again");
  if (isUser) {
    const { authorizations } = await again.call({ _: "account.getAuthorizations" });
    tell("sessions", { count: authorizations.length });
  }
  await again.logOut();
  await again.destroy();
  tell("done");
  // Its timers for new temporary keys outlive the client.
  process.exit(0);
}

await main();
