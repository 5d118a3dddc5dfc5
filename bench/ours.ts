import { readFileSync } from "node:fs";
import {
  createCtr,
  factorizePq,
  igeDecryptInPlace,
  igeEncrypt,
  igeEncryptInPlace,
  sha256,
} from "../ts/crypto/index.js";
import { Client, filters } from "../ts/index.js";
import { createAuthKey } from "../ts/network/createAuthKey.js";
import { exchangeTurn } from "../ts/network/exchangeTurn.js";
import { openMessage, sealMessage } from "../ts/crypto/message.js";
import { kernelName } from "../ts/native.js";
import { dialTcp } from "../ts/transport/index.js";
import type { tl, TlObject, TlRequest } from "../ts/tl/index.js";
import { decode, decodeResultLazily, encode, LAYER } from "../ts/tl/index.js";
import { everyTenth } from "./content.js";
import type { MessageSession, Peer, ServerAddress } from "./Peer.js";

const manifest: unknown = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
);

export const kernel: string = kernelName();

const MESSAGE_ID = 0x6000000000000004n;

/** Heliogram itself, and the server's half of a session for the rows that need packets. */
export const ours = {
  name: "ours",
  version: `${versionOf(manifest)} (layer ${LAYER})`,
  igeEncrypt(data, key, iv) {
    igeEncryptInPlace(data, key, iv);
    return data;
  },
  igeDecrypt(data, key, iv) {
    igeDecryptInPlace(data, key, iv);
    return data;
  },
  igeEncryptToNew: (data, key, iv) => igeEncrypt(data, key, iv),
  createCtr(key, iv) {
    const ctr = createCtr(key, iv);
    return (chunk) => {
      ctr.processInPlace(chunk);
      return chunk;
    };
  },
  sha256: (data) => sha256(data),
  factorize: (pq) => factorizePq(pq),

  createSealer: async ({ authKey, salt, sessionId }) => {
    const header = { salt, sessionId, msgId: MESSAGE_ID, seqNo: 1 };
    return (body) => sealMessage(authKey, false, header, body);
  },
  createOpener: async ({ authKey }) => (packet) => openMessage(authKey, true, packet),

  makeKey: async ({ host, port, dcId, publicKey }) => {
    const { signal } = new AbortController();
    // A thousand at once wait for one server.
    const timeoutMs = 120_000;
    const leave = await exchangeTurn(signal);
    const stream = await dialTcp({ host, port }, { timeoutMs, signal });
    const framing = { transport: "intermediate", obfuscated: false } as const;
    await createAuthKey(stream, { ...framing, dcId, rsaKeys: [publicKey], timeoutMs, signal });
    leave();
    stream.destroy();
  },

  connectBot: async (server, botToken) => {
    const client = createBot(server, botToken);
    await client.start();
    return { call: () => client.invoke({ _: "help.getNearestDc" }), close: () => client.stop() };
  },

  connectHearingBot: async (server, botToken, onText, others) => {
    const client = createBot(server, botToken);
    for (const pattern of others) client.onMessage(filters.regex(pattern), () => onText("nobody wrote this"));
    client.onMessage(filters.private, ({ text }) => onText(text ?? ""));
    await client.start();
  },

  toTl: (object) => object,
  encode: (object) => encode(object as TlObject | TlRequest),
  decode: (bytes) => decode(bytes),
  readSomeTexts(bytes) {
    const answer = decodeResultLazily("messages.getHistory", bytes);
    if (answer._ !== "messages.messages") throw new TypeError(answer._);
    return everyTenth(answer.messages.length).map((index) => textOf(answer.messages.at(index)));
  },

  sealFromServer({ authKey, salt, sessionId }: MessageSession, body: Uint8Array): Uint8Array {
    return sealMessage(authKey, true, { salt, sessionId, msgId: MESSAGE_ID + 1n, seqNo: 1 }, body);
  },
  openFromClient({ authKey }: MessageSession, packet: Uint8Array): Uint8Array {
    return openMessage(authKey, false, packet).body;
  },
} satisfies Peer & Record<string, unknown>;

function createBot({ host, port, dcId, publicKey }: ServerAddress, botToken: string): Client {
  return new Client("bench", {
    apiId: 12345,
    apiHash: "0123456789abcdef0123456789abcdef",
    botToken,
    inMemory: true,
    dcOptions: [{ id: dcId, host, port }],
    rsaKeys: [publicKey],
  });
}

function textOf(message: tl.Message | undefined): string {
  return message?._ === "message" ? message.message : "";
}

function versionOf(value: unknown): string {
  if (typeof value === "object" && value !== null && "version" in value) return String(value.version);
  throw new TypeError("package.json has no version");
}
