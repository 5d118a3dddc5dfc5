// @mtcute/node, behind the interface of bench/Peer.ts.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Long, MemoryStorage, TelegramClient, tl } from "@mtcute/node";
import {
  __tlReaderMap,
  __tlWriterMap,
  addPublicKey,
  LogManager,
  NodeCryptoProvider,
  TlBinaryReader,
  TlBinaryWriter,
} from "@mtcute/node/utils.js";

const require = createRequire(import.meta.url);
const core = dirname(require.resolve("@mtcute/core"));
// What seals, opens and makes keys is not among the package's exports.
const load = (file) => import(pathToFileURL(join(core, "network", file)).href);
const { AuthKey } = await load("auth-key.js");
const { doAuthorization } = await load("authorization.js");
const { version } = JSON.parse(
  readFileSync(join(dirname(require.resolve("@mtcute/node")), "package.json"), "utf8"),
);

const crypto = new NodeCryptoProvider();
await crypto.initialize();

const log = new LogManager("bench", { getDefaultLogLevel: () => LogManager.OFF, log() {} });

const toLong = (value) => Long.fromString(value.toString());

/** @type {import("../Peer.js").Peer} */
export const peer = {
  name: "mtcute",
  version: `${version} (layer ${tl.LAYER})`,

  igeEncrypt: (data, key, iv) => crypto.createAesIge(key, iv).encrypt(data),
  igeDecrypt: (data, key, iv) => crypto.createAesIge(key, iv).decrypt(data),
  igeEncryptToNew: (data, key, iv) => crypto.createAesIge(key, iv).encrypt(data),
  createCtr(key, iv) {
    const ctr = crypto.createAesCtr(key, iv, true);
    return (chunk) => ctr.process(chunk);
  },
  sha256: (data) => crypto.sha256(data),
  factorize(pq) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(pq);
    return crypto.factorizePQ(bytes).map((factor) => BigInt(`0x${Buffer.from(factor).toString("hex")}`));
  },

  async createSealer({ authKey, salt, sessionId }) {
    const key = holdKey(authKey);
    const [saltLong, sessionLong] = [toLong(salt), toLong(sessionId)];
    const messageId = toLong(0x6000000000000004n);
    return (body) => {
      // What its session does: a buffer for the message, head and body written into it.
      const writer = TlBinaryWriter.alloc({}, body.length + 16);
      writer.long(messageId);
      writer.int(1);
      writer.uint(body.length);
      writer.raw(body);
      return key.encryptMessage(writer.result(), saltLong, sessionLong);
    };
  },
  async createOpener({ authKey, sessionId }) {
    const key = holdKey(authKey);
    const sessionLong = toLong(sessionId);
    return (packet) => {
      let opened;
      key.decryptMessage(packet, sessionLong, (messageId) => (opened = messageId));
      if (opened === undefined) throw new Error("mtcute did not open the packet");
      return opened;
    };
  },

  async connectBot(server, botToken) {
    const client = createBot(server, { disableUpdates: true });
    await client.start({ botToken });
    return { call: () => client.call({ _: "help.getNearestDc" }), close: () => client.destroy() };
  },

  async connectHearingBot(server, botToken, onText, others) {
    const client = createBot(server, {});
    // Its filters are in @mtcute/dispatcher, of which the registry has no version for this one.
    for (const pattern of others) {
      client.onNewMessage.add((message) => {
        if (pattern.test(message.text)) onText("nobody wrote this");
      });
    }
    client.onNewMessage.add((message) => {
      if (message.chat.type === "user") onText(message.text);
    });
    await client.start({ botToken });
  },

  async makeKey({ host, port, dcId, publicKey }) {
    addPublicKey(crypto, publicKey);
    const socket = connect({ host, port, noDelay: true });
    socket.write(Uint8Array.of(0xee, 0xee, 0xee, 0xee));
    const packets = intermediatePackets(socket);
    let messageId = BigInt(Math.floor(Date.now() / 1000)) << 32n;
    // As much of its connection as the exchange asks for.
    await doAuthorization(
      {
        _session: {
          _readerMap: __tlReaderMap,
          _writerMap: __tlWriterMap,
          getMessageId: () => toLong((messageId += 4n)),
          updateTimeOffset() {},
        },
        log,
        params: { dc: { id: dcId }, testMode: false },
        async send(packet) {
          const head = Buffer.alloc(4);
          head.writeUInt32LE(packet.length);
          socket.write(Buffer.concat([head, packet]));
        },
        waitForUnencryptedMessage: async () => (await packets.next()).value,
      },
      crypto,
    );
    socket.destroy();
  },

  toTl: function toTl(value) {
    if (typeof value === "bigint") return toLong(value);
    if (Array.isArray(value)) return value.map(toTl);
    if (typeof value !== "object" || value instanceof Uint8Array) return value;
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, toTl(field)]));
  },
  encode: (object) => TlBinaryWriter.serializeObject(__tlWriterMap, object),
  decode: (bytes) => new TlBinaryReader(__tlReaderMap, bytes).object(),
};

function createBot({ host, port, dcId, publicKey }, options) {
  addPublicKey(crypto, publicKey);
  const dc = { id: dcId, ipAddress: host, port };
  return new TelegramClient({
    apiId: 12345,
    apiHash: "0123456789abcdef0123456789abcdef",
    storage: new MemoryStorage(),
    defaultDcs: { main: dc, media: { ...dc, mediaOnly: true } },
    logLevel: 1,
    ...options,
  });
}

/** The packets that a socket receives, in the framing "intermediate". */
async function* intermediatePackets(socket) {
  let received = Buffer.alloc(0);
  for await (const chunk of socket) {
    received = Buffer.concat([received, chunk]);
    while (received.length >= 4 && received.length >= 4 + received.readUInt32LE()) {
      const end = 4 + received.readUInt32LE();
      yield received.subarray(4, end);
      received = received.subarray(end);
    }
  }
}

function holdKey(authKey) {
  const key = new AuthKey(crypto, log, __tlReaderMap);
  key.setup(authKey);
  return key;
}
