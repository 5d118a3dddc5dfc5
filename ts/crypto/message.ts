import { raw } from "../native.js";
import { checkBytes } from "./checkBytes.js";
import { byteLengthOf } from "./realBytes.js";

/** What stands in an MTProto 2.0 packet before the body. */
export interface MessageHeader {
  readonly salt: bigint;
  readonly sessionId: bigint;
  readonly msgId: bigint;
  readonly seqNo: number;
}

/** What envelope, head and padding add to a body at most. */
const MOST_AROUND = 160;
/** Where the encrypted part begins. */
const HEADER_START = 24;
const BODY_START = 56;

/**
 * An MTProto 2.0 packet: auth_key_id, msg_key, and the encrypted rest. Connections seal within the
 * native session; this is for tests, benchmarks and servers.
 *
 * @param authKey 256 bytes.
 * @param body A multiple of 4 bytes.
 * @throws {TypeError | RangeError} naming the parameter that is wrong.
 */
export function sealMessage(authKey: Uint8Array, fromServer: boolean, header: MessageHeader, body: Uint8Array): Buffer {
  checkBytes(body, "body");
  const out = Buffer.allocUnsafe(byteLengthOf(body) + MOST_AROUND);
  const { salt, sessionId, msgId, seqNo } = header;
  return out.subarray(0, raw.sealMessage(authKey, fromServer, salt, sessionId, msgId, seqNo, body, out));
}

/** A packet that has passed every check. */
export class OpenedMessage implements MessageHeader {
  readonly body: Buffer;
  readonly #packet: Buffer;

  /** @param packet decrypted */
  constructor(packet: Buffer, byteLength: number) {
    this.#packet = packet;
    this.body = packet.subarray(BODY_START, BODY_START + byteLength);
  }

  get salt(): bigint {
    return this.#packet.readBigInt64LE(HEADER_START);
  }

  get sessionId(): bigint {
    return this.#packet.readBigInt64LE(HEADER_START + 8);
  }

  get msgId(): bigint {
    return this.#packet.readBigInt64LE(HEADER_START + 16);
  }

  get seqNo(): number {
    return this.#packet.readInt32LE(HEADER_START + 24);
  }
}

/**
 * Opens a packet of the other side and checks it whole before anything of it is returned.
 *
 * @throws with code `ERR_AUTH_KEY_ID` or `ERR_MSG_KEY`.
 * @throws {TypeError | RangeError} naming the parameter that is wrong.
 */
export function openMessage(authKey: Uint8Array, fromServer: boolean, packet: Uint8Array): OpenedMessage {
  checkBytes(packet, "packet");
  const out = Buffer.allocUnsafe(byteLengthOf(packet));
  const byteLength = raw.openMessage(authKey, fromServer, packet, out);
  if (byteLength < 0) throw refusal(byteLength);
  return new OpenedMessage(out, byteLength);
}

function refusal(verdict: number): Error {
  return verdict === -1
    ? Object.assign(new Error("packet for another auth key"), { code: "ERR_AUTH_KEY_ID" })
    : Object.assign(new Error("packet does not pass its integrity check"), { code: "ERR_MSG_KEY" });
}
