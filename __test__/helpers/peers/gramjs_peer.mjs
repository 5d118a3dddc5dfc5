// Signs gramjs, or a library with the same insides, in to a test server and tells what it sees, one
// JSON object per line.
//
// The only argument is a JSON object: dcs, rsaKeys, package (its name), packages (a package.json
// next to whose node_modules it is installed), and either token, or phone, code and perhaps password.
import { createHash, createPublicKey } from "node:crypto";
import { createRequire } from "node:module";

const options = JSON.parse(process.argv[2]);
const require = createRequire(options.packages);
const load = (path) => require(`${options.package}${path}`);
const { Api, TelegramClient } = load("");
const { NewMessage } = load("/events");
const { ConnectionTCPFull } = load("/network");
const { LogLevel } = load("/extensions/Logger");
const { StringSession } = load("/sessions");
const { _serverKeys } = load("/crypto/RSA");
const bigInt = require("big-integer");

const API = [12345, "0123456789abcdef0123456789abcdef"];

function tell(step, facts = {}) {
  console.log(JSON.stringify({ step, ...facts }));
}

/** Adds a public key to those that gramjs trusts: it has no call for that. */
function trust(pem) {
  const { n, e } = createPublicKey({ key: pem, type: "pkcs1", format: "pem" }).export({ format: "jwk" });
  const [modulus, exponent] = [n, e].map((part) => Buffer.from(part, "base64url"));
  const digest = createHash("sha1").update(Buffer.concat([tlBytes(modulus), tlBytes(exponent)])).digest();
  const fingerprint = digest.readBigInt64LE(12);
  _serverKeys.set(fingerprint.toString(), {
    n: bigInt(modulus.toString("hex"), 16),
    e: exponent.readUIntBE(0, exponent.length),
  });
}

function tlBytes(data) {
  const head = data.length < 254 ? Buffer.from([data.length]) : Buffer.from([254, data.length & 255, data.length >> 8, 0]);
  return Buffer.concat([head, data, Buffer.alloc(-(head.length + data.length) & 3)]);
}

/** Dials the port of the DC: gramjs itself always takes 80 or 443. */
class Connection extends ConnectionTCPFull {
  constructor(args) {
    super({ ...args, port: options.dcs.find(({ id }) => id === args.dcId).port });
  }
}

function newClient(dcId, authKey) {
  const session = new StringSession("");
  session.setDC(dcId, options.dcs[0].host, 443);
  if (authKey !== undefined) session.setAuthKey(authKey);
  const client = new TelegramClient(session, ...API, { connectionRetries: 1, connection: Connection });
  client.setLogLevel(LogLevel.ERROR);
  return client;
}

async function tellMe(client, step) {
  const me = await client.getMe();
  tell(step, { id: Number(me.id), firstName: me.firstName, username: me.username, bot: me.bot === true, dc: client.session.dcId });
}

async function hear(client) {
  const heard = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("nothing was heard for 20 s")), 20_000).unref();
    client.addEventHandler((event) => {
      // The service account writes too when a code is asked for.
      if (String(event.message.senderId) !== "777000") resolve(event.message);
    }, new NewMessage({ incoming: true }));
  });
  tell("listening");
  const message = await heard;
  const sender = await message.getSender();
  tell("heard", { text: message.text, from_: sender.firstName });
  await message.respond({ message: "pong" });
}

async function main() {
  options.rsaKeys.forEach(trust);
  const isUser = options.token === undefined;
  const client = newClient(options.dcs[0].id);
  await client.start(
    isUser
      ? {
          phoneNumber: options.phone,
          phoneCode: async () => options.code,
          password: async () => {
            tell("password");
            return options.password;
          },
          onError: fail,
        }
      : { botAuthToken: options.token, onError: fail },
  );
  await tellMe(client, "me");
  if (isUser) {
    const sent = await client.sendMessage("me", { message: "note to myself" });
    tell("sent", { id: sent.id, text: sent.text });
    const texts = (await client.getMessages("me", { limit: 5 })).map((message) => message.text);
    const dialogs = (await client.getDialogs({ limit: 10 })).map((dialog) => dialog.title);
    tell("history", { texts, dialogs });
  }
  await hear(client);
  const { dcId } = client.session;
  const authKey = client.session.getAuthKey();
  await client.destroy();

  const again = newClient(dcId, authKey);
  await again.connect();
  tell("authorized", { authorized: await again.checkAuthorization() });
  await tellMe(again, "again");
  if (isUser) {
    const { authorizations } = await again.invoke(new Api.account.GetAuthorizations());
    tell("sessions", { count: authorizations.length });
  }
  await again.invoke(new Api.auth.LogOut());
  await again.destroy();
  tell("done");
  // gramjs leaves timers behind.
  process.exit(0);
}

function fail(error) {
  throw error;
}

await main();
