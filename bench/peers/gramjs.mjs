// gramjs (the package `telegram`) and its continuation teleproto, which have the same insides.
import { createHash, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/**
 * @param {string} name in the tables @param {"telegram" | "teleproto"} packageName
 * @returns {import("../Peer.js").Peer}
 */
export function loadGramjs(name, packageName) {
  const load = (path) => require(`${packageName}/${path}`);
  const { IGE } = load("crypto/IGE");
  const { CTR } = load("crypto/CTR");
  const { Factorizator } = load("crypto/Factorizator");
  const { AuthKey } = load("crypto/AuthKey");
  const { MTProtoState } = load("network/MTProtoState");
  const { BinaryReader } = load("extensions/BinaryReader");
  const { sha256, toSignedLittleBuffer } = load("Helpers");
  const { Api } = load("tl");
  const { LAYER } = load("tl/AllTLObjects");
  const { serializeBytes } = load("tl/generationHelpers");
  const { _serverKeys } = load("crypto/RSA");
  const { doAuthentication } = load("network/Authenticator");
  const { MTProtoPlainSender } = load("network/MTProtoPlainSender");
  const { ConnectionTCPFull } = load("network/connection/TCPFull");
  const { PromisedNetSockets } = load("extensions/PromisedNetSockets");
  const { Logger } = load("extensions/Logger");
  const { StringSession } = load("sessions");
  const { TelegramClient } = load("index.js");
  const { NewMessage } = load("events");
  const bigInt = require("big-integer");
  const folder = dirname(require.resolve(`${packageName}/package.json`));
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

  const toLong = (value) => bigInt(value.toString());

  function addServerKey(publicKey) {
    const { n, e } = createPublicKey(publicKey).export({ format: "jwk" });
    const [modulus, exponent] = [n, e].map((part) => Buffer.from(part, "base64url"));
    const fields = [modulus, exponent].map((part) => serializeBytes(part));
    const hash = createHash("sha1").update(Buffer.concat(fields)).digest();
    _serverKeys.set(hash.readBigInt64LE(12).toString(), {
      n: bigInt(modulus.toString("hex"), 16),
      e: Number(`0x${exponent.toString("hex")}`),
    });
  }

  async function makeState({ authKey, salt, sessionId }) {
    const key = new AuthKey();
    await key.setKey(Buffer.from(authKey));
    // Without its list of seen msg_ids: the same packet is opened again and again.
    const state = new MTProtoState(key, undefined, false);
    state.salt = toLong(salt);
    state.id = toLong(sessionId);
    return state;
  }

  function createBot({ host, port, dcId, publicKey }) {
    addServerKey(publicKey);
    const session = new StringSession("");
    session.setDC(dcId, host, port);
    // By itself it dials port 80 or 443, whatever the session says.
    const connection = class extends ConnectionTCPFull {
      constructor(args) {
        super({ ...args, port });
      }
    };
    return new TelegramClient(session, 12345, "0123456789abcdef0123456789abcdef", { connection, baseLogger: new Logger("none") });
  }

  function toTl(value) {
    if (typeof value === "bigint") return toLong(value);
    if (Array.isArray(value)) return value.map(toTl);
    if (value instanceof Uint8Array) return Buffer.from(value);
    if (typeof value !== "object") return value;
    const fields = Object.entries(value)
      .filter(([field]) => field !== "_")
      .map(([field, inner]) => [field, toTl(inner)]);
    const path = value._.split(".").map((part, index, parts) =>
      index === parts.length - 1 ? part[0].toUpperCase() + part.slice(1) : part,
    );
    const Class = path.reduce((space, part) => space[part], Api);
    return new Class(Object.fromEntries(fields));
  }

  return {
    name,
    version: `${version} (layer ${LAYER})`,

    igeEncrypt: (data, key, iv) => new IGE(key, iv).encryptIge(data),
    igeDecrypt: (data, key, iv) => new IGE(key, iv).decryptIge(data),
    igeEncryptToNew: (data, key, iv) => new IGE(key, iv).encryptIge(data),
    createCtr(key, iv) {
      const ctr = new CTR(Buffer.from(key), Buffer.from(iv));
      return (chunk) => ctr.encrypt(chunk);
    },
    sha256: (data) => sha256(data),
    factorize(pq) {
      const { p, q } = Factorizator.factorize(toLong(pq));
      return [BigInt(p.toString()), BigInt(q.toString())];
    },

    async createSealer(session) {
      const state = await makeState(session);
      const messageId = toSignedLittleBuffer(toLong(0x6000000000000004n), 8);
      return (body) => {
        const head = Buffer.alloc(8);
        head.writeInt32LE(1, 0);
        head.writeInt32LE(body.length, 4);
        return state.encryptMessageData(Buffer.concat([messageId, head, body]));
      };
    },
    async createOpener(session) {
      const state = await makeState(session);
      return (packet) => state.decryptMessageData(packet);
    },

    async connectBot(server, botAuthToken) {
      const client = createBot(server);
      await client.start({ botAuthToken });
      return { call: () => client.invoke(new Api.help.GetNearestDc()), close: () => client.destroy() };
    },

    async connectHearingBot(server, botAuthToken, onText, others) {
      const client = createBot(server);
      // All handlers of an event are called, whatever those before have done.
      for (const pattern of others) client.addEventHandler(() => onText("nobody wrote this"), new NewMessage({ pattern }));
      client.addEventHandler(({ message }) => onText(message.message), new NewMessage({ func: ({ isPrivate }) => isPrivate }));
      await client.start({ botAuthToken });
    },

    async makeKey({ host, port, dcId, publicKey }) {
      addServerKey(publicKey);
      const loggers = new Logger("none");
      const connection = new ConnectionTCPFull({
        ip: host,
        port,
        dcId,
        loggers,
        socket: PromisedNetSockets,
        testServers: false,
      });
      await connection.connect();
      await doAuthentication(new MTProtoPlainSender(connection, loggers), loggers);
      await connection.disconnect();
    },

    toTl,
    encode: (object) => object.getBytes(),
    decode: (bytes) => new BinaryReader(bytes).tgReadObject(),
  };
}
