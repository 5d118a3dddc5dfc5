import { createHmac, timingSafeEqual } from "node:crypto";
import { ProxyError } from "../../errors/index.js";
import type { Handshake } from "../handshake.js";
import { clientHello, RANDOM_END, RANDOM_START, type ClientHelloOptions } from "./clientHello.js";
import { CHANGE_CIPHER_SPEC, RECORD_HEADER_BYTES, RecordType } from "./tlsRecords.js";

/**
 * The opening of a connection that looks like TLS (spec/mtproto.md §6.6): sends a ClientHello and checks that the
 * answer was made by somebody who knows the secret. Before that nothing of MTProto is sent.
 *
 * @param peer the proxy's name for messages
 * @throws ProxyError `secret`, `protocol`
 */
export function* fakeTls(peer: string, options: ClientHelloOptions): Handshake<void> {
  const hello = clientHello(options);
  const records: Buffer[] = [];
  let type = 0;
  let send: Uint8Array | undefined = hello;
  for (let count = 0; type !== RecordType.applicationData; count++) {
    const header: Buffer = yield { step: "disguise", ...(send && { send }), read: RECORD_HEADER_BYTES };
    send = undefined;
    type = checkOrder(peer, header, type);
    if (count > MOST_RECORDS) throw new ProxyError("protocol", "disguise", `${peer} does not come to an end of its TLS handshake`);
    // The digest covers them all.
    records.push(header, yield { step: "disguise", read: header.readUInt16BE(3) });
  }
  const answer = Buffer.concat(records);
  if (answer.length < RANDOM_END) throw wrongSecret(peer);
  const digest = Buffer.from(answer.subarray(RANDOM_START, RANDOM_END));
  answer.fill(0, RANDOM_START, RANDOM_END);
  const expected = createHmac("sha256", options.key).update(hello.subarray(RANDOM_START, RANDOM_END)).update(answer).digest();
  if (!timingSafeEqual(digest, expected)) throw wrongSecret(peer);
}

/** Handshake records, one change of ciphers, one record of data; returns what this one is. */
function checkOrder(peer: string, header: Buffer, previous: number): number {
  const type = header[0] ?? 0;
  // A real TLS server complains of our hello, which no one but the proxy can make anything of.
  if (type === RecordType.alert && previous === 0 && header[1] === 3) throw wrongSecret(peer);
  const follows = FOLLOWERS.get(previous)?.includes(type) === true;
  if (!follows || header[1] !== 3 || header[2] !== 3 || header.readUInt16BE(3) > LONGEST_RECORD) {
    throw new ProxyError("protocol", "disguise", `${peer} does not speak TLS as an MTProxy does`);
  }
  if (type === RecordType.changeCipherSpec && header.readUInt16BE(3) !== CHANGE_CIPHER_SPEC.length - RECORD_HEADER_BYTES) {
    throw new ProxyError("protocol", "disguise", `${peer} does not speak TLS as an MTProxy does`);
  }
  return type;
}

function wrongSecret(peer: string): ProxyError {
  return new ProxyError("secret", "disguise", `${peer} does not know the secret, or is no MTProxy`);
}

/** What may come after a record of this type; 0: at the beginning. */
const FOLLOWERS: ReadonlyMap<number, readonly number[]> = new Map([
  [0, [RecordType.handshake]],
  [RecordType.handshake, [RecordType.handshake, RecordType.changeCipherSpec]],
  [RecordType.changeCipherSpec, [RecordType.applicationData]],
]);
/** The three that are needed, and some more handshake records. */
const MOST_RECORDS = 18;
/** RFC 8446 §5.2. */
const LONGEST_RECORD = 16 * 1024 + 256;
