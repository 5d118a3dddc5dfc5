import { raw } from "../native.js";
import { lengthIfBytes, resultMemory } from "./ResultMemory.js";

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
 * native session; this is for tests, benchmarks and servers. Packets of up to 16 KiB lie side by side in memory of
 * 64 KiB, which stays as long as one of them is kept.
 *
 * @param authKey 256 bytes.
 * @param body A multiple of 4 bytes.
 * @throws {TypeError | RangeError} naming the parameter that is wrong.
 */
export function sealMessage(authKey: Uint8Array, fromServer: boolean, header: MessageHeader, body: Uint8Array): Buffer {
  const memory = resultMemory(lengthIfBytes(body) + MOST_AROUND);
  const { salt, sessionId, msgId, seqNo } = header;
  return memory.take(raw.sealMessage(authKey, fromServer, salt, sessionId, msgId, seqNo, body, memory.bytes, memory.free));
}

/** A packet that has passed every check. */
export class OpenedMessage implements MessageHeader {
  readonly body: Buffer;
  readonly #memory: Buffer;
  readonly #header: number;

  /** @param start where the decrypted packet begins in `memory` */
  constructor(memory: Buffer, start: number, byteLength: number) {
    this.#memory = memory;
    this.#header = start + HEADER_START;
    this.body = memory.subarray(start + BODY_START, start + BODY_START + byteLength);
  }

  get salt(): bigint {
    return this.#memory.readBigInt64LE(this.#header);
  }

  get sessionId(): bigint {
    return this.#memory.readBigInt64LE(this.#header + 8);
  }

  get msgId(): bigint {
    return this.#memory.readBigInt64LE(this.#header + 16);
  }

  get seqNo(): number {
    return this.#memory.readInt32LE(this.#header + 24);
  }
}

/**
 * Opens a packet of the other side and checks it whole before anything of it is returned.
 *
 * @throws with code `ERR_AUTH_KEY_ID` or `ERR_MSG_KEY`.
 * @throws {TypeError | RangeError} naming the parameter that is wrong.
 */
export function openMessage(authKey: Uint8Array, fromServer: boolean, packet: Uint8Array): OpenedMessage {
  const byteLength = lengthIfBytes(packet);
  const memory = resultMemory(byteLength);
  const start = memory.free;
  const bodyLength = raw.openMessage(authKey, fromServer, packet, memory.bytes, start);
  if (bodyLength < 0) throw refusal(bodyLength);
  memory.free = start + byteLength;
  return new OpenedMessage(memory.bytes, start, bodyLength);
}

function refusal(verdict: number): Error {
  return verdict === -1
    ? Object.assign(new Error("packet for another auth key"), { code: "ERR_AUTH_KEY_ID" })
    : Object.assign(new Error("packet does not pass its integrity check"), { code: "ERR_MSG_KEY" });
}
